"""Files made from an answer, read back with what people read them with."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pyarrow.parquet as pq

from explores import files
from explores.answer import Answer
from explores.files import Options


def written(answer: Answer, code: str, **options: Any) -> bytes:
    out = io.BytesIO()
    assert files.write(answer, code, Options(**options), out) == len(answer.rows)
    return out.getvalue()


def csv_rows(answer: Answer, **options: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(answer, "csv", **options).decode(), newline="")))


def objects(answer: Answer, code: str = "json", **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written(answer, code, **options))
    return found


def book(answer: Answer, **options: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(answer, "xlsx", **options)))


def sheet(answer: Answer, **options: Any) -> list[list[Any]]:
    return [list(row) for row in book(answer, **options)["Data"].iter_rows(values_only=True)]


def parquet(answer: Answer, **options: Any) -> Any:
    return pq.read_table(io.BytesIO(written(answer, "parquet", **options)))


class Page(HTMLParser):
    """The tags of a document with their attributes, its texts, and the cells of its rows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.rows and self.rows[-1] and data.strip("\n"):
            self.rows[-1][-1] += data


def html(answer: Answer, **options: Any) -> Page:
    return Page(written(answer, "html", **options).decode())
