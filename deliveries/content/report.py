"""What is sent where words say more than rows: a report in sections, made by a room above. PURE."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """One thing. ``tag``: how it stands, in a word or two; ``tone``: bad, warn, good or nothing; ``amount``: the money
    it is about; ``link``: the address of its page on this installation, from the first slash on."""

    title: str
    said: tuple[str, ...] = ()
    tag: str = ""
    tone: str = ""
    amount: str = ""
    link: str = ""


@dataclass(frozen=True)
class Table:
    """Figures side by side. The first column names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """Under one heading. ``said``: before its lines; ``more``: where the rest is, and its address."""

    title: str
    lines: tuple[Line, ...] = ()
    said: tuple[str, ...] = ()
    table: Table | None = None
    more: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Report:
    """``opening``: what matters, in a sentence. ``rows``: how many things wait for somebody, which is what conditions
    of a schedule are about. ``foot``: what the figures rest on."""

    opening: str
    rows: int
    sections: tuple[Section, ...] = ()
    foot: tuple[str, ...] = ()


def to_json(report: Report) -> dict[str, Any]:
    """As a file for programs."""
    return asdict(report)


def as_text(report: Report, base: str = "") -> str:
    """For who reads no HTML; ``base``: what addresses begin with, empty for none."""
    blocks = [report.opening, *(_section(each, base) for each in report.sections), "\n".join(report.foot)]
    return "\n\n".join(block for block in blocks if block)


def _section(section: Section, base: str) -> str:
    parts = [section.title.upper(), *section.said, *(_line(each, base) for each in section.lines)]
    if section.table:
        parts += _table(section.table)
    words, link = section.more
    return "\n".join([*parts, f"{words}: {base}{link}"] if words and base else [*parts, words] if words else parts)


def _line(line: Line, base: str) -> str:
    head = ". ".join(part for part in (f"- {line.title}", line.tag, line.amount) if part)
    address = [f"{base}{line.link}"] if base and line.link else []
    return "\n  ".join([head, *line.said, *address])


def _table(table: Table) -> Iterator[str]:
    yield " | ".join(table.head)
    yield from (" | ".join(row) for row in table.rows)
