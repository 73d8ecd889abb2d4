"""The bench measures what it says, and asks questions that the product understands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bench.figures import machine, percentile, spread
from bench.lines import write
from bench.process import CommandFailed, run
from bench.shapes import SHAPES
from bench.site import Site
from explores.catalogs import standard
from explores.semantic.query import Query
from explores.semantic.validate import validate


def test_the_most_memory_a_command_held_is_seen() -> None:
    hungry = "import time; held = b'x' * 150_000_000; time.sleep(0.2); del held; time.sleep(0.2)"
    assert 140 < run([sys.executable, "-c", hungry], os.environ).peak_mb < 400


def test_a_command_that_fails_says_what_it_said() -> None:
    with pytest.raises(CommandFailed, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], os.environ)


def test_the_last_line_of_a_command_is_its_result() -> None:
    assert run([sys.executable, "-c", "print('working'); print('{\"read\": 3}')"], os.environ).json() == {"read": 3}


def test_percentiles_are_taken_by_rank() -> None:
    assert (percentile([3, 1, 2], 0.5), percentile(range(100), 0.95), percentile([7], 0.95)) == (2, 95, 7)
    assert spread([0.010, 0.020, 0.030]) == {"p50_ms": 20.0, "p95_ms": 30.0}


def test_figures_come_with_their_machine() -> None:
    assert machine()["cores"] == os.cpu_count()


@pytest.mark.parametrize("query", SHAPES.values(), ids=list(SHAPES))
def test_every_reference_question_is_one_the_product_understands(query: Query) -> None:
    validate(standard().explore(query.explore), query)


def test_the_made_export_has_as_many_lines_as_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "lines.csv", 5_000)
    lines = (tmp_path / "lines.csv").read_text().splitlines()
    assert len(lines) == 5_001
    assert 400 < len({line.split(",")[0] for line in lines[1:]}) < 700


def test_a_site_of_the_bench_works_with_its_own_servers_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@elsewhere/production")
    monkeypatch.setenv("SEXTANT_BENCH", str(tmp_path))
    environment = Site.named("explore").environment
    assert "DATABASE_URL" not in environment
    assert environment["SEXTANT_VAR"] == str(tmp_path / "explore")
