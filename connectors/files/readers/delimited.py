"""CSV, TSV and white-space separated files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO

from connectors.files.errors import BrokenFile, FileProblem
from connectors.files.raw import Block
from connectors.files.readers.dialect import Dialect, detected, tabbed
from connectors.files.readers.names import unique
from connectors.files.readers.records import Unfinished, parsed, record_reader
from connectors.files.readers.text import BLOCK, TextBlocks


class Delimited:
    """Rows of delimited text, with the physical line of each."""

    native = False

    def __init__(self, stream: IO[bytes], encoding: str | None, dialect: Dialect) -> None:
        self._text = TextBlocks(stream, encoding)
        self._source = iter(self._text)
        block, line = next(self._source, (b"", 1))
        for _ in range(dialect.skip):
            _, _, block = block.partition(b"\n")
        if not block.strip():
            raise self._text.broken or FileProblem("the file is empty: it has no header and no rows")
        self._dialect = detected(block.decode(), dialect)
        self._first = block, line + dialect.skip
        self.columns = self._header() if dialect.header else self._declared()
        self.about = f"{self._text.encoding}, delimiter {self._dialect.delimiter!r}"

    def _header(self) -> list[str]:
        """The names in the first row, which is then behind us."""
        block, line = self._first
        start = len(block) - len(block.lstrip(b"\r\n"))
        line += block[:start].count(b"\n")
        shown = tabbed(block[start : start + BLOCK]) if self._dialect.delimiter == "whitespace" else block[start:]
        reader = record_reader(io.StringIO(shown.decode(), newline=""), self._dialect)
        names = next(reader)
        for _ in range(reader.line_num):
            start = block.find(b"\n", start) + 1 or len(block)
        self._first = block[start:], line + reader.line_num
        return unique(names)

    def _declared(self) -> list[str]:
        """The names the mapping gives; the first row must have as many fields."""
        columns = list(self._dialect.columns)
        block = self._first[0].lstrip(b"\r\n")
        shown = tabbed(block[:BLOCK]) if self._dialect.delimiter == "whitespace" else block
        width = len(next(record_reader(io.StringIO(shown.decode(), newline=""), self._dialect)))
        if width != len(columns):
            raise FileProblem(
                f"line {self._first[1]} has {width} fields with delimiter {self._dialect.delimiter!r}, but the mapping "
                f"names {len(columns)} columns; is the delimiter right (it may be 'whitespace')?"
            )
        return columns

    def blocks(self) -> Iterator[Block]:
        """The rows; raises FileProblem, or BrokenFile after the last whole row before a break."""
        left = Unfinished()
        for text, line in self._pieces():
            block, left = parsed(left.text + text, left.line or line, self.columns, self._dialect)
            if len(left.text) > BLOCK:
                raise FileProblem(f"line {left.line}: a quote is opened here and not closed within {BLOCK >> 20} MB")
            yield block
        if self._text.broken:
            raise BrokenFile(f"{self._text.broken} (after line {self._text.line - 1})")
        if left.text:
            raise BrokenFile(f"line {left.line}: a quote is opened here and never closed")

    def _pieces(self) -> Iterator[tuple[bytes, int]]:
        if self._first[0]:
            yield self._first
        yield from self._source
