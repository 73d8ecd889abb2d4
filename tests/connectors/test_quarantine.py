"""Bad rows can be listed, exported, mended and replayed; the command says what it did."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import SubAccount
from cdp.models import Order, OrderItem, QuarantinedRow
from tests.connectors.conftest import write

pytestmark = pytest.mark.django_db

MAPPING = """
source: shop
records:
  - entity: orders
    key: order
    fields: {ordered_at: day, total: {sum_of_lines: total}}
  - entity: order_items
    fields: {order: order, total: total}
"""
TEXT = "order,day,total\n1,2024-01-01,5\n1,2024-01-01,five\n2,2024-02-30,7\n"


def run(*arguments: Any) -> dict[str, Any]:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.fixture
def mapping(tmp_path: Path, subaccount: SubAccount) -> Path:
    return write(tmp_path / "shop.yaml", MAPPING)


@pytest.fixture
def imported(tmp_path: Path, mapping: Path) -> dict[str, Any]:
    return run("import_file", write(tmp_path / "a.csv", TEXT), "--mapping", mapping)


def test_the_command_prints_counts_that_add_up(imported: dict[str, Any]) -> None:
    assert imported == {"read": 3, "loaded": 1, "updated": 0, "skipped": 0, "quarantined": 2, "batches": 1}


def test_a_mended_export_is_replayed_and_marked(tmp_path: Path, mapping: Path, imported: dict[str, Any]) -> None:
    file = tmp_path / "bad.csv"
    assert run("quarantine", "export", file)["exported"] == 2
    rows = list(csv.DictReader(file.open()))
    assert [row["quarantine_line"] for row in rows] == ["3", "4"]
    rows[0]["total"] = "5"
    with file.open("w", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert run("quarantine", "replay", file, "--mapping", mapping) == {
        "read": 2, "loaded": 1, "updated": 0, "skipped": 0, "quarantined": 1, "batches": 1,
    }  # fmt: skip
    assert Order.objects.get().total == 10
    assert OrderItem.objects.count() == 2
    assert QuarantinedRow.objects.exclude(replayed_at=None).get().line == 3
    assert run("quarantine", "replay", file, "--mapping", mapping)["read"] == 1


def test_a_mended_mapping_replays_rows_as_they_are(tmp_path: Path, mapping: Path, imported: dict[str, Any]) -> None:
    mended = MAPPING.replace("{order: order, total: total}", "{order: order, total: {column: total, map: {five: 5}}}")
    found = run("quarantine", "replay", "--mapping", write(tmp_path / "new.yaml", mended))
    assert (found["loaded"], found["quarantined"]) == (1, 1)


def test_the_list_shows_place_reason_and_row(imported: dict[str, Any]) -> None:
    out = StringIO()
    call_command("quarantine", "list", stdout=out)
    first = json.loads(out.getvalue().splitlines()[0])
    assert (first["file"], first["line"], first["field"]) == ("a.csv", 3, "total")
    assert first["row"] == {"order": "1", "day": "2024-01-01", "total": "five"}


def test_the_same_bad_rows_are_kept_once(tmp_path: Path, mapping: Path, imported: dict[str, Any]) -> None:
    again = run("import_file", tmp_path / "a.csv", "--mapping", mapping, "--again")
    assert (again["skipped"], again["quarantined"]) == (1, 2)
    assert QuarantinedRow.objects.count() == 2


def test_a_file_of_nothing_but_bad_rows_fails(tmp_path: Path, mapping: Path) -> None:
    file = write(tmp_path / "b.csv", "order,day,total\n1,2024-02-30,5\n")
    with pytest.raises(CommandError, match=r"every row went to quarantine: line 2, ordered_at: '2024-02-30'"):
        run("import_file", file, "--mapping", mapping)
    assert QuarantinedRow.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("import_file", "nowhere.csv", "--mapping", "nowhere.yaml"), "mapping nowhere.yaml cannot be read"),
        (("quarantine", "replay"), "name the mapping"),
        (("quarantine", "export", "x.csv", "--source", "shp"), "no source is called 'shp'"),
        (("import_file", "x.csv", "--mapping", "{mapping}", "--subaccount", "Alba Frnce"), "did you mean"),
    ],
)
def test_a_wrong_command_says_what_is_missing(arguments: tuple[str, ...], says: str, mapping: Path) -> None:
    with pytest.raises(CommandError, match=says):
        call_command(*(each.format(mapping=mapping) for each in arguments), stdout=StringIO())


def test_without_any_subaccount_one_is_made(db: None, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", TEXT)
    run("import_file", file, "--mapping", write(tmp_path / "shop.yaml", MAPPING))
    assert SubAccount.objects.get().name == "Main"
