"""Expressions made at random from the table of functions: the database and calculations never disagree on one."""

from __future__ import annotations

import random
from typing import Any

import pytest

from explores.calculations.cellwise import moment
from explores.expressions import FUNCTIONS, Allowed, Function, Parameter
from explores.semantic.errors import SemanticError
from tests.explores.semantic.test_formulas_agree import DATA, as_calculated, engine, in_the_database, same

__all__ = ["engine"]

# Noise of floating point is no disagreement: not where a step makes a whole difference, or a microsecond, of it.
NOISY = {"rand", "when", "mod", "power", "exp", "add_hours", "add_minutes", "add_seconds"}
MADE = [one for one in FUNCTIONS.values() if one.allowed is Allowed.EVERYWHERE and one.name not in NOISY]
WRITTEN = {
    "number": ["0", "1", "2", "-1", "0.5", "10", "null", "-3.75"],
    "text": ["''", "'a'", "'an'", "'%'", "null", '"it\'s"', "'Ä'"],
    "date": ["date(2024, 2, 29)", "now()", "null", "date_time(2024, 1, 31, 23, 59, 59)"],
    "yesno": ["yes", "no", "null"],
}
FIELDS = {"number": ["n", "k", "m", "f", "none"], "text": ["t", "u"], "date": ["d", "e", "s", "r"], "yesno": ["y"]}


class Made:
    """Expressions of a wanted type."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)

    def of(self, type_: str, depth: int) -> str:
        """One whose value is of the type, so many calls deep at most."""
        chance = self.r.random()
        if depth == 0 or chance < 0.2:
            return self.r.choice([*WRITTEN[type_], *(f"${{{name}}}" for name in FIELDS[type_] * 2)])
        if chance < 0.4 and type_ in {"number", "yesno"}:
            return self.operation(type_, depth - 1)
        return self.call(self.r.choice([one for one in MADE if one.result in {type_, "T"}]), type_, depth - 1)

    def operation(self, type_: str, depth: int) -> str:
        """Two values and a sign."""
        inner = self.r.choice(["number", "text", "date"]) if type_ == "yesno" and self.r.random() < 0.6 else type_
        signs = "+-*/" if type_ == "number" else ["AND", "OR"] if inner == "yesno" else ["=", "!=", "<", ">=", ">"]
        before = self.r.choice(["", "", "-" if type_ == "number" else "NOT "])
        return f"{before}(({self.of(inner, depth)}) {self.r.choice(signs)} ({self.of(inner, depth)}))"

    def call(self, function: Function, type_: str, depth: int) -> str:
        """A function and what it takes."""
        if function.name == "case":
            cases = [f"when({self.of('yesno', depth)}, {self.of(type_, depth)})" for _ in range(2)]
            return f"case({', '.join([*cases, self.of(type_, depth)])})"
        taken = [one for one in function.parameters if not one.optional or self.r.random() < 0.5]
        taken += [one for one in taken if one.several]
        return f"{function.name}({', '.join(self.argument(one, type_, depth) for one in taken)})"

    def argument(self, parameter: Parameter, type_: str, depth: int) -> str:
        """A value for it; what is made a text is one, or yes or no, which have but one way to be written."""
        any_of = self.r.choice(["text", "yesno"])
        return self.of({"T": type_, "any": any_of}.get(parameter.type, parameter.type), depth)


def disagreements(engine: Any, text: str) -> list[tuple[Any, Any]]:
    """Rows for which the database says another thing; none where the expression is refused."""
    try:
        expected = as_calculated(text)
    except SemanticError as error:
        assert "null" in error.message or "comparison" in error.message, (text, error)
        return []
    pairs = zip(in_the_database(engine, text), expected, strict=True)
    return [(found, wanted) for found, wanted in pairs if not same(moment(found), moment(wanted))]


@pytest.mark.parametrize("seed", range(6))
def test_both_give_the_same_to_whatever_is_well_typed(engine: Any, seed: int) -> None:
    made = Made(seed)
    for type_ in WRITTEN:
        for depth in (1, 2, 3):
            text = made.of(type_, depth)
            assert disagreements(engine, text) == [], text
    assert len(DATA) > 100
