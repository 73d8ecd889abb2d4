"""The digest put together: sections in the order in which somebody needs them. PURE."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from alerts.digest.totals import UNTOLD, Account, Sums, Total, totals
from alerts.health.facts import DAY
from alerts.playbook import results
from alerts.playbook.figures import change, counted
from alerts.screen import amounts
from deliveries.content.report import Line, Report, Section, Table
from explores.formatting.formats import NONE

SHOWN = 20  # things that wait, by name; the others are counted
NAMED = 5  # days that are missing
ALL = "/ads/"
LOG = "/ads/log/"


@dataclass(frozen=True)
class Found:
    """What there is to tell. ``pauses``, ``watched``: how many of ``waiting`` (the first of them) and beyond;
    ``proposals`` wait for approval; ``stake``: money a day by currency; ``held``: ads without a verdict, by why;
    ``since``: from when on, in words; ``gone``: ad accounts that the digest names and that are no more."""

    pauses: int = 0
    watched: int = 0
    waiting: Sequence[Line] = ()
    proposals: Sequence[Line] = ()
    incidents: Sequence[str] = ()
    stake: Mapping[str, Decimal] = field(default_factory=dict)
    held: Mapping[str, int] = field(default_factory=dict)
    done: Sequence[Line] = ()
    agreed: Sequence[Line] = ()
    since: str = ""
    accounts: Sequence[Account] = ()
    gone: int = 0
    foot: Sequence[str] = ()


def report(found: Found, today: date) -> Report:
    """``today`` says which dates need no year."""
    rows = found.pauses + found.watched + len(found.proposals) + len(found.incidents)
    sections = (_waiting(found), *_incidents(found), _done(found), *_agreed(found), *_money(found.accounts, today))
    return Report(opening(found), rows, sections, (*_gone(found.gone), *found.foot))


def opening(found: Found) -> str:
    """``2 pauses suggested and 3 ads to watch, about €76 a day at stake.``"""
    parts = [
        _counted(found.pauses, "pause suggested", "pauses suggested"),
        _counted(found.watched, "ad to watch", "ads to watch"),
        _counted(len(found.proposals), "proposal to approve", "proposals to approve"),
        _counted(len(found.incidents), "incident that holds every verdict", "incidents that hold every verdict"),
    ]
    said = _listed([part for part in parts if part])
    stake = [amounts.rounded(amount, currency) for currency, amount in sorted(found.stake.items()) if amount]
    if not said:
        return "Nothing waits for a decision."
    return f"{said}, about {_listed(stake)} a day at stake." if stake else f"{said}."


def _counted(number: int, one: str, many: str) -> str:
    return counted(Decimal(number), one, many) if number else ""


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1] if parts else "")))


def _waiting(found: Found) -> Section:
    lines = (*found.proposals, *found.waiting)
    more = found.pauses + found.watched - len(found.waiting)
    held = sum(found.held.values())
    why = ", ".join(f"{reason[:1].lower()}{reason[1:]}: {count:,}" for reason, count in found.held.items())
    said = [] if lines else ["No pause is suggested, and nothing is close to it."]
    said += [f"{counted(Decimal(held), 'ad has', 'ads have')} no verdict yet ({why})."] if held else []
    page = f"And {more:,} more on the page Ads health" if more > 0 else "Open Ads health"
    return Section("Needs a decision", lines, tuple(said), more=(page, ALL))


def _incidents(found: Found) -> Iterator[Section]:
    if found.incidents:
        lines = tuple(Line(said, tag="Incident", tone="bad", link=ALL) for said in found.incidents)
        yield Section("Verdicts are held", lines)


def _done(found: Found) -> Section:
    said = () if found.done else ("Nothing was paused, resumed or given another budget.",)
    return Section(f"Done since {found.since}", tuple(found.done), said, more=("Open the log", LOG))


def _agreed(found: Found) -> Iterator[Section]:
    if found.agreed:
        yield Section("Accepted and protected", tuple(found.agreed))


def _gone(number: int) -> Iterator[str]:
    if number:
        are = "ad account that it was about is" if number == 1 else "ad accounts that it was about are"
        yield f"{number} {are} not there any more, or not open to you."


def _money(accounts: Sequence[Account], today: date) -> Iterator[Section]:
    late = [each for each in accounts if each.missing]
    for each in totals(accounts):
        yield _total(each, today, sum(one.currency == each.currency for one in late))
    if late:
        lines = tuple(_late(each, today) for each in late)
        yield Section("Not in these totals" if len(late) < len(accounts) else "Spend and results", lines)


def _late(of: Account, today: date) -> Line:
    many = len(of.missing)
    days = _listed([amounts.day(day, today) for day in of.missing[:NAMED]])
    more = f" and {many - NAMED} more" if many > NAMED else ""
    said = f"The report of {days}{more} has not come, so there are no totals of it."
    return Line(of.name or "An ad account", (said,), f"{amounts.days(many)} late", "warn")


def _total(of: Total, today: date, late: int) -> Section:
    last, before = of.weeks.last, of.weeks.before
    many, one = results.many(of.goal), results.one(of.goal)
    head = ("", "Spend", many.capitalize(), f"Cost per {one}")
    rows = (_row(_span(of.through, 0, today), last, of), _row(_span(of.through, 7, today), before, of))
    moved = ("Change", *(_change(*pair) for pair in
             ((last.spend, before.spend), (last.results, before.results), (last.cost, before.cost))))  # fmt: skip
    what = "results not reported" if of.goal == UNTOLD else many
    whole = f"{of.accounts} of {of.accounts + late} ad accounts; days of the others are late." if late else ""
    coming = "" if of.goal == UNTOLD else f"The last days’ {many} are still coming in."
    title = f"Last 7 whole days, {of.currency or 'no currency'}, {what}"
    return Section(title, said=tuple(filter(None, (whole, coming))), table=Table(head, (*rows, moved)))


def _span(through: date | None, back: int, today: date) -> str:
    if through is None:
        return "the 7 before" if back else "last 7 whole days"
    end = through - back * DAY
    return f"{amounts.day(end - 6 * DAY, today)} to {amounts.day(end, today)}"


def _row(label: str, sums: Sums, of: Total) -> tuple[str, ...]:
    shown = (amounts.rounded(sums.spend, of.currency), amounts.count(sums.results))
    return (label, *shown, amounts.exact(sums.cost, of.currency))


def _change(now: Decimal | None, before: Decimal | None) -> str:
    return NONE if now is None or not before else change(now / before - 1)
