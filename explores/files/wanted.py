"""What an address says of the file it asks for: ``file.format``, ``file.name``, ``file.results`` and so on. PURE.

The names have a dot so that no filter of a dashboard and no part of a question is called the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from explores.files.format import FORMATS, Format
from explores.files.problem import FormatProblem
from explores.semantic.numerals import count
from explores.semantic.query import Query

MARK = "file."
ALL, CURRENT, CUSTOM = "all", "current", "custom"
HELD = 100_000  # rows that are put together in memory at most
MOST_SHOWN = 5_000  # rows that a page draws
CALCULATED = {"calculation", "calculation_type"}  # what tells the spec of a calculation
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Wanted:
    """A file as it is asked for."""

    form: Format
    name: str = ""  # as typed; empty: none was
    title: str = ""  # what the file is of, where the page says so
    displayed: bool = False
    formatted: bool = False
    raw: bool = False  # for programs: text that looks like a formula stays as it is
    alone: bool = False  # without totals among the rows
    rows: str = ""  # ALL, CURRENT, CUSTOM; empty: as many as the question itself says
    most: int = 0  # of CUSTOM
    opened: bool = False  # in the browser

    def limited(self, query: Query) -> Query:
        """The question with the rows that are wanted of it."""
        if self.rows == CURRENT:
            return query if query.limit is not None and query.limit <= MOST_SHOWN else replace(query, limit=MOST_SHOWN)
        return replace(query, limit=None if self.rows == ALL else self.most) if self.rows else query


def read(params: Mapping[str, str], ends: str = "") -> Wanted:
    """The file that the parameters ask for. Raises FormatProblem.

    ``ends``: the format that the address itself ends in. Programs ask so: for rows alone, where nothing else is said.
    """
    given = {name.removeprefix(MARK): value for name, value in params.items() if name.startswith(MARK)}
    code = ends or given.get("format", "")
    if code not in FORMATS:
        raise FormatProblem(f"There is no format {code!r}. Take one of {', '.join(FORMATS)}.")
    rows = given.get("rows", "")
    if rows not in {"", ALL, CURRENT, CUSTOM}:
        raise FormatProblem(f"There is no choice of rows {rows!r}. Take all, current or custom.")
    return Wanted(
        form=FORMATS[code],
        name=given.get("name", ""),
        title=given.get("title", ""),
        displayed=given.get("results") == "displayed",
        formatted=given.get("values") == "formatted",
        raw=params.get("raw") == "1",
        alone=params.get("raw") == "1" or bool(ends and "results" not in given),
        rows=rows,
        most=_most(given.get("most", "")) if rows == CUSTOM else 0,
        opened=given.get("open") == "1",
    )


def _most(text: str) -> int:
    number = count(text)
    if not number:
        raise FormatProblem(f"{text!r} is no number of rows. Give a whole number from 1 on.")
    return number


def rest(params: Iterable[tuple[str, str]]) -> Pairs:
    """The parameters that are of the question, not of its file."""
    return [(name, value) for name, value in params if not name.startswith(MARK)]


def barred(query: Query) -> str:
    """Why not all rows of a question can be had at once; empty where they can."""
    if any(CALCULATED & specs.keys() for name in query.fields if (specs := query.custom.get(name))):
        return "Calculations are made over the rows of a limit."
    held = {"Pivoted rows": query.pivots, "Rows with subtotals": query.subtotals, "Compared rows": query.compare}
    found = next((label for label, on in held.items() if on), "")
    return f"{found} are put together in memory." if found else ""


def checked(wanted: Wanted, why_not_all: str) -> Wanted:
    """The same, where as many rows can be had. Raises FormatProblem."""
    if why_not_all and (wanted.rows == ALL or wanted.most > HELD):
        raise FormatProblem(f"{why_not_all} Give a number of rows, at most {HELD:,}.")
    return wanted
