"""Hand-worked day tables: per signal some that fire, just do not, have late data, and lack a field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from alerts.playbook.judge import judge
from alerts.playbook.rules import ORDER, playbook
from tests.alerts.playbook.tables import TODAY, table

FOLDER = Path(__file__).parent / "cases"
CASES = [(path.stem, case) for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text())]
KINDS = {"fires", "just_not", "late", "missing"}


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}: {case['case']}" for name, case in CASES])
def test_a_case_is_judged_as_by_hand(name: str, case: dict[str, Any]) -> None:
    rule = playbook()[name].choose(case.get("preset", "balanced"), case.get("own"))
    signal = judge(table(case), rule, TODAY)
    judged = signal if "check" not in case else signal.part(case["check"])
    assert judged is not None
    assert (judged.state.value, judged.now.text, judged.rule.text) == (case["state"], case["now"], case["rule"])
    if "signal" in case:
        assert signal.state.value == case["signal"]


@pytest.mark.parametrize("name", ORDER)
def test_each_signal_has_four_kinds_of_cases(name: str) -> None:
    assert {case["kind"] for stem, case in CASES if stem == name} >= KINDS


def test_there_are_at_least_forty_cases() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("name", ORDER)
def test_each_case_shows_its_arithmetic(name: str) -> None:
    lines = (FOLDER / f"{name}.yaml").read_text().splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("- case:")]
    assert [lines[number] for number in starts if not lines[number - 1].startswith("# ")] == []
