"""The sheet that asks for a file: its name, its format, which rows, and how they stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from explores.downloading.giving import Subject, suggested
from explores.files import FORMATS, names, pictures
from explores.files.wanted import HELD, Pairs
from explores.formatting import formats
from explores.tables.table import rows_text

SHEET = "explores/_download_sheet.html"


@dataclass(frozen=True)
class Sheet:
    """What the sheet offers of one thing: where its form leads, and which rows it can give."""

    action: str
    hidden: Pairs  # what the form carries of the question
    page: str  # the address of the page or tile, which pictures are asked of
    why_not_all: str = ""  # empty: all rows can be had
    why_not_more: str = ""  # why no other number of rows can be had; empty: it can


def sheet(request: HttpRequest, subject: Subject, offered: Sheet) -> HttpResponse:
    """The sheet over a thing that has an answer."""
    answer, style = subject.answer, subject.style
    drawn = [one for one in pictures.offered() if one.address(offered.page, offered.hidden, "")]
    context: dict[str, Any] = {
        "title": subject.title,
        "name": names.cleaned(suggested(subject)),
        "longest": names.LONGEST,
        "offered": offered,
        "formats": list(FORMATS.values()),
        "pictures": drawn,
        "rows_text": rows_text(answer, style),
        "cut": answer.returned < answer.total_rows,
        "every": formats.count(answer.total_rows, style),
        "most": min(answer.total_rows, HELD) or 1,
        "highest": HELD if offered.why_not_all else "",
    }
    return render(request, SHEET, context)


def refused(request: HttpRequest, title: str, words: str) -> HttpResponse:
    """The sheet that says why there is no file."""
    return render(request, SHEET, {"title": title, "problem": words})
