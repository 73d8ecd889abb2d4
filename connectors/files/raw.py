"""Rows as they stand in a file, before any mapping. PURE."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

EXTRA = "(more)"  # what a row holds beyond its columns


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be read: where it stands, what is wrong, and the row itself."""

    line: int
    field: str
    reason: str
    row: dict[str, Any]


@dataclass(frozen=True)
class Block:
    """Some rows in their order: a table (text, or the file's own types) and the physical line of each row."""

    table: pa.Table
    lines: np.ndarray
    bad: list[BadRow] = field(default_factory=list)


class Reader(Protocol):
    """A file opened for reading: its columns are known before its first row is."""

    columns: list[str]
    native: bool  # dates and numbers in text form are the file's own, in ISO notation
    about: str  # what was detected, for a person

    def blocks(self) -> Iterator[Block]:
        """The rows in pieces of bounded size. Raises FileProblem, or BrokenFile where the file breaks off."""


def as_dict(columns: list[str], values: list[Any]) -> dict[str, Any]:
    """A ragged row by column; what has no column stands under ``EXTRA``."""
    found = dict(zip(columns, values, strict=False))
    if len(values) > len(columns):
        found[EXTRA] = values[len(columns) :]
    return found
