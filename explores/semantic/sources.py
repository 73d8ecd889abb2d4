"""What value is behind a dimension: an expression, a cut moment, a span, a band, a formula. PURE.

Expressions are sqlglot trees whose columns carry the name of their view; ``values.py`` writes each kind as SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from explores.expressions.nodes import Node

if TYPE_CHECKING:
    from explores.semantic.model import Dimension, MeasureFilter


@dataclass(frozen=True)
class Plain:
    """A value that is an expression over columns. ``strict``: null wherever all of its columns are."""

    sql: exp.Expression
    strict: bool = True


@dataclass(frozen=True)
class Moment:
    """A DATE column or a naive UTC TIMESTAMP column."""

    sql: exp.Expression
    kind: str  # date, timestamp


@dataclass(frozen=True)
class Framed:
    """A moment cut to a time frame in the query's zone."""

    moment: Moment
    timeframe: str


@dataclass(frozen=True)
class Paired:
    """A whole number together with the unit of time it is met in: what tells a contact of May from the same in June."""

    of: exp.Expression
    per: Framed

    @property
    def moment(self) -> Moment:
        """What the unit of time is cut from."""
        return self.per.moment


@dataclass(frozen=True)
class Between:
    """Whole units from one moment to another: of the calendar (``periods``) or of elapsed time, floored."""

    unit: str  # second, minute, hour, day, week, month, quarter, year
    start: Moment
    end: Moment | None  # None: the day of asking
    calendar: bool


@dataclass(frozen=True)
class Named:
    """An id shown by its name, such as a sub-account; an id without a name here is not the viewer's to see."""

    sql: exp.Expression
    names: Mapping[int, str]


@dataclass(frozen=True)
class Place:
    """A point on earth, in degrees; none where one of the two is missing."""

    latitude: exp.Expression
    longitude: exp.Expression


@dataclass(frozen=True)
class Attribute:
    """A custom attribute: one key of the view's JSON column ``attributes``, read as ``type``."""

    column: exp.Expression
    key: str
    type: str  # text, number, date, yesno
    timeframe: str | None = None


@dataclass(frozen=True)
class Tiered:
    """A number sorted into bands: ``bounds`` ascending, each the first value of its band."""

    of: Source
    bounds: tuple[float, ...]
    labels: tuple[str, ...]  # one more than bounds: the first is for values below all of them
    undefined: str | None = None  # what a missing value is called; None: it stays missing


@dataclass(frozen=True)
class Grouped:
    """Values under labels: that of the first case whose filter the dimension passes, else ``otherwise``."""

    of: Dimension
    cases: tuple[tuple[str, MeasureFilter], ...]
    otherwise: str | None


@dataclass(frozen=True)
class Formula:
    """An expression over dimensions, for each row of the view ``anchor``, which has one of each."""

    text: str  # as it was written
    node: Node
    kind: str  # text, number, yesno, date, or timestamp: on the clocks of the query's zone
    anchor: str
    refs: Mapping[str, Dimension]
    kinds: Mapping[str, str]  # of the dimensions
    guards: Mapping[str, exp.Expression]  # for dimensions that make something of a missing row: its key
    size: int = 1  # parts, with those of the formulas it is made of


Source = Plain | Framed | Paired | Between | Named | Place | Attribute | Tiered | Grouped | Formula
