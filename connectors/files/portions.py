"""A file's rows in portions of bounded size, each with a digest of all that was read up to its end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.files.errors import BrokenFile
from connectors.files.raw import BadRow, Block, Reader
from connectors.files.values.distinct import Converted, per_distinct
from connectors.files.values.texts import to_text

ROWS = 100_000
BYTES = 64 << 20


@dataclass(frozen=True)
class Portion:
    """Some rows that are read, written and counted together."""

    number: int
    table: pa.Table
    lines: np.ndarray
    bad: list[BadRow]

    @property
    def size(self) -> int:
        """How many rows it has, the unreadable ones included."""
        return len(self.lines) + len(self.bad)

    @property
    def last_line(self) -> int:
        """The last line it reads."""
        return max([int(self.lines[-1]) if len(self.lines) else 0, *(each.line for each in self.bad)])

    @cached_property
    def row_texts(self) -> pa.Array:
        """Each row's values with their columns' names as one text; order of columns and empty ones are moot."""
        named = [_named(self.table, name) for name in sorted(self.table.column_names)]
        if not named:
            return pa.array([], pa.string())
        if all(each.null_count for each in named):  # Arrow's join leaves out rows of which every part is null
            named[0] = pc.if_else(pc.is_null(pc.coalesce(*named)), "", named[0])
        return pc.binary_join_element_wise(*named, "\x1f", null_handling="skip")

    def forget_texts(self) -> None:
        """Give back the memory of ``row_texts``, once digest and keys are made."""
        self.__dict__.pop("row_texts", None)

    def digest(self, before: str) -> str:
        """BLAKE2 over the digest of what stands before, and these rows."""
        found = hashlib.blake2b(before.encode(), digest_size=32)
        buffers = self.row_texts.buffers()
        for each in buffers[1:]:
            if each is not None:
                found.update(each)
        for bad in self.bad:
            found.update(f"{bad.line}\0{bad.reason}\0{sorted(bad.row.items())}\0".encode())
        return found.hexdigest()


def _named(table: pa.Table, name: str) -> pa.Array:
    return per_distinct(_whole(table, name), lambda values: Converted(_with_name(values, name))).values


def _with_name(values: pa.Array, name: str) -> pa.Array:
    texts = to_text(values)
    return pc.binary_join_element_wise(f"{name}=", pc.if_else(pc.equal(texts, ""), None, texts), "")


def _whole(table: pa.Table, name: str) -> pa.Array:
    column = table.column(name)
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def start_digest(columns: list[str]) -> str:
    """The digest before the first row: what the columns are called."""
    return hashlib.blake2b("\x1f".join(columns).encode(), digest_size=32).hexdigest()


class Portions:
    """Iterates over a reader's rows; where the file breaks off, ``broken`` is set and only whole portions are given."""

    def __init__(self, reader: Reader, rows: int = ROWS) -> None:
        self._reader, self._rows = reader, rows
        self.broken: BrokenFile | None = None

    def __iter__(self) -> Iterator[Portion]:
        held: list[Block] = []
        number = 0
        source = self._reader.blocks()
        while True:
            try:
                block = next(source, None)
            except BrokenFile as error:
                self.broken = error
                return
            if block is None:
                break
            held.append(block)
            while sum(len(each.lines) for each in held) >= self._rows or _bytes(held) >= BYTES:
                portion, held = _cut(held, number, self._rows)
                number += 1
                yield portion
        if any(len(each.lines) or each.bad for each in held):
            yield _cut(held, number, self._rows)[0]


def _bytes(held: list[Block]) -> int:
    return sum(each.table.nbytes for each in held)


def _cut(held: list[Block], number: int, rows: int) -> tuple[Portion, list[Block]]:
    """The first ``rows`` rows as a portion, and the rest."""
    table = pa.concat_tables([each.table for each in held], promote_options="permissive").combine_chunks()
    lines = np.concatenate([each.lines for each in held])
    bad = [row for each in held for row in each.bad]
    rest: list[Block] = []
    if len(lines) > rows:
        end = int(lines[rows])
        later = [each for each in bad if each.line >= end]
        bad = [each for each in bad if each.line < end]
        rest = [Block(table.slice(rows), lines[rows:], later)]
        table, lines = table.slice(0, rows).combine_chunks(), lines[:rows]
    return Portion(number, table, lines, bad), rest
