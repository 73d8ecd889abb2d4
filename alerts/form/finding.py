"""A trial of the past in words: the finding, the thresholds nearby, the fires. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from alerts.form import amounts
from alerts.form.amounts import PLAIN, Unit
from alerts.rules.condition import BARE, Op
from alerts.rules.judging import Judged
from alerts.rules.replay import Fire
from alerts.rules.rule import Rule
from alerts.rules.words import Saying
from alerts.telling.message import worst_first
from alerts.watching.picture import Mark, Picture
from deliveries.cadence import Kind, Recurrence

PAST = {30: "30 days", 90: "90 days", 365: "1 year"}
MOST_FIRES = 50  # that the table shows
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Written = Callable[[str, Decimal], str]


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 day", "9 days"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def times(number: int) -> str:
    """ "6 times", "once", "never"."""
    return {0: "never", 1: "once"}.get(number, f"{number:,} times")


def heading(fired: int, days: int) -> str:
    """ "Would have fired 6 times in the last 90 days"."""
    span = "year" if days == 365 else f"{days} days"
    return f"Would {'not have fired' if not fired else f'have fired {times(fired)}'} in the last {span}"


def sentence(picture: Picture, rule: Rule, fired: int, days: int, period: str) -> str:
    """Under the heading: how much was in breach, what was ignored, how often a message would come."""
    what = "check" if rule.categories else period
    parts = [f"{counted(picture.in_breach, what)} in breach" if picture.in_breach else "Nothing was in breach"]
    if picture.ignored:
        parts.append(f"{picture.ignored:,} {'more ' if picture.in_breach else ''}ignored for low volume")
    often = f" About one message every {counted(max(1, round(days / fired)), 'day')}." if fired > 1 else ""
    return f"{', '.join(parts)}.{often}"


def legend(rule: Rule, saying: Saying) -> dict[Mark, str]:
    """What the marks of the chart mean."""
    volume = rule.volume
    least = f"{saying.figure(volume.field, volume.least)} {saying.name(volume.field).lower()}" if volume else ""
    breach = "Still in breach, no new message" if rule.in_a_row == 1 else "In breach, no message"
    return {Mark.FIRES: "Fires", Mark.BREACH: breach, Mark.IGNORED: f"Under {least}, ignored"}


@dataclass(frozen=True)
class Other:
    """A threshold nearby. ``typed`` is what its button puts into the box."""

    typed: str
    words: str
    times: str
    chosen: bool


def others(rule: Rule, tried: tuple[tuple[Decimal, int], ...], unit: Unit) -> list[Other]:
    """Those that were tried on the same figures."""
    first = rule.conditions[0]
    return [
        Other(text := amounts.written(value, unit), unit.said(text), times(count), value == first.value)
        for value, count in tried
    ]


def unit_of(rule: Rule, own: Unit) -> Unit:
    """In which the first threshold is typed; ``own`` is that of its figure."""
    first = rule.conditions[0]
    if first.op == Op.UNUSUAL:
        return Unit("× spread")
    return Unit("%") if first.percent else PLAIN if first.op in BARE else own


@dataclass(frozen=True)
class Row:
    """One message that would have come."""

    when: str
    of: str  # the day, the campaign
    more: int  # rows that it names besides
    figures: tuple[str, ...]
    lasted: str


def rows(rule: Rule, fires: tuple[Fire, ...], written: Written, zone: str) -> list[Row]:
    """The newest first. ``written`` is a figure as the tile shows it."""
    return [_row(rule, fire, written, ZoneInfo(zone)) for fire in fires[::-1][:MOST_FIRES]]


def _row(rule: Rule, fire: Fire, written: Written, zone: ZoneInfo) -> Row:
    at = fire.at.astimezone(zone)
    worst, *others = worst_first(rule, fire.rows)
    of = " · ".join(filter(None, (*worst.reading.key, worst.reading.at.replace("T", " ")[:16])))
    return Row(f"{at:%a} {at.day} {at:%b %H:%M}", of, len(others), tuple(_figures(rule, worst, written)), lasted(fire))


def _figures(rule: Rule, row: Judged, written: Written) -> Iterator[str]:
    for name in rule.fields:
        figure = row.reading.figures.get(name)
        yield "∅" if figure is None else written(name, figure)


def lasted(fire: Fire) -> str:
    """Until all that it named was fine again."""
    if fire.back is None:
        return "not over"
    span = fire.back - fire.at
    if span >= DAY - HOUR:
        return counted(round(span / DAY), "day")
    if span >= HOUR:
        return counted(round(span / HOUR), "hour")
    return counted(round(span / timedelta(minutes=1)), "minute")


def known(recurrence: Recurrence) -> str:
    """As of when the figures of each check are."""
    morning = recurrence.kind == Kind.DAILY and recurrence.at.hour < 12
    return "data as it was known each morning" if morning else "data as it was known at each check"
