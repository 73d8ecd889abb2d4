"""Signal 1: weak results for days. No result after enough spend, few people, fewer each day, or each dearer. PURE."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from alerts.playbook.days import AdDay, Table
from alerts.playbook.figures import Figure, change, counted, days, money, plain
from alerts.playbook.reach import reach
from alerts.playbook.rules import Rule
from alerts.playbook.verdict import Part, Reason, Trial
from alerts.playbook.windows import DAY, halves, is_late, window


def look(table: Table, rule: Rule, today: date) -> list[Part]:
    """The tests of the rule."""
    return [test(table, rule, today) for test in (no_result, small_reach, reach_falling, cost_up)]


def no_result(table: Table, rule: Rule, today: date) -> Part:
    """Days in a row without a result, and what was spent on them against the cost of one."""
    least = rule.days("no_result_days")
    trial = Trial("no_result", Figure(Decimal(least), days(least)), window(table, least, today))
    if lack := trial.lacks("results", "spend", whole=True):
        return lack
    barren = _barren(table, today)
    count, spent = len(barren), sum((day.spend for day in barren if day.spend), Decimal(0))
    if count < least:
        return trial.says(False, Figure(Decimal(count), days(count) if count else "none"), days=count, spend=spent)
    if not (aim := table.aims.cost_per_result or table.norms.cost_per_result):
        return trial.not_available(Reason.NO_AIM, f"{days(count)}, no target set", days=count, spend=spent)
    enough = rule.number("enough_spend") * aim
    if spent < enough:
        told = f"{money(spent, table.entity.currency)} spent of {money(enough, table.entity.currency)}"
        return trial.too_early(told, days=count, spend=spent, aim=aim, enough=enough)
    return trial.says(True, Figure(Decimal(count), f"{days(count)} down"), days=count, spend=spent, enough=enough)


def _barren(table: Table, today: date) -> list[AdDay]:
    """Days up to yesterday, the latest first, as far back as none had a result and each is known."""
    found, wanted = [], today - DAY
    for day in reversed([day for day in table.days if day.day < today]):
        known = day.day == wanted and not is_late(table, wanted) and day.spend is not None
        if not known or day.results is None or day.results > 0 or (table.begins and wanted < table.begins):
            break
        found.append(day)
        wanted -= DAY
    return found


def small_reach(table: Table, rule: Rule, today: date) -> Part:
    """People reached in the window. Between bounds where the platform gives reach by day alone."""
    limit = rule.number("smallest_reach")
    seen = window(table, rule.window(table.entity.level), today)
    trial = Trial("small_reach", Figure(limit, f"under {counted(limit, 'person', 'people')}"), seen)
    if lack := trial.lacks(*() if seen.span in table.window_reach else ("reach",), whole=True):
        return lack
    people = reach(table, seen)
    if not people.high:
        return trial.too_early("nobody reached yet")
    if people.low < limit <= people.high:
        told = f"{plain(people.low)} to {plain(people.high)} people"
        return trial.not_available(Reason.NO_WINDOW_REACH, told, low=people.low, high=people.high)
    small = people.high < limit
    words = counted(people.high, "person", "people") if people.known else _bound(people.low, people.high, small)
    return trial.says(small, Figure(people.high if small else people.low, words), low=people.low, high=people.high)


def _bound(low: Decimal, high: Decimal, small: bool) -> str:
    return f"at most {plain(high)} people" if small else f"at least {plain(low)} people"


def reach_falling(table: Table, rule: Rule, today: date) -> Part:
    """Whether each of the last days reached fewer people than the day before it, and far fewer in all."""
    least, share = rule.days("falling_days"), rule.share("falling_share")
    trial = Trial("reach_falling", Figure(Decimal(least), f"{days(least)} falling"), window(table, least + 1, today))
    if lack := trial.lacks("reach", whole=True):
        return lack
    daily = [value for value in trial.seen.column("reach") if value is not None]
    falls = 0
    while falls < least and daily[-1 - falls] < daily[-2 - falls]:
        falls += 1
    fell = 1 - daily[-1] / daily[0] if daily[0] else Decimal(0)
    now = Figure(Decimal(falls), f"{days(falls)} falling" if falls else "none")
    return trial.says(falls == least and fell >= share, now, daily=", ".join(map(str, daily)), fell=fell)


def cost_up(table: Table, rule: Rule, today: date) -> Part:
    """Cost per result of the window against that of the window before it."""
    both, before, now = halves(table, rule.window(table.entity.level), today)
    limit = rule.share("cost_rise")
    trial = Trial("cost_up", Figure(limit, change(limit)), both)
    if lack := trial.lacks("spend", "results", whole=True):
        return lack
    fewest = min(before.total("results"), now.total("results"))
    if fewest < rule.number("fewest_results"):
        return trial.too_early(counted(fewest, "result", "results"), results=fewest)
    was, cost = (half.total("spend") / half.total("results") for half in (before, now))
    if not was:
        return trial.too_early("results cost nothing before")
    rise = cost / was - 1
    return trial.says(rise >= limit, Figure(rise, change(rise, limit)), cost=cost, cost_before=was)
