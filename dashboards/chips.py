"""The page's filters as chips: what each says, and the addresses that change it. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboards.filters import Values, params_of
from dashboards.model import Dashboard, Filter
from explores.filtering import operators
from explores.semantic.errors import FilterError
from explores.semantic.model import Parameter

WITH_TODAY = ("last 7 days", "last 30 days", "last 90 days")  # as Looker's presets of these names
PERIODS = (
    "today", "yesterday", *WITH_TODAY, "7 days ago for 7 days", "30 days ago for 30 days", "90 days ago for 90 days",
    "this month", "last month", "3 months ago for 3 months", "12 months ago for 12 months",
    "24 months ago for 24 months", "this year", "this year to second", "last year",
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One value or period to pick, and the address of the page with it picked (or, if it is, with it left out)."""

    label: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class Chip:
    """One filter of the page. ``others`` are the address's other parts, for the form that changes this one."""

    filter: Filter
    value: str
    words: str
    others: tuple[tuple[str, str], ...]
    without: str  # the address of the page with this filter at any
    periods: tuple[Choice, ...] = ()

    @property
    def set(self) -> bool:
        """Whether it narrows the page."""
        return bool(self.value)


def chips(dashboard: Dashboard, values: Values) -> list[Chip]:
    """The filters that the page shows, in their order."""
    return [_chip(each, dashboard, values) for each in dashboard.filters if not each.hidden]


def _chip(each: Filter, dashboard: Dashboard, values: Values) -> Chip:
    value = values[each.name]
    others = tuple((name, held) for name, held in params_of(dashboard, values) if name != each.name)
    periods = PERIODS if each.type == "date" else ()
    choices = tuple(
        Choice(_offered(each, period), address(dashboard, {**values, each.name: period}), period == value)
        for period in periods
    )
    without = address(dashboard, {**values, each.name: ""})
    return Chip(each, value, _words(each, value), others, without, choices)


def _words(each: Filter, expression: str) -> str:
    return operators.condition(each.type, expression).removeprefix("in the ").removeprefix("is ")


def _offered(each: Filter, period: str) -> str:
    """A period in the list, where days with today stand beside whole days without it."""
    return f"{_words(each, period)}{', with today' if period in WITH_TODAY else ''}"


def address(dashboard: Dashboard, values: Values) -> str:
    """The page's own address with these values, relative to it."""
    return "?" + urlencode(params_of(dashboard, values))


def value_choices(each: Filter, dashboard: Dashboard, values: Values, known: Sequence[str]) -> list[Choice]:
    """The values of a text filter, each with the address that picks it or leaves it out again."""
    picked = _picked(values[each.name])
    found = []
    for value in known:
        after = [one for one in picked if one != value] if value in picked else [*picked, value]
        found.append(Choice(value, address(dashboard, {**values, each.name: _listed(after)}), value in picked))
    return found


def parameter_choices(each: Filter, dashboard: Dashboard, values: Values, parameter: Parameter | None) -> list[Choice]:
    """The values that a parameter may have, each with the address that chooses it."""
    current = values[each.name] or (parameter.default if parameter else "")
    return [
        Choice(label, address(dashboard, {**values, each.name: value}), value == current)
        for value, label in (parameter.allowed if parameter else ())
    ]


def _picked(expression: str) -> list[str]:
    """The values of a plain list; none for any other kind of expression."""
    operator, boxes = operators.read("text", expression)
    return operators.values_in(boxes[0]) if operator.key == "is" else []


def _listed(picked: Sequence[str]) -> str:
    if not picked:
        return ""
    try:
        return operators.operator("text", "is").write([operators.in_box(picked)])
    except FilterError:
        return ""
