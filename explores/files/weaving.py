"""Columns of text put side by side into the bytes of a file. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Part = Any  # a text that is the same in each row, or a column with one for each


def joined(*parts: Part) -> Any:
    """The parts one after the other, in each row; null where one of them is."""
    return pc.binary_join_element_wise(*parts, "")


def spaced(columns: Sequence[pa.Array], by: str) -> list[Part]:
    """The columns with a text between each two of them."""
    return [part for column in columns for part in (by, column)][1:]


def woven(parts: Sequence[Part], between: str = "") -> bytes:
    """All rows one after the other, ``between`` them."""
    rows = joined(*parts)
    whole = pa.ListArray.from_arrays(pa.array([0, len(rows)], pa.int32()), rows)
    return bytes(pc.binary_join(whole, between)[0].as_buffer())
