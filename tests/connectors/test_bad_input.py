"""Each bad input gets an error that says what, where, and the nearest right name, before a row is written."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from accounts.models import SubAccount
from cdp.models import AttributeDefinition, ImportedChunk, Order, QuarantinedRow
from connectors.files.errors import ImportProblem, MappingError
from connectors.files.mapping.load import from_text
from tests.connectors.conftest import Importing, write

pytestmark = pytest.mark.django_db

MAPPING = """
source: shop
records:
  - entity: orders
    key: id
    fields: {ordered_at: day, total: total}
"""
TEXT = "id,day,total\n1,2024-01-01,5\n2,2024-01-02,6\n"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("total: total", "total: totl"), r"fields\.total.*no column 'totl'; did you mean 'total'"),
        (("total: total", "totl: total"), r"orders has no field 'totl'; did you mean 'total'"),
        (("entity: orders", "entity: order"), r"records\[0\]\.entity: 'order' is unknown; did you mean 'orders'"),
        (("key: id", "kay: id"), r"unknown key 'kay'; did you mean 'key'"),
        (("source: shop", "sorce: shop"), r"unknown key 'sorce'; did you mean 'source'"),
        (("total: total", "total: {column: total, decimals: ','}"), r"unknown key 'decimals'; did you mean 'decimal'"),
        (("day, ", "{column: day, dates: '%Q'}, "), r"fields\.ordered_at\.dates.*%Q"),
        (("day, ", "{value: 2023-02-30}, "), r"'2023-02-30' is no date that exists"),
        (("total: total", "total: {expr: 'total *'}"), r"fields\.total\.expr.*character 8: a value is expected"),
        (("total: total", "total: {expr: 'rond(total)'}"), r"no function is called 'rond'; did you mean 'round'"),
        (("key: id", "key: id\n    when: 'ttal > 1'"), r"no column 'ttal'; did you mean 'total'"),
        (("source: shop", "source: shop\ntimezone: Europe/Pari"), r"no time zone is called.*Europe/Paris"),
        (("source: shop", "source: shop\nsource: shop"), r"line 3: 'source' stands twice"),
        (("total: total", "total: total, contact_phone: [a"), r"line \d+, column \d+: no YAML"),
        (("ordered_at: day, ", ""), r"orders need ordered_at"),
        (("total: total", "total: {sum_of_lines: total}"), r"needs order_items"),
        (("source: shop", "source: shop\nwhere: Order Status = 1"), r"character 6: .* in brackets: \[Order Status\]"),
        (("source: shop", "source: shop\nwhere: id like 'C%'"), r"write matches\(text, 'pattern'\), contains"),
        (("source: shop", "source: shop\noptional: totl"), r"optional: .*no column 'totl'; did you mean 'total'"),
        (("source: shop", "source: shop\nidentity: {region: UK}"), r"identity\.region: .*GB.*not 'UK'"),
        (("source: shop", "source: shop\nskip_lines: 1"), r"no column '\w+'; there is: 1, .*Is skip_lines .* wrong"),
        (("ordered_at: day", "ordered_at: total"), r"none of the first 2 rows.*'ordered_at'.*'5' is no date.*line 2"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong_and_where(importing: Importing, change: tuple[str, str], says: str) -> None:
    with pytest.raises(MappingError, match=says):
        importing(TEXT, MAPPING.replace(*change, 1))
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\xef\xbb\xbf \n\n", "is empty"),
        ("a.csv", b"id,day,total\n", "no rows below its header"),
        ("a.csv", b"PK\x03\x04....[Content_Types].xml", "is an Excel workbook.*not delimited text as its name says"),
        ("a.xlsx", TEXT.encode(), "is delimited text, not an Excel workbook"),
        ("a.csv", gzip.compress(TEXT.encode(), mtime=0), "is gzipped delimited text, not delimited text"),
        ("a.csv.gz", TEXT.encode(), "is not gzip although its name says so"),
        ("a.parquet", TEXT.encode(), "is delimited text, not Parquet"),
        ("a.csv", b"%PDF-1.7", "a PDF document"),
        ("a.csv", b"<!DOCTYPE html><html>", "HTML page"),
        ("a.csv", b'{"id": 1}\n', "is JSON lines, not delimited text"),
        ("a.json", b'[{"id": 1}]', "one JSON array"),
        ("a.csv", b"id,day,total\n" + b"x" * 10_000_000, r"line 2 is longer than 4 MB"),
        ("a.csv", TEXT.encode("utf-16-le"), "NUL character"),
        ("a.csv", b'id,day,total\n1,"2024-01-01,5\n', "line 2: a quote is opened here and never closed"),
        ("a.parquet", b"PAR1 and nothing more", "damaged"),
        ("a.xlsx", b"PK\x03\x04 [Content_Types].xml", "damaged"),
    ],
)
def test_a_file_that_is_not_what_it_should_be(importing: Importing, name: str, content: bytes, says: str) -> None:
    with pytest.raises(ImportProblem, match=says):
        importing(content if not name.endswith(".gz") else _as_is(content), MAPPING, name=name)
    assert not Order.objects.exists()


def _as_is(content: bytes) -> Path:
    import tempfile

    path = Path(tempfile.mkdtemp()) / "a.csv.gz"
    path.write_bytes(content)
    return path


def test_a_missing_file_is_named(importing: Importing, tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match=r"nowhere\.csv cannot be opened"):
        importing(tmp_path / "nowhere.csv", MAPPING)


def test_a_type_that_contradicts_an_attribute_is_found_first(importing: Importing, subaccount: SubAccount) -> None:
    AttributeDefinition.objects.create(subaccount_id=subaccount.pk, entity="orders", name="gift", type="yesno")
    with pytest.raises(MappingError, match=r"gift.*yesno.*number"):
        importing(TEXT, MAPPING + "    attributes: {gift: {column: total, type: number}}\n")
    assert not Order.objects.exists()


def test_a_bad_row_goes_to_quarantine_with_its_place(importing: Importing) -> None:
    text = 'id,day,total\n1,"2024-01-01",5\n2,2024-02-30,6\n"3\n3",2024-01-03,x\n4,2024-01-04\n\n5,2024-01-05,7\n'
    summary = importing(text, MAPPING)
    assert (summary.read, summary.loaded, summary.quarantined) == (5, 2, 3)
    found = list(QuarantinedRow.objects.order_by("line").values_list("line", "field", "reason"))
    assert found == [
        (3, "ordered_at", "'2024-02-30' is no date that exists, written as iso"),
        (4, "total", "'x' is no number with decimal '.'"),
        (6, "", "2 fields where 3 are expected"),
    ]
    assert QuarantinedRow.objects.get(line=4).row == {"id": "3\n3", "day": "2024-01-03", "total": "x"}


def test_a_required_value_that_is_missing_is_no_row(importing: Importing) -> None:
    importing("id,day,total\n1,,5\n,2024-01-01,5\n3,2024-01-01,5\n", MAPPING)
    assert set(QuarantinedRow.objects.values_list("line", "field")) == {(2, "ordered_at"), (3, "key")}


def test_a_gzip_that_breaks_off_leaves_whole_portions(importing: Importing, tmp_path: Path) -> None:
    import random

    rows = "".join(f"{n},2024-01-01,{random.Random(n).random()}\n" for n in range(60_000))
    whole = write(tmp_path / "a.csv.gz", "id,day,total\n" + rows)
    broken = tmp_path / "b.csv.gz"
    broken.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    with pytest.raises(ImportProblem, match=r"b\.csv\.gz: the file breaks off.*(\d+) whole parts \(.*are in"):
        importing(broken, MAPPING, rows=10_000)
    assert Order.objects.count() % 10_000 == 0
    assert 0 < Order.objects.count() < 60_000
    there = ImportedChunk.objects.count()
    summary = importing(whole, MAPPING, rows=10_000)
    assert (summary.read, summary.loaded, summary.skipped) == (60_000, 60_000 - there * 10_000, there * 10_000)


def test_a_value_map_can_refuse_what_it_does_not_know(importing: Importing) -> None:
    mapping = MAPPING.replace("total: total", "status: {column: total, map: {'5': paid}, otherwise: reject}")
    importing(TEXT, mapping)
    assert "'6' is not among the mapped values: 5" in QuarantinedRow.objects.get().reason


def test_keys_of_yaml_stay_as_they_are_written() -> None:
    mapping = from_text(MAPPING.replace("total: total", "status: {column: id, map: {no: a, 01: b, 2024-01-01: c}}"))
    value = mapping.records[0].fields["status"]
    assert list(value.notation.values) == ["no", "01", "2024-01-01"]  # type: ignore[union-attr]
