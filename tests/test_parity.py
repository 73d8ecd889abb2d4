"""``docs/looker-parity.md`` names tests that exist, and counts its rows rightly."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "looker-parity.md").read_text()
STATES = ("done", "untested", "open", "differs")
SECTIONS = {
    part.partition("\n")[0]: part for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:] if part[0].isdigit()
}
ROW = re.compile(r"^\| (?P<what>.+) \| (?P<mark>[✔~✗]) \| (?P<state>\w+) \| (?P<by>.*) \|$", re.MULTILINE)


def states(section: str) -> Counter[str]:
    return Counter(row["state"] for row in ROW.finditer(section))


def test_every_test_it_names_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT))
    assert len(named) > 50
    assert [f"{file}::{test}" for file, test in sorted(named) if f"def {test}(" not in (ROOT / file).read_text()] == []


def test_every_place_it_names_exists() -> None:
    named = set(re.findall(r"`((?:explores|dashboards|ui)/[\w/.-]+\.\w+)`", TEXT))
    assert [place for place in sorted(named) if not (ROOT / place).exists()] == []


def test_what_is_done_names_its_test() -> None:
    rows = [row for section in SECTIONS.values() for row in ROW.finditer(section)]
    assert {row["state"] for row in rows} <= set(STATES)
    assert [row["what"] for row in rows if row["state"] == "done" and "`tests/" not in row["by"]] == []


def test_its_figures_are_those_of_its_rows() -> None:
    assert len(SECTIONS) == 3
    for name, section in {**SECTIONS, "all": "".join(SECTIONS.values())}.items():
        found = states(section)
        figures = " | ".join(str(number) for number in (found.total(), *(found[state] for state in STATES)))
        assert f"| {name} | {figures} |" in TEXT
