"""What a check sees: the rows of an answer as figures, or why there are none to judge. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from alerts.rules.condition import Figure

Key = tuple[str, ...]  # the values that tell rows apart, in the order of the rule's ``categories``; else ()


@dataclass(frozen=True)
class Reading:
    """One row: whose it is, of which time (ISO text, so that later is greater; "" outside a series), its figures."""

    key: Key
    at: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True, eq=False)
class Stretch(Sequence[Reading]):
    """The rows of a ``past`` (by time) from one place up to another: what one of many checks of it sees."""

    past: tuple[Reading, ...]
    begin: int
    end: int

    def __len__(self) -> int:
        return max(self.end - self.begin, 0)

    @overload
    def __getitem__(self, place: int) -> Reading: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Reading, ...]: ...
    def __getitem__(self, place: int | slice) -> Reading | tuple[Reading, ...]:
        return self.past[self.begin : self.end][place]


@dataclass(frozen=True)
class Observation:
    """What a check saw. ``readings`` are in the order of the answer, within a series by time. ``complete``: the last
    time of a series that is over and whose data are in; "" where that is not asked. ``expected``: the time that should
    have come by now. ``late``: in words, why nothing is judged now; ``fault``: why nothing could be asked."""

    readings: Sequence[Reading] = ()
    complete: str = ""
    expected: str = ""
    late: str = ""
    fault: str = ""
