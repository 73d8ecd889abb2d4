"""The panel that changes a chart: tabs, groups and controls, made from what is declared and from the series at hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explores.answer import Answer
from explores.charts import Chart, Named
from explores.charts.options import BadSetting, Option, Values, declared, each, read
from explores.charts.options.colours import TAKES as COLOUR_TAKES
from explores.charts.options.registry import find, joined, split
from explores.charts.options.values import text_of, value_of
from explores.charts.palette import paint
from explores.charts.rules import BOUNDED
from explores.charts.trend_lines import wanted
from explores.export import pivot_name

OF_A_CHART = {"", "series", "field", "pivot", "reference", "trend", "rule"}
NUMBERED = {"reference": ("Reference line", "at", "mean"), "rule": ("Rule", "when", "greater")}  # how a new one starts
AXES = ("Left: ", "Right: ")  # as the labels of their settings begin
MOST_COLUMNS = 50  # pivot columns that can be hidden one by one


@dataclass(frozen=True)
class Control:
    """One setting as the page shows it: ``name`` is the parameter; ``default`` the text that takes it away."""

    name: str
    label: str
    kind: str
    value: str
    default: str
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    least: str = ""
    most: str = ""
    whole: bool = False

    @property
    def on(self) -> bool:
        """Whether a switch is on."""
        return self.value == "1"

    @property
    def opposite(self) -> str:
        """What a switch says when it is turned from its default."""
        return "0" if self.default == "1" else "1"


@dataclass(frozen=True)
class Group:
    """Controls of one thing; those of the chart itself have no title. ``away``: what a button changes to remove it."""

    controls: tuple[Control, ...]
    title: str = ""
    colour: str = ""  # as CSS: of a series
    changed: bool = False
    away: str = ""


@dataclass(frozen=True)
class Tab:
    """One tab, its groups in order. ``add``: what a button changes to make one more of what ``more`` names."""

    name: str
    groups: tuple[Group, ...]
    add: str = ""
    more: str = ""


@dataclass(frozen=True)
class Panel:
    """All tabs of a kind of chart. ``reset``: the changes that go back to all defaults, empty where nothing differs."""

    kind: str
    tabs: tuple[Tab, ...]
    reset: str = ""
    title: str = "Edit chart"


def panel(answer: Answer, chart: Chart, given: Mapping[str, str], trend: str = "") -> Panel:
    """The panel of a chart over ``answer``, as the settings ``given`` in the address and its trend lines stand."""
    kind = chart.kind
    options = [option for option in declared(kind) if option.per in OF_A_CHART]
    names = list(dict.fromkeys(option.tab for option in options))
    parts = _Parts(answer, chart, given, trend)
    tabs = tuple(parts.tab(name, [option for option in options if option.tab == name]) for name in names)
    mine = [key for key in given if (found := find(key, kind)) is None or kind in found.kinds]
    return Panel(kind, tabs, changes((f"c[{key}]", "") for key in mine) if mine else "")


class _Parts:
    """What the groups of a panel are made of."""

    def __init__(self, answer: Answer, chart: Chart, given: Mapping[str, str], trend: str) -> None:
        self.answer = answer
        self.kind = chart.kind
        self.series = chart.series
        self.given = given
        self.values: Values = read(chart.kind, given)[0]
        self.trends = wanted(trend, [])

    def tab(self, name: str, options: list[Option]) -> Tab:
        """A tab of those of its settings that there is something for."""
        groups = self._own([option for option in options if not option.per])
        for per, make in (
            ("series", self._series),
            *((numbered, self._numbered) for numbered in NUMBERED),
            ("trend", self._trends),
        ):
            if mine := [option for option in options if option.per == per]:
                groups += make(mine)
        groups += self._hidden([option for option in options if option.per in {"field", "pivot"}])
        per = next((per for per in NUMBERED if any(option.per == per for option in options)), "")
        return Tab(name, tuple(groups), self._another(per) if per else "", NUMBERED[per][0] if per else "")

    def _another(self, per: str) -> str:
        numbers = [int(number) for number in self._numbers(per) if number.isdigit()]
        return changes([(f"c[{per}.{max(numbers, default=0) + 1}.{NUMBERED[per][1]}]", NUMBERED[per][2])])

    def _own(self, options: list[Option]) -> list[Group]:
        """The settings of the chart itself; those of one axis ("Left: minimum") together under its name."""
        parts: dict[str, list[Control]] = {}
        touched: set[str] = set()
        for option in options:
            axis, _, rest = option.label.partition(": ") if option.label.startswith(AXES) else ("", "", option.label)
            parts.setdefault(axis, []).append(self._control(option, label=rest[:1].upper() + rest[1:]))
            touched |= {axis} if option.key in self.given else set()
        first = next(iter(parts), "")
        return [
            Group(tuple(controls), f"{axis} axis" if axis else "", changed=axis in touched or axis == first)
            for axis, controls in parts.items()
        ]

    def _series(self, options: list[Option]) -> list[Group]:
        return [
            Group(
                tuple(self._control(option, one.id, usual=self._usual(option, one)) for option in options),
                one.name,
                _css(one.colour),
                changed=self._touched("series", one.id),
            )
            for one in self.series
        ]

    def _usual(self, option: Option, one: Named) -> str:
        if option.key == "color":
            return str(paint({"color": one.colour})["color"]).lower()
        return one.name if option.key == "label" else ""

    def _numbers(self, per: str) -> list[str]:
        return list(each(self.values, per, self.kind))

    def _numbered(self, options: list[Option]) -> list[Group]:
        per = options[0].per
        return [
            Group(
                tuple(self._control(option, number) for option in options if self._fits(option, number)),
                f"{NUMBERED[per][0]} {number}",
                changed=True,
                away=self._away(per, number),
            )
            for number in self._numbers(per)
        ]

    def _fits(self, option: Option, number: str) -> bool:
        """A range has ends, margins a centre, a line its place; a rule has the bounds that its condition takes."""
        if option.per == "rule":
            when = self.values.get(f"rule.{number}.when", "greater")
            return {"value": when not in {"null", "not_null"}, "to": when in BOUNDED}.get(option.key, True)
        kind = self.values.get(f"reference.{number}.kind", "line")
        only = {"from": "range", "to": "range", "above": "margins", "below": "margins"}
        if option.key == "at":
            return bool(kind != "range")
        return bool(only.get(option.key, kind) == kind)

    def _trends(self, options: list[Option]) -> list[Group]:
        return [
            Group(
                tuple(self._control(option, name) for option in options),
                f"{trend.name} trend line",
                changed=self._touched("trend", name),
            )
            for trend in self.trends
            for name in [f"{trend.kind}:{trend.number}" if trend.number else trend.kind]
        ]

    def _hidden(self, options: list[Option]) -> list[Group]:
        """Switches that leave a field or a pivot column out of the chart."""
        fields = [(one.id, one.short_label) for one in self.answer.fields if not one.pivoted]
        columns = [(pivot_name(pivot), pivot_name(pivot)) for pivot in self.answer.pivots[:MOST_COLUMNS]]
        made = []
        for per, title, things in (("field", "Fields hidden", fields), ("pivot", "Pivot columns hidden", columns)):
            mine = [option for option in options if option.per == per]
            controls = [self._control(option, named, label) for option in mine for named, label in things]
            if controls:
                touched = any(self._touched(per, named) for named, _ in things)
                made.append(Group(tuple(controls), title, changed=touched))
        return made

    def _control(self, option: Option, named: str = "", label: str = "", usual: str = "") -> Control:
        key = joined(option, named)
        value = self.values.get(key, option.default)
        return Control(
            name=f"c[{key}]",
            label=label or option.label,
            kind=option.control,
            value=self._wrong(option, key) or text_of(option, value) or (usual if option.control == "colour" else ""),
            default=text_of(option, option.default) or usual,
            choices=option.choices,
            help=option.help or (usual if option.key == "label" else COLOUR_TAKES if option.of == "colour" else ""),
            least="" if option.least is None else f"{option.least:g}",
            most="" if option.most is None else f"{option.most:g}",
            whole=option.whole,
        )

    def _wrong(self, option: Option, key: str) -> str:
        """What the address says instead of a value that the setting takes, to be mended where it stands."""
        try:
            value_of(option, self.given.get(key, "") or text_of(option, option.default))
        except BadSetting:
            return self.given.get(key, "")
        return ""

    def _touched(self, per: str, named: str) -> bool:
        return any(split(key)[:2] == (per, named) for key in self.given)

    def _away(self, per: str, named: str) -> str:
        return changes((f"c[{key}]", "") for key in self.given if split(key)[:2] == (per, named))


def changes(pairs: Iterable[tuple[str, str]]) -> str:
    """Parameters and their new values, as a button of the panel carries them; an empty value takes one away."""
    return json.dumps(list(pairs), ensure_ascii=False)


def _css(colour: str) -> str:
    return f"var({colour})" if colour.startswith("--") else colour
