"""The name of what is sent, as schedules keep it. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What can be sent."""

    DASHBOARD = "dashboard"
    TILE = "tile"
    LOOK = "look"
    EXPLORE = "explore"
    ADS = "ads"


class Shape(StrEnum):
    """What becomes of it: a page of tiles, one answer in rows, or a report in words."""

    PAGE = "page"
    ANSWER = "answer"
    REPORT = "report"


class BadSubject(ValueError):
    """It names nothing that could be sent; the message says what is missing."""


@dataclass(frozen=True)
class Subject:
    """``slug`` of a dashboard or of a tile's; ``tile`` its id; ``look`` a number; ``explore`` a name, with ``query``,
    the address of the question."""

    kind: Kind
    slug: str = ""
    tile: str = ""
    look: int = 0
    explore: str = ""
    query: str = ""

    @property
    def about(self) -> str:
        """By which schedules of the same thing are found."""
        named = {
            Kind.DASHBOARD: self.slug,
            Kind.TILE: f"{self.slug}/{self.tile}",
            Kind.LOOK: str(self.look),
            Kind.EXPLORE: self.explore,
            Kind.ADS: "health",
        }
        return f"{self.kind}:{named[self.kind]}"

    @property
    def is_page(self) -> bool:
        """Whether it is a page of tiles rather than one answer."""
        return self.kind == Kind.DASHBOARD

    @property
    def is_report(self) -> bool:
        """Whether it is made in words, by the room that it is of."""
        return self.kind == Kind.ADS

    @property
    def shape(self) -> Shape:
        """Which formats it has."""
        return Shape.PAGE if self.is_page else Shape.REPORT if self.is_report else Shape.ANSWER


NEEDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.DASHBOARD: ("slug",),
    Kind.TILE: ("slug", "tile"),
    Kind.LOOK: ("look",),
    Kind.EXPLORE: ("explore", "query"),
    Kind.ADS: (),
}


def from_json(data: Any) -> Subject:
    """Raises BadSubject."""
    if not isinstance(data, Mapping) or data.get("kind") not in list(Kind):
        raise BadSubject(f"'content' takes an object with 'kind', which is one of {', '.join(Kind)}.")
    kind = Kind(data["kind"])
    if strange := sorted(set(data) - {"kind", *NEEDS[kind]}):
        raise BadSubject(f"The content of a {kind} has no {strange[0]!r}.")
    return Subject(kind, **{name: _named(kind, name, data.get(name)) for name in NEEDS[kind]})


def _named(kind: Kind, name: str, value: Any) -> Any:
    wanted = int if name == "look" else str
    if not isinstance(value, wanted) or isinstance(value, bool) or not value:
        raise BadSubject(f"The content of a {kind} takes {name!r}, {'a number' if wanted is int else 'a text'}.")
    return value


def to_json(subject: Subject) -> dict[str, Any]:
    """As a schedule keeps it."""
    return {"kind": str(subject.kind), **{name: getattr(subject, name) for name in NEEDS[subject.kind]}}
