"""What a question lets people watch: its figures with their units, and which of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from alerts.form import spans
from alerts.form.amounts import PERCENT, PLAIN, Unit
from alerts.rules.rule import Kind
from alerts.telling.money import style_of
from alerts.watching.looking import NUMBERS, Watched
from cdp.warehouse.base import Pin
from deliveries.content.finding import Found
from explores.filling.grids import step
from explores.formatting.formats import MASSES, split_format
from explores.formatting.languages import SYMBOLS
from explores.semantic.info import short_name
from explores.semantic.model import Dimension, Explore, Measure

PERIODS = {"date": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year", "hour": "hour"}


@dataclass(frozen=True)
class Figure:
    """One that can be watched, or that a row can have too little of."""

    id: str
    name: str
    unit: Unit


@dataclass(frozen=True)
class Way:
    """Which rows are watched, in words after "on"; ``value`` is the kind, of a series with its time frame:
    ``series:date``."""

    value: str
    words: str


@dataclass(frozen=True)
class Offer:
    """``volumes``: what a row can have too little of. ``categories`` tell the rows apart, with their ``names`` for
    people."""

    figures: tuple[Figure, ...]
    volumes: tuple[Figure, ...]
    ways: tuple[Way, ...]
    time: str
    categories: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def weighs(self) -> bool:
        """Whether there is another figure than the one that is watched to have too little of."""
        return len(self.figures) > 1 or any(one not in self.figures for one in self.volumes)

    def figure(self, name: str) -> Figure | None:
        """The one of that id, to be watched or to have enough of."""
        return next((one for one in (*self.figures, *self.volumes) if one.id == name), None)


def offer_of(found: Found, watched: Watched, pin: Pin) -> Offer:
    """Of a question as it stands. Raises SemanticError."""
    explore, query = watched.explore, watched.query
    fields = [explore.by_id[name] for name in query.fields if name in explore.by_id]
    dimensions = [field for field in fields if isinstance(field, Dimension)]
    time = next((one.id for one in dimensions if step(one) is not None), "")
    apart = [one for one in dimensions if one.id != time]
    figures = [one for one in fields if isinstance(one, Measure) and one.type in NUMBERS]
    code = style_of(watched, pin).currency
    sign = SYMBOLS.get(code, code) if code else ""
    made = tuple(_figure(one, sign) for one in figures)
    enough = (*made, *(_figure(one, sign) for one in watched.beside))
    volumes = tuple(one for one in enough if one.unit != PERCENT)
    names = tuple(short_name(one) for one in apart)
    frames = _frames(found, explore, time)
    return Offer(made, volumes, tuple(_ways(frames, names)), time, tuple(one.id for one in apart), names)


def _figure(measure: Measure, sign: str) -> Figure:
    return Figure(measure.id, short_name(measure), unit_of(measure.format, sign))


def unit_of(form: str, sign: str = "") -> Unit:
    """In which figures of that format are typed; ``sign`` is that of money."""
    base, _ = split_format(form)
    if base == "percent":
        return PERCENT
    if base == "money":
        return Unit(sign, leads=True)
    return Unit(MASSES[base][0]) if base in MASSES else PLAIN


def _frames(found: Found, explore: Explore, time: str) -> list[str]:
    """The time frames that rows can be watched by: of a tile that fits its page's period all that it takes."""
    if not time:
        return []
    return list(spans.FRAMES) if spans.is_open(found) else [explore.dimension(time).timeframe or ""]


def _ways(frames: list[str], names: tuple[str, ...]) -> Iterator[Way]:
    each = f"each {' and '.join(map(_inside, names))}"
    for frame in frames:
        any_ = f"any {PERIODS[frame]}" if frame in PERIODS else "any row"
        kind = Kind.CATEGORY_SERIES if names else Kind.SERIES
        yield Way(f"{kind}:{frame}", f"{each}, {any_}" if names else any_)
    if names and not frames:
        yield Way(str(Kind.CATEGORY), each)
    yield Way(str(Kind.SINGLE), "the first row" if names or frames else "the newest value")


def _inside(label: str) -> str:
    """A name within a sentence; "IP pool" stays as it is."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"
