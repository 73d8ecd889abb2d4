"""From what was found to files: made once for a slot, the same for all tries of it."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from dashboards.model import Tile
from deliveries.content.answering import answer_of, answers_of, is_merged, merged_of
from deliveries.content.archive import archive
from deliveries.content.finding import Found
from deliveries.content.report import Report, to_json
from deliveries.destinations.base import File
from deliveries.destinations.mail_look import looks, sheet
from deliveries.formats import FORMATS
from deliveries.sending import spool
from explores import files
from explores.answer import Answer
from explores.files import names

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Wanted:
    """How one target wants it: ``paper`` of ``rendering.paper``, ``displayed`` and ``formatted`` of data files."""

    format: str
    name: str  # of the file, without its extension
    all_rows: bool = True
    limit: int = 0
    paper: Mapping[str, Any] | None = None
    displayed: bool = True
    formatted: bool = False
    password: str = ""
    zipped: bool = False
    since: datetime | None = None  # of a report: the moment from which on it says what happened


@dataclass(frozen=True)
class Made:
    """``rows`` are in the files, of ``total_rows`` there are; of a page the sums over its tiles."""

    files: tuple[File, ...]
    rows: int
    total_rows: int
    table_html: str = ""
    letter: Report | None = None  # that a mail says itself


def make(found: Found, wanted: Wanted, folder: Path, progress: Progress | None = None) -> Made:
    """The files of one target. Raises SemanticError, WarehouseError, RenderProblem, FormatProblem."""
    way = _page if found.subject.is_page else _report if found.subject.is_report else _single
    made = way(found, wanted, folder, progress)
    return _zipped(made, wanted, folder) if wanted.zipped else made


def _single(found: Found, wanted: Wanted, folder: Path, progress: Progress | None) -> Made:
    answer = answer_of(found, all_rows=wanted.all_rows, limit=wanted.limit)
    if wanted.format == "png":
        return _picture(found, wanted, folder, answer.returned, answer.total_rows)
    options = laid(found, found.tile, wanted)
    if wanted.format == "table":
        text = io.BytesIO()
        rows = files.write(answer, "html", options, text)
        return Made((), rows, answer.total_rows, text.getvalue().decode())
    path = folder / f"{wanted.name}.{FORMATS[wanted.format].extension}"
    with path.open("wb") as out:
        rows = files.write(answer, wanted.format, options, out)
    return Made((_file(path, wanted, rows),), rows, answer.total_rows)


def _page(found: Found, wanted: Wanted, folder: Path, progress: Progress | None) -> Made:
    if wanted.format == "csv_zip":
        return _tables(found, wanted, folder, progress)
    counts = [(answer.returned, answer.total_rows) for _, answer in answers_of(found)]
    rows, total = sum(count for count, _ in counts), sum(count for _, count in counts)
    if wanted.format == "png":
        return _picture(found, wanted, folder, rows, total)
    from deliveries.rendering import dashboards  # only where there is a browser

    assert found.page is not None  # it is a page
    path = folder / f"{wanted.name}.pdf"
    path.write_bytes(dashboards.pdf(found.page, _paper(wanted), progress=progress))
    return Made((_file(path, wanted, None),), rows, total)


def _report(found: Found, wanted: Wanted, folder: Path, progress: Progress | None) -> Made:
    assert found.tell is not None  # it is one
    report = found.tell(wanted.since)
    if wanted.format == "letter":
        return Made((), report.rows, report.rows, letter=report)
    path = folder / f"{wanted.name}.{FORMATS[wanted.format].extension}"
    if wanted.format == "json":
        path.write_text(json.dumps(to_json(report), ensure_ascii=False, indent=1))
    else:
        more = {"base": settings.PUBLIC_URL, "look": looks(), "sheet": sheet()}
        page = render_to_string("deliveries/mail/report.html", {"title": found.title, "report": report} | more)
        path.write_text(page)
    return Made((_file(path, wanted, report.rows),), report.rows, report.rows)


def laid(found: Found, tile: Tile | None, wanted: Wanted) -> files.Options:
    """As the table on screen has it, of a tile or of a question."""
    plain = files.Options(displayed=wanted.displayed, formatted=wanted.formatted, title=tile.title if tile else "")
    if tile is not None:
        return replace(plain, settings=tile.chart.get("settings", {}), sorts=tile.query.sorts)
    asked = found.question
    assert asked is not None  # it is one of the two
    return replace(
        plain, title=found.title, settings=asked.wish.settings, sorts=asked.query.sorts if asked.query else ()
    )


def _picture(found: Found, wanted: Wanted, folder: Path, rows: int, total: int) -> Made:
    path = folder / f"{wanted.name}.png"
    path.write_bytes(_drawn(found, wanted))
    return Made((_file(path, wanted, None),), rows, total)


def _drawn(found: Found, wanted: Wanted) -> bytes:
    from deliveries.rendering import dashboards, tiles  # only where there is a browser

    if found.page is None:
        assert found.question is not None  # it is one of the two
        return tiles.explore_png(*merged_of(found)) if is_merged(found) else tiles.explore_png(found.question)
    if found.tile is not None:
        return tiles.tile_png(found.page, found.tile)
    return dashboards.png(found.page, _paper(wanted))


def _paper(wanted: Wanted) -> Any:
    from deliveries.rendering.paper import Paper

    return Paper(**(wanted.paper or {}))


def _tables(found: Found, wanted: Wanted, folder: Path, progress: Progress | None) -> Made:
    """A ZIP with one CSV for each tile that asks."""
    assert found.page is not None  # it is a page
    count = sum(tile.asks for tile in found.page.dashboard.tiles)
    path = folder / f"{wanted.name}.zip"
    rows = total = 0
    taken: set[str] = set()
    with archive(path, wanted.password) as whole:
        for place, (tile, answer) in enumerate(answers_of(found, all_rows=wanted.all_rows), 1):
            options = laid(found, tile, wanted)
            with whole.open(_unlike(names.cleaned(tile.title), taken) + ".csv", "w") as out:
                rows += files.write(answer, "csv", options, out)
            total += answer.total_rows
            if progress is not None:
                progress(place, count)
    return Made((_file(path, wanted, rows),), rows, total)


def _unlike(name: str, taken: set[str]) -> str:
    """The name, told apart from those of tiles with the same title."""
    number, found = 2, name
    while found.casefold() in taken:
        number, found = number + 1, f"{name} {number}"
    taken.add(found.casefold())
    return found


def _file(path: Path, wanted: Wanted, rows: int | None) -> File:
    known = FORMATS[wanted.format]
    return spool.measured(path, path.name, known.mime, rows=rows, inline=known.inline and known.drawn)


def _zipped(made: Made, wanted: Wanted, folder: Path) -> Made:
    """All files in one ZIP; a ZIP of CSVs is one already."""
    if wanted.format == "csv_zip" or not made.files:
        return made
    path = folder / f"{wanted.name}.zip"
    with archive(path, wanted.password) as whole:
        for file in made.files:
            whole.write(file.path, file.name)
    return replace(made, files=(spool.measured(path, path.name, "application/zip", rows=made.files[0].rows),))


def digest_of(found: Found, wanted: Wanted) -> str:
    """A text that is the same while the figures are: of all rows, whatever the format shows of them."""
    answers: Iterable[Answer]
    if found.tell is not None:
        return hashlib.sha256(json.dumps(to_json(found.tell(wanted.since))).encode()).hexdigest()
    if found.subject.is_page:
        answers = (answer for _, answer in answers_of(found, all_rows=wanted.all_rows))
    else:
        answers = [answer_of(found, all_rows=wanted.all_rows, limit=wanted.limit)]
    sink = _Digest()
    for answer in answers:
        files.write(answer, "json_simple", files.Options(displayed=False), sink)  # type: ignore[arg-type]
    return sink.sha.hexdigest()


class _Digest(io.RawIOBase):
    """Takes what is written to it into account, and keeps nothing."""

    def __init__(self) -> None:
        self.sha = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.sha.update(data)
        return len(data)
