"""``docs/looker-parity.md`` names tests and places that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "looker-parity.md").read_text()
STATES = ("done", "untested", "open", "differs")
SECTIONS = {
    part.partition("\n")[0]: part for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:] if part[0].isdigit()
}
ROW = re.compile(r"^\| (?P<what>.+) \| (?P<mark>[✔~✗]) \| (?P<state>\w+) \| (?P<by>.*) \|$", re.MULTILINE)


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


def test_every_row_is_read() -> None:
    assert len(SECTIONS) == 3
    rows = [line for section in SECTIONS.values() for line in section.splitlines() if line.startswith("| ")]
    assert [row for row in rows if not (ROW.fullmatch(row) or row.startswith("| behaviour | mark |"))] == []
