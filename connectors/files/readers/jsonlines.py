"""JSON lines: one object a line; fields inside objects are named with dots, lists are kept as JSON text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

import numpy as np
import pyarrow as pa

from connectors.files.errors import BrokenFile, FileProblem
from connectors.files.raw import BadRow, Block
from connectors.files.readers.numbers import spelled
from connectors.files.readers.text import TextBlocks


class JsonLines:
    """Rows of a JSON lines file; its columns are those of the first block, and whatever comes up later."""

    native = True

    def __init__(self, stream: IO[bytes], encoding: str | None, points: bool = False) -> None:
        self._decode = json.JSONDecoder(
            parse_float=(lambda text: spelled(text, points)) if points else str,
            parse_int=str,
            parse_constant=lambda _: None,
        ).decode
        self._text = TextBlocks(stream, encoding)
        self._source = iter(self._text)
        self._first = self._block(*next(self._source, (b"", 1)))
        if not self._first.table.num_columns:
            raise self._text.broken or _no_objects(self._first)
        self.columns = self._first.table.column_names
        self.about = f"{self._text.encoding}, JSON lines"

    def blocks(self) -> Iterator[Block]:
        """The rows; a line that is no object goes to quarantine."""
        yield self._first
        for text, line in self._source:
            yield self._block(text, line)
        if self._text.broken:
            raise BrokenFile(f"{self._text.broken} (after line {self._text.line - 1})")

    def _block(self, text: bytes, line: int) -> Block:
        rows: list[dict[str, Any]] = []
        lines: list[int] = []
        bad: list[BadRow] = []
        for number, raw in enumerate(text.decode().split("\n"), start=line):
            if not raw.strip():
                continue
            try:
                found = self._decode(raw)
            except json.JSONDecodeError as error:
                bad.append(BadRow(number, "", f"no JSON: {error.msg} at character {error.pos + 1}", {"(line)": raw}))
                continue
            if isinstance(found, dict):
                rows.append(_flat(found))
                lines.append(number)
            else:
                bad.append(BadRow(number, "", "a JSON value that is no object", {"(line)": raw}))
        names = dict.fromkeys(name for row in rows for name in row)
        table = pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})
        return Block(table, np.array(lines, dtype=np.int64), bad)


def _no_objects(block: Block) -> FileProblem:
    if block.bad:
        first = block.bad[0]
        return FileProblem(f"line {first.line}: {first.reason}; JSON lines are one object per line")
    return FileProblem("the file is empty: it has no rows")


def _flat(found: dict[str, Any], prefix: str = "") -> dict[str, str | None]:
    flat: dict[str, str | None] = {}
    for name, value in found.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{name}."))
        elif isinstance(value, bool):
            flat[prefix + name] = "true" if value else "false"
        else:
            flat[prefix + name] = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
    return flat
