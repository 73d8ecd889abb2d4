"""The tabs of the settings panel that are of the table: the table itself, its columns, its rules. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from explores.answer import Answer, AnswerField
from explores.charts.options import BadSetting, Option, Values, declared, each, read
from explores.charts.options.registry import joined, split
from explores.charts.options.values import text_of, value_of
from explores.formatting.formats import is_numeric
from explores.panel import Control, Group, Panel, Tab, changes

TABS = ("Table", "Columns", "Rules")
_SCALE = {"scale", "reverse", "steps", "mirror", "start", "center", "end"}
_CONDITION = {"background", "ink"}


def table_panel(answer: Answer, given: Mapping[str, str]) -> Panel:
    """The panel of the table, as the settings ``given`` in the address stand."""
    parts = _Parts(answer, given)
    mine = [key for key in given if parts.is_mine(key)]
    return Panel("table", tuple(parts.tabs()), _away(mine) if mine else "", title="Table settings")


class _Parts:
    """What the tabs are made of."""

    def __init__(self, answer: Answer, given: Mapping[str, str]) -> None:
        self.answer = answer
        self.given = given
        options = list(declared("table"))
        self.plain = {option.key: option for option in options if not option.per and option.tab in TABS}
        self.columns = [option for option in options if option.per == "column"]
        self.rules = [option for option in options if option.per == "format"]
        mine = {key: text for key, text in given.items() if self.is_mine(key)}
        self.values: Values = read("table", mine)[0]

    def is_mine(self, key: str) -> bool:
        """Whether a setting is of the table."""
        return split(key)[0] in {"column", "format"} or key in self.plain

    def tabs(self) -> Iterable[Tab]:
        """All three."""
        yield Tab("Table", (Group(tuple(self._control(o) for o in self.plain.values() if o.tab == "Table")),))
        yield Tab("Columns", tuple(self._column(field) for field in self.answer.fields if not field.pivoted))
        numbers = list(each(self.values, "format", "table"))
        after = max((int(number) for number in numbers if number.isdigit()), default=0) + 1
        both = Group(tuple(self._control(o) for o in self.plain.values() if o.tab == "Rules"))
        rules = tuple(self._rule(number) for number in numbers)
        add = changes([(f"c[format.{after}.scale]", "#ffffff,#7ab6c7")])
        yield Tab("Rules", (*rules, both) if rules else (), add, "Colour rule")

    def _column(self, field: AnswerField) -> Group:
        rows = [one.id for one in self.answer.fields if one.kind == "dimension" and not one.pivoted]
        folds = self.answer.subtotals is not None and field.id in rows[:-1]
        left_out = {"bars"} if not is_numeric(field.format) or field.kind == "dimension" else set()
        left_out |= set() if folds else {"folded"}
        controls = [self._control(option, field.id) for option in self.columns if option.key not in left_out]
        named = replace(controls[0], help=field.short_label)
        touched = any(split(key)[:2] == ("column", field.id) for key in self.given)
        return Group((named, *controls[1:]), field.short_label, changed=touched)

    def _rule(self, number: str) -> Group:
        """A rule with a condition has no scale."""
        left_out = _SCALE if self.values.get(f"format.{number}.when") else _CONDITION
        controls = tuple(self._control(option, number) for option in self.rules if option.key not in left_out)
        mine = [key for key in self.given if split(key)[:2] == ("format", number)]
        return Group(controls, f"Colour rule {number}", changed=True, away=_away(mine))

    def _control(self, option: Option, named: str = "") -> Control:
        key = joined(option, named)
        value = self.values.get(key, option.default)
        return Control(
            name=f"c[{key}]",
            label=option.label,
            kind=option.control,
            value=self._text(option, key) or text_of(option, value),
            default=text_of(option, option.default),
            choices=option.choices,
            help=option.help,
            least="" if option.least is None else f"{option.least:g}",
            most="" if option.most is None else f"{option.most:g}",
            whole=option.whole,
        )

    def _text(self, option: Option, key: str) -> str:
        """What the address says where it is a text with a reading of its own, or none that the setting takes."""
        text = self.given.get(key, "")
        try:
            value_of(option, text)
        except BadSetting:
            return text
        return text if option.read else ""


def _away(keys: Iterable[str]) -> str:
    return changes((f"c[{key}]", "") for key in keys)
