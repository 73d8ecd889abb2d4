"""Place filters: "40 miles from 36.97, -122.03", "inside box from 72.33, -173.14 to 14.39, -61.70". PURE.

The column of such a filter is a pair: a struct with the fields ``latitude`` and ``longitude``, in degrees.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from explores.semantic.errors import FilterError
from explores.semantic.filters.condition import (
    Bind,
    Condition,
    Explanation,
    Presence,
    all_of,
    any_of,
    explanation,
    null_safe,
)
from explores.semantic.filters.words import shown

_EARTH = 6_371_008.8  # metres, mean radius
_METRES = {"meter": 1.0, "metre": 1.0, "foot": 0.3048, "feet": 0.3048, "kilometer": 1000.0, "kilometre": 1000.0,
           "mile": 1609.344}  # fmt: skip
_AMOUNT = r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?"  # each digit in one way: what is no number is refused at once
_NUMBER = rf"([-+]?{_AMOUNT})"
_POINT = rf"{_NUMBER}\s*,\s*{_NUMBER}"
_CIRCLE = re.compile(rf"({_AMOUNT})\s*({'|'.join(_METRES)})s?\s+from\s+{_POINT}", re.IGNORECASE | re.ASCII)
_BOX = re.compile(rf"inside\s+box\s+from\s+{_POINT}\s+to\s+{_POINT}", re.IGNORECASE | re.ASCII)
_EXACT = re.compile(_POINT, re.ASCII)

Point = tuple[float, float]  # latitude, longitude


@dataclass(frozen=True)
class BoxCondition:
    """Places between two corners, the first in the west; a box may cross the date line."""

    north_west: Point
    south_east: Point
    accepts_null: bool = False

    def matches(self, value: Any) -> bool:
        """Whether a (latitude, longitude) lies in the box."""
        if value is None or None in value:
            return False
        (north, west), (south, east) = self.north_west, self.south_east
        if not south <= value[0] <= north:
            return False
        return bool(west <= value[1] <= east) if west <= east else bool(value[1] >= west or value[1] <= east)

    def sql(self, column: exp.Expression, bind: Bind, *, column_kind: str = "timestamp") -> exp.Expression:
        """Comparisons on the two fields."""
        (north, west), (south, east) = self.north_west, self.south_east
        latitude, longitude = _fields(column)
        at_most_east = exp.LTE(this=longitude, expression=bind(east))
        beyond_west = exp.GTE(this=longitude, expression=bind(west))
        join = all_of if west <= east else any_of
        tall = exp.Between(this=latitude, low=bind(south), high=bind(north))
        return null_safe(column, all_of(tall, join(beyond_west, at_most_east)), accepts_null=False)

    def explain(self) -> Explanation:
        """A union without stretches; the sentence has the corners."""
        return explanation("union")

    @property
    def sentence(self) -> str:
        """ "inside the box from 72.33, -173.14 to 14.39, -61.7"."""
        return f"inside the box from {_said(self.north_west)} to {_said(self.south_east)}"


@dataclass(frozen=True)
class CircleCondition:
    """Places within ``metres`` of a point, along the surface of the earth."""

    centre: Point
    metres: float
    accepts_null: bool = False

    def matches(self, value: Any) -> bool:
        """Whether a (latitude, longitude) lies in the circle."""
        if value is None or None in value:
            return False
        (here, there), (lat, lon) = self.centre, value
        half = math.sin(math.radians(lat - here) / 2) ** 2
        half += (
            math.cos(math.radians(here)) * math.cos(math.radians(lat)) * math.sin(math.radians(lon - there) / 2) ** 2
        )
        return half <= self._limit

    @property
    def _limit(self) -> float:
        """The haversine of the radius; nothing on earth is further than half way round."""
        return math.sin(min(self.metres / _EARTH, math.pi) / 2) ** 2

    def sql(self, column: exp.Expression, bind: Bind, *, column_kind: str = "timestamp") -> exp.Expression:
        """The haversine formula on the two fields."""
        latitude, longitude = _fields(column)
        north = _square_of_half_sine(latitude, bind(self.centre[0]))
        east = _square_of_half_sine(longitude, bind(self.centre[1]))
        narrowing = exp.Mul(
            this=bind(math.cos(math.radians(self.centre[0]))), expression=_of("COS", _radians(latitude))
        )
        haversine = exp.Add(this=north, expression=exp.Mul(this=narrowing, expression=east))
        return null_safe(column, exp.LTE(this=haversine, expression=bind(self._limit)), accepts_null=False)

    def explain(self) -> Explanation:
        """A union without stretches; the sentence has the centre."""
        return explanation("union")

    @property
    def sentence(self) -> str:
        """ "within 64.4 km of 36.97, -122.03"."""
        return f"within {self.metres / 1000:,.1f} km of {_said(self.centre)}"


def read_location(expression: str) -> Condition:
    """A circle, a box, an exact place, NULL or NOT NULL. Raises FilterError."""
    text = " ".join(expression.split())
    if text.lower() in ("null", "not null", "-null"):
        return Presence(null=text.lower() == "null")
    if match := _CIRCLE.fullmatch(text):
        return CircleCondition(_point(*match.groups()[2:]), float(match[1]) * _METRES[match[2].lower()])
    if match := _BOX.fullmatch(text):
        (north, west), (south, east) = _point(*match.groups()[:2]), _point(*match.groups()[2:])
        return BoxCondition((max(north, south), west), (min(north, south), east))
    if match := _EXACT.fullmatch(text):
        return BoxCondition(_point(*match.groups()), _point(*match.groups()))
    raise FilterError(
        f"{shown(text)} is no place.",
        suggestion="'40 miles from 36.97, -122.03' or 'inside box from 72.33, -173.14 to 14.39, -61.70'",
    )


def _point(latitude: str, longitude: str) -> Point:
    point = float(latitude), float(longitude)
    if abs(point[0]) > 90 or abs(point[1]) > 180:
        raise FilterError(f"{_said(point)} is not on earth: latitudes go from -90 to 90, longitudes from -180 to 180.")
    return point


def _fields(column: exp.Expression) -> tuple[exp.Expression, exp.Expression]:
    return tuple(_of("STRUCT_EXTRACT", column, exp.Literal.string(name)) for name in ("latitude", "longitude"))  # type: ignore[return-value]


def _of(function: str, *arguments: exp.Expression) -> exp.Expression:
    return exp.Anonymous(this=function, expressions=list(arguments))


def _radians(degrees: exp.Expression) -> exp.Expression:
    return _of("RADIANS", degrees)


def _square_of_half_sine(degrees: exp.Expression, origin: exp.Expression) -> exp.Expression:
    difference = exp.Paren(this=exp.Sub(this=degrees, expression=origin))
    sine = _of("SIN", exp.Div(this=_radians(difference), expression=exp.Literal.number(2)))
    return exp.Mul(this=sine, expression=sine)


def _said(point: Point) -> str:
    return f"{point[0]:g}, {point[1]:g}"
