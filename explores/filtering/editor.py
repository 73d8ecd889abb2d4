"""A filter as a person sees it: the chip, the operator with its boxes, and what it means."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse

from explores.filtering import operators
from explores.filtering.operators import PERIODS, UNITS, Operator
from explores.filtering.suggestions import has_values
from explores.page import Asked
from explores.semantic.errors import FilterError, SemanticError
from explores.semantic.field_info import FieldInfo
from explores.semantic.model import Explore, Parameter
from explores.semantic.parameters import label_of, sentence
from explores.semantic.resolve import filter_type, read_as


@dataclass(frozen=True)
class Box:
    """One thing to fill in."""

    kind: str
    value: str
    choices: tuple[str, ...] = ()
    many: bool = False  # of a unit: the number beside it is not one
    options: tuple[tuple[str, str], ...] = ()  # values with their labels, where only these can be


@dataclass(frozen=True)
class Editor:
    """One filter. ``sentence`` says what it means; ``error`` what is wrong, ``position`` where (from 0)."""

    field: str
    label: str
    type: str
    expression: str
    operator: Operator
    values: tuple[str, ...] = ()
    known: bool = True
    sentence: str = ""
    error: str = ""
    position: int | None = None
    asked: Asked | None = None

    @classmethod
    def of(cls, asked: Asked, field: str, expression: str) -> Editor:
        """From an expression in the address; a field nobody knows is shown as it was written."""
        info = next((i for i in asked.explore.fields() if i.id == field and i.kind != "calculation"), None)
        kind = filter_type(asked.explore.field(field)) if info else "text"
        found, values = operators.read(kind, expression) if expression.strip() else (operators.first(kind), [])
        made = cls(
            field=field,
            label=name_of(asked.explore, info) if info else field,
            type=kind,
            expression=expression,
            operator=found,
            values=tuple(values),
            known=info is not None,
            asked=asked,
        )
        return made.explained()

    def typed(self, key: str, values: list[str], *, changed: bool = False) -> Editor:
        """The same filter as it is being edited; ``changed``: the values were filled in for another operator."""
        if not self.known:
            return self
        try:
            chosen = operators.operator(self.type, key)
        except FilterError as error:
            return replace(self, error=error.message)
        kept = replace(self, operator=chosen, values=self._carried(chosen, values) if changed else tuple(values))
        try:
            expression = chosen.write(kept.values)
        except FilterError as error:
            unfilled = not any(value.strip() for value in kept.values)
            return replace(kept, sentence="", error="" if unfilled else error.message, expression="")
        return replace(kept, expression=expression).explained()

    def _carried(self, chosen: Operator, values: list[str]) -> tuple[str, ...]:
        """What is filled in stays, where the new operator has boxes for it; matches goes on from the expression."""
        if chosen.key == "matches":
            return (self.expression,)
        alike = self.operator.boxes == chosen.boxes or {*self.operator.boxes, *chosen.boxes} <= {"text", "texts"}
        return tuple(values) if alike else ()

    def explained(self) -> Editor:
        """With what the expression means here and now, or what is wrong with it."""
        asked = self.asked
        if asked is None or not self.known:
            return replace(self, error="" if self.known else self._unknown())
        try:
            if self.parameter:
                return replace(self, sentence=sentence(self.parameter, self.expression).sentence, error="")
            found = read_as(self.type, self.expression, asked.setting)
        except FilterError as error:
            return replace(self, sentence="", error=str(error), position=error.position)
        except SemanticError as error:
            return replace(self, sentence="", error=str(error))
        return replace(self, sentence=found.sentence, error="", position=None)

    def _unknown(self) -> str:
        explore = self.asked.explore if self.asked else None
        if explore and self.field in explore.calculations:
            return "A table calculation is computed after the query and cannot be filtered on."
        return f"There is no field {self.field} in {explore and explore.label}."

    @property
    def values_address(self) -> str:
        """Where values of the field can be asked for; nothing where none can."""
        asked = self.asked
        if asked is None or not has_values(asked.explore, self.field):
            return ""
        return reverse("explores:values", args=[asked.explore.name])

    @property
    def is_any(self) -> bool:
        """Whether it lets everything through."""
        return not self.expression.strip()

    @property
    def is_period(self) -> bool:
        """Whether it is about dates, whose exact bounds are worth telling."""
        return self.type in {"date", "timestamp"}

    @property
    def parameter(self) -> Parameter | None:
        """The parameter that it chooses a value of, where it is one."""
        return self.asked.explore.parameters.get(self.field) if self.asked else None

    @property
    def condition(self) -> str:
        """The words on the chip."""
        if self.parameter:
            return f"is {label_of(self.parameter, self.expression)}"
        return operators.condition(self.type, self.expression)

    @property
    def menu(self) -> tuple[Operator, ...]:
        """The operators to choose from."""
        return operators.operators(self.type)

    @property
    def boxes(self) -> list[Box]:
        """What the operator needs filled in."""
        if self.parameter:
            return [_choice(self.parameter, self.expression or next(iter(self.values), ""))]
        values = [*self.values, *[""] * len(self.operator.boxes)]
        defaults = {"unit": "day", "count": "", "period": "this month"}
        return [
            Box(
                kind,
                value or defaults.get(kind, ""),
                {"unit": UNITS, "period": PERIODS}.get(kind, ()),
                many="1" not in self.values,
            )
            for kind, value in zip(self.operator.boxes, values, strict=False)
        ]


def _choice(parameter: Parameter, text: str) -> Box:
    kind = {"number": "number", "date": "date"}.get(parameter.type, "value")
    options = parameter.allowed or ((("yes", "yes"), ("no", "no")) if parameter.type == "yesno" else ())
    return Box(kind, text.strip() or parameter.default, options=options)


def name_of(explore: Explore, info: FieldInfo) -> str:
    """What chips and messages call a field: its short label, where it is the only one of its kind."""
    alike = sum(one.short_label == info.short_label for one in explore.fields())
    return info.short_label if alike == 1 else info.label
