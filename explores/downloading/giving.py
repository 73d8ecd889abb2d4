"""A file as the answer to a request: of an explore, a Look, a merged result or a tile."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import IO, Any, cast

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from explores import files
from explores.answer import Answer
from explores.export import rows_header
from explores.files import markup, names, pictures
from explores.files.options import Options
from explores.files.wanted import Pairs, Wanted, rest
from explores.formatting import formats
from explores.formatting.formats import Style
from explores.semantic.query import Sort


@dataclass(frozen=True)
class Subject:
    """What a file is of."""

    answer: Answer
    title: str
    style: Style
    settings: Mapping[str, Any] = field(default_factory=dict)  # of its table
    sorts: tuple[Sort, ...] = ()


def response(wanted: Wanted, subject: Subject, plain_name: str = "") -> HttpResponseBase:
    """The file. ``plain_name`` is what it is called where nobody named it. Raises FormatProblem.

    Text goes out while it is made; what has to be whole before it can be sent is made on the disk.
    """
    answer = subject.answer
    if wanted.alone:
        answer = replace(answer, totals=None, subtotals=None)
    opened = wanted.opened and wanted.form.is_text
    kind = wanted.form.shown if opened else wanted.form.mime
    made = _made(answer, wanted, _options(wanted, subject), kind)
    name = names.cleaned(wanted.name or plain_name or suggested(subject), wanted.form.extension)
    made["Content-Disposition"] = cast(str, content_disposition_header(not opened, name))
    made["X-Rows"] = rows_header(subject.answer)
    made["X-Content-Type-Options"] = "nosniff"
    if wanted.form.is_text:
        made["Content-Security-Policy"] = markup.POLICY
    return made


def _made(answer: Answer, wanted: Wanted, options: Options, kind: str) -> HttpResponseBase:
    if wanted.form.is_text:
        return StreamingHttpResponse(files.pieces(answer, wanted.form.code, options), content_type=kind)
    whole: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    files.write(answer, wanted.form.code, options, cast(Any, whole))
    whole.seek(0)
    return FileResponse(whole, content_type=kind)


def _options(wanted: Wanted, subject: Subject) -> Options:
    return Options(
        displayed=wanted.displayed,
        formatted=wanted.formatted,
        guard=not wanted.raw,
        title=subject.title,
        settings=subject.settings,
        sorts=subject.sorts,
        style=subject.style,
    )


def suggested(subject: Subject) -> str:
    """The name that a file gets by itself: the title, and the day of its figures where they are read."""
    return names.suggested(subject.title, formats.local(subject.answer.as_of, subject.answer.timezone).date())


def pictured(request: HttpRequest, page: str) -> HttpResponseBase | None:
    """Where the picture is had that the address asks for in place of rows; None where it asks for rows."""
    found = pictures.find(request.GET.get("file.format", ""))
    address = found.address(page, pairs_of(request), request.GET.get("file.name", "")) if found else ""
    return redirect(address) if address else None


def pairs_of(request: HttpRequest) -> Pairs:
    """The parameters of the request that are not about the file."""
    return rest((name, value) for name, values in request.GET.lists() for value in values)


def told(words: str, status: int = 400) -> HttpResponse:
    """Why there is no file, for who asked for one."""
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)
