"""docs/expressions.md lists the functions that there are, as they are."""

from __future__ import annotations

from pathlib import Path

from explores.expressions import FUNCTIONS
from explores.semantic.custom.quick import QUICK, expression

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "expressions.md").read_text()


def test_every_function_is_documented_as_the_table_has_it() -> None:
    lines: list[str] = []
    family = None
    for function in FUNCTIONS.values():
        if function.family != family:
            family = function.family
            lines += ["", f"### {family} ({function.allowed.value})", "", "| function | what it gives |", "|---|---|"]
        lines.append(f"| `{function.usage}` | {function.meaning} |")
    assert PAGE.endswith("\n".join(lines[1:]) + "\n")


def test_every_quick_calculation_is_documented_with_its_expression() -> None:
    assert [kind for kind in QUICK if f"| `{kind}` | `{expression(kind, 'm')}`" not in PAGE] == []
