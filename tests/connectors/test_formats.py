"""The same rows out of every format, encoding and delimiter, with the line each stands on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from connectors.files.errors import FileProblem
from connectors.files.raw import Block
from connectors.files.readers.dialect import Dialect
from connectors.files.readers.opening import FileOptions, open_reader
from connectors.files.readers.text import BLOCK
from tests.connectors.conftest import write

ROWS = [{"id": "1", "name": "Zoé", "amount": "1.5"}, {"id": "2", "name": 'a "b", c\nd', "amount": ""}]


def read(path: Path, **options: Any) -> tuple[list[dict[str, Any]], list[int], list[Any]]:
    blocks: list[Block] = list(open_reader(path, FileOptions(**options)).blocks())
    rows = [row for block in blocks for row in block.table.to_pylist()]
    lines = [int(line) for block in blocks for line in block.lines]
    return rows, lines, [(bad.line, bad.reason) for block in blocks for bad in block.bad]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a", "a.tsv"])
def test_delimiters_and_line_ends_are_told_apart(tmp_path: Path, delimiter: str, ending: str, name: str) -> None:
    text = (
        f'id{delimiter}name{delimiter}amount\n1{delimiter}Zoé{delimiter}1.5\n2{delimiter}"a ""b"", c\nd"{delimiter}\n'
    )
    rows, lines, bad = read(write(tmp_path / name, text.replace("\n", ending)))
    assert [{**row, "name": row["name"].replace("\r", "")} for row in rows] == ROWS
    assert (lines, bad) == ([2, 3], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings_are_told_by_the_content(tmp_path: Path, encoding: str) -> None:
    rows, _, _ = read(write(tmp_path / "a.csv", "id,name\n1,Zoé\n", encoding))
    assert rows == [{"id": "1", "name": "Zoé"}]


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_without_a_mark_is_read_where_it_is_declared(tmp_path: Path, order: str) -> None:
    path = write(tmp_path / "a.csv", "id\tname\n1\tZoé\n", f"utf-16-{order}")
    assert read(path, encoding="utf-16")[0] == [{"id": "1", "name": "Zoé"}]


def test_json_lines_may_be_utf_16(tmp_path: Path) -> None:
    rows, _, _ = read(write(tmp_path / "a.json", '{"name": "Zoé"}\n', "utf-16"))
    assert rows == [{"name": "Zoé"}]


def test_a_declared_encoding_is_taken_at_its_word(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,name\n1,Łódź\n", "cp1250")
    assert read(path, encoding="cp1250")[0][0]["name"] == "Łódź"
    with pytest.raises(FileProblem, match=r"line 2: byte 0x.. is not utf-8"):
        read(path, encoding="utf-8")
    with pytest.raises(FileProblem, match="no encoding is called 'latin-99'"):
        read(path, encoding="latin-99")


def test_a_file_that_stops_being_ascii_late_is_still_read(tmp_path: Path) -> None:
    text = "id,name\n" + "1,plain\n" * 700_000 + "2,Zoé\n"
    rows, lines, _ = read(write(tmp_path / "a.csv", text, "latin-1"))
    assert rows[-1] == {"id": "2", "name": "Zoé"}
    assert lines[-1] == 700_002


def test_a_quoted_line_end_on_the_border_of_blocks_keeps_row_and_line(tmp_path: Path) -> None:
    start = "id,name\n" + "1,x\n" * ((BLOCK - 30) // 4)
    text = start + '2,"' + "y" * 12 + "\n" + "z" * 100 + '"\n3,w\n'
    rows, lines, bad = read(write(tmp_path / "a.csv", text))
    assert [rows[-2]["id"], len(rows[-2]["name"]), rows[-1]["id"], bad] == ["2", 113, "3", []]
    assert lines[-1] == lines[-2] + 2


def test_ragged_rows_are_told_with_their_line(tmp_path: Path) -> None:
    rows, lines, bad = read(write(tmp_path / "a.csv", 'id,name\n1,"a\nb"\n2\n\n3,c,d\n4,e\n'))
    assert [row["id"] for row in rows] == ["1", "4"]
    assert lines == [2, 7]
    assert bad == [(4, "1 fields where 2 are expected"), (6, "3 fields where 2 are expected")]


def test_old_line_ends_are_line_ends(tmp_path: Path) -> None:
    assert len(read(write(tmp_path / "a.csv", "id,name\r1,a\r2,b\r"))[0]) == 2


def test_stray_quotes_inside_a_value_are_plain(tmp_path: Path) -> None:
    rows, _, _ = read(write(tmp_path / "a.csv", 'id,name\n1,5" pipe\n2,6" pipe\n'))
    assert [row["name"] for row in rows] == ['5" pipe', '6" pipe']


def test_lines_before_the_header_can_be_passed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Report of May\n\nid,name\n1,a\n")
    rows, lines, _ = read(path, dialect=Dialect(skip=2))
    assert (rows, lines) == ([{"id": "1", "name": "a"}], [4])


def test_runs_of_blanks_can_part_values(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "  1   a\t3.5 \n2 b 4\n")
    rows, _, _ = read(path, dialect=Dialect(header=False, columns=("id", "name", "amount")))
    assert rows == [{"id": "1", "name": "a", "amount": "3.5"}, {"id": "2", "name": "b", "amount": "4"}]


def test_columns_that_do_not_fit_are_an_error_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "1 a 3.5\n")
    with pytest.raises(FileProblem, match=r"line 1 has 1 fields.*names 3 columns.*whitespace"):
        read(path, dialect=Dialect(delimiter=",", header=False, columns=("id", "name", "amount")))


def test_nameless_and_double_columns_get_names(tmp_path: Path) -> None:
    reader = open_reader(write(tmp_path / "a.csv", " id ,,price,price\n1,2,3,4\n"), FileOptions())
    assert reader.columns == ["id", "column 2", "price", "price (2)"]


def test_json_lines_are_flattened_and_bad_lines_told(tmp_path: Path) -> None:
    objects: list[Any] = [{"id": 1, "who": {"mail": "a@b.fr"}, "tags": ["x"], "ok": True}, {"id": 2.50, "new": None}]
    text = "\n".join(json.dumps(each) for each in objects) + "\n{oops\n[1]\n"
    rows, lines, bad = read(write(tmp_path / "a.jsonl.gz", text))
    assert rows[0] | {"new": None} == {"id": "1", "who.mail": "a@b.fr", "tags": '["x"]', "ok": "true", "new": None}
    assert (rows[1]["id"], lines, [line for line, _ in bad]) == ("2.5", [1, 2], [3, 4])


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    table = pa.table({"id": [1, 2], "at": [datetime(2024, 1, 1), None], "who": [{"mail": "a"}, {"mail": "b"}]})
    pq.write_table(table, tmp_path / "a.parquet")
    rows, lines, _ = read(tmp_path / "a.parquet")
    assert rows[0] == {"id": 1, "at": datetime(2024, 1, 1), "who.mail": "a"}
    assert lines == [1, 2]


def test_a_workbook_is_read_by_sheet_with_plain_numbers_and_dates(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("May")
    for row in ([None], ["id", "at", "n"], [1.0, datetime(2024, 5, 1, 8, 30), 2.5], [], ["x", None, True, "more"]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    rows, lines, bad = read(tmp_path / "a.xlsx", sheet="May")
    assert rows == [{"id": "1", "at": "2024-05-01 08:30:00", "n": "2.5"}]
    assert (lines, bad) == ([3], [(5, "4 fields where 3 are expected")])
    with pytest.raises(FileProblem, match="no sheet 'Mai'; did you mean 'May'"):
        read(tmp_path / "a.xlsx", sheet="Mai")


def test_rows_above_the_header_of_a_sheet_are_counted_as_they_stand(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Orders of May"], [], ["2024"], ["id", "n"], [1, 2.5]):
        book.worksheets[0].append(row)
    book.create_sheet("June")
    book.save(tmp_path / "a.xlsx")
    rows, lines, _ = read(tmp_path / "a.xlsx", dialect=Dialect(skip=3))
    assert (rows, lines) == ([{"id": "1", "n": "2.5"}], [5])


def test_sheets_that_are_not_read_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["id"])
    book.create_sheet("June")
    book.save(tmp_path / "a.xlsx")
    assert "not read: 'June'" in open_reader(tmp_path / "a.xlsx", FileOptions()).about
    book.remove(book["June"])
    book.save(tmp_path / "a.xlsx")
    assert "not read" not in open_reader(tmp_path / "a.xlsx", FileOptions()).about


def test_a_long_line_is_an_error_wherever_it_stands(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,name\n1,a\n2," + "x" * 10_000_000 + "\n3,c\n")
    with pytest.raises(FileProblem, match=r"a\.csv: line 3 is longer than 4 MB"):
        list(_named(path))


def _named(path: Path) -> Iterator[Block]:
    from connectors.files.errors import FileProblem as Problem

    try:
        yield from open_reader(path, FileOptions()).blocks()
    except Problem as error:
        raise Problem(f"{path.name}: {error}") from error
