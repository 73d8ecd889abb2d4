"""What ``docs/ads-playbook.md`` says of rules and availability is what the code says; and every text is there."""

from __future__ import annotations

import re
from pathlib import Path

from alerts.playbook.acts import Act
from alerts.playbook.availability import AVAILABLE, Source
from alerts.playbook.days import Level, Platform
from alerts.playbook.diagnosis import SAID, Cause
from alerts.playbook.rules import ORDER, PRESETS, playbook
from alerts.playbook.texts import DO, REASONS, WHY, do, why
from alerts.playbook.verdict import Reason

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "ads-playbook.md").read_text()


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, its head left out."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_table_of_availability_is_that_of_the_code() -> None:
    expected = [
        [playbook()[name].title, platform.value, *(source.value for source in AVAILABLE[name][platform])]
        for name in ORDER
        for platform in Platform
    ]
    assert [[title, platform.lower(), *cells] for title, platform, *cells in rows("What is available")] == expected


def test_the_table_of_thresholds_is_that_of_the_rules() -> None:
    expected = [
        [
            rule.title,
            f"`{key}`",
            threshold.unit,
            *(f"{threshold.presets[preset]}" for preset in PRESETS),
            threshold.source,
        ]
        for rule in playbook().values()
        for key, threshold in rule.thresholds.items()
    ]
    assert rows("Thresholds") == expected


def test_a_rule_works_where_some_platform_gives_its_figures() -> None:
    """What the rule files say of levels and platforms fits the table."""
    for name, rule in playbook().items():
        table = AVAILABLE[name]
        given = {platform for platform in Platform if set(table[platform]) != {Source.NONE}}
        assert given <= set(rule.platforms)
        for at, level in enumerate(Level):
            if any(table[platform][at] is not Source.NONE for platform in Platform):
                assert level in rule.levels, (name, level)


def test_every_test_of_a_rule_says_why_it_matters() -> None:
    keys = {f"{name}.{check.name}" for name, rule in playbook().items() for check in rule.checks}
    assert set(WHY) == keys
    assert why("ctr.low").endswith(".")


def test_every_act_reason_and_cause_has_its_words() -> None:
    assert set(DO) == set(Act)
    assert set(REASONS) == set(Reason) - {Reason.NONE}
    assert set(SAID) == set(Cause)
    assert do(("pause",)) == ["Pause it."]


def test_texts_are_plain_sentences() -> None:
    for text in (*WHY.values(), *DO.values(), *REASONS.values(), *SAID.values()):
        assert re.fullmatch(r"[A-Z].*\.", text), text
        assert "!" not in text
