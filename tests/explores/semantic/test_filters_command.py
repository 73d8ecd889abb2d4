"""``manage.py explain_filters``: the contract of the command, and the reference cases through it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.conftest import SHARED

REFERENCE = SHARED / "reference" / "filter_examples.json"


def explained(tmp_path: Path, items: Any) -> list[dict[str, Any]]:
    file = tmp_path / "filters.json"
    file.write_text(json.dumps(items))
    out = StringIO()
    call_command("explain_filters", str(file), stdout=out)
    return list(json.loads(out.getvalue()))


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference cases of ../shared are not here")
def test_the_reference_cases_come_out_as_they_say(tmp_path: Path) -> None:
    cases = json.loads(REFERENCE.read_text())
    for case, answer in zip(cases, explained(tmp_path, cases), strict=True):
        for key in {"kind", "start", "end", "intervals"} & set(case):
            assert answer[key] == case[key], case
        wanted = [True] * len(case.get("matches", [])) + [False] * len(case.get("not_matches", []))
        assert answer.get("matched", []) == wanted, case


def test_a_date_is_matched_on_the_clocks_of_its_zone(tmp_path: Path) -> None:
    item = {
        "type": "date", "expression": "today", "now": "2024-05-15T10:00:00", "timezone": "Asia/Tokyo",
        "matches": ["2024-05-15T00:00:00", "2024-05-15"], "not_matches": ["2024-05-14T23:59:59", None],
    }  # fmt: skip
    assert explained(tmp_path, [item])[0]["matched"] == [True, True, False, False]


def test_each_wrong_item_is_answered_with_its_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    wrong: list[dict[str, Any]] = [
        {"type": "date", "expression": "12 mnths", "kind": "interval"},
        {"type": "dat", "expression": "today"},
        {"type": "date"},
        {"type": "date", "expression": "today", "now": "yesterday-ish"},
        {"type": "date", "expression": "today", "timezone": "Mars/Base"},
        {"type": "date", "expression": "today", "week_start": "mnday"},
        {"type": "date", "expression": "today", "fiscal_month_offset": 40},
        {"type": "number", "expression": "5", "matches": ["5"]},
    ]
    answers = explained(tmp_path, [*wrong, {"type": "number", "expression": "5", "matches": [5]}])
    assert all(answer["error"] and "kind" not in answer for answer in answers[:-1])
    assert answers[0]["position"] == 3 and answers[-1]["matched"] == [True]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[{", "not JSON"),
        (b"{}", "list of objects"),
        (b"[1]", "list of objects"),
        (b"\xff\xfe", "UTF-8"),
        (b"", "not JSON"),
    ],
)
def test_a_file_that_holds_no_list_of_filters_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "bad.json").write_bytes(content)
    with pytest.raises(CommandError, match=message):
        call_command("explain_filters", str(tmp_path / "bad.json"))


def test_a_missing_file_is_named() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.json can't be read"):
        call_command("explain_filters", "nowhere.json")


@pytest.mark.slow
def test_it_runs_where_no_server_is_and_starts_none(tmp_path: Path) -> None:
    (tmp_path / "filters.json").write_text('[{"type": "date", "expression": "2018"}]')
    root = Path(__file__).parents[3]
    command = [sys.executable, str(root / "manage.py"), "explain_filters", str(tmp_path / "filters.json")]
    clean = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    done = subprocess.run(
        command, check=False, env={**clean, "SEXTANT_VAR": str(tmp_path / "var")}, capture_output=True, text=True
    )
    assert done.returncode == 0 and json.loads(done.stdout)[0]["start"] == "2018-01-01T00:00:00"
    assert {path.name for path in (tmp_path / "var").iterdir()} <= {"secret_key", "secrets_key"}
