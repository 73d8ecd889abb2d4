"""Values of a column as text in a file: all at once where they can be, else each by itself. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from explores.files.cells import Make
from explores.files.notation import Notation, Shape
from explores.files.texts import texts_of
from explores.files.weaving import joined
from explores.semantic.timeframes.display import length
from explores.shaping import Read
from explores.tables.table import Column

_PLAIN = 6  # decimals that Arrow never writes with an exponent
_TO_THE_SECOND = len("2014-09-03 17:15:42")


class Word(str):
    """What stands in a row of totals where a row has a value."""

    __slots__ = ()


@dataclass(frozen=True)
class Writing:
    """One column's: ``make`` gives what stands in the file for a value, ``notation`` how it is written."""

    column: Column
    make: Make
    notation: Notation

    def each(self, values: Iterable[Any]) -> pa.Array:
        """The texts of values of an answer, one by one."""
        cell, make = self.notation.cell, self.make
        return texts_of([cell(value if type(value) is Word else make(value)) for value in values])

    def whole(self, values: pa.Array, read: Read | None) -> pa.Array:
        """The texts of the engine's own values; ``read`` makes the answer's of them."""
        shape = self._shape(values.type, read)
        plain = self._plain(values) if shape else None
        if shape is None or plain is None:
            return self._told(values, read)
        texts = joined(shape.before, plain, shape.after) if shape.before or shape.after else plain
        wild = shape.strays(plain)
        if wild is not None:
            texts = pc.replace_with_mask(texts, wild, self._told(values.filter(wild), read))
        return self._filled(texts)

    def _shape(self, kind: pa.DataType, read: Read | None) -> Shape | None:
        """That of values which Arrow itself may write as ``make`` does."""
        if self.column.field.type == "number" and self.column.field.timeframe is None:
            return self.notation.figure
        if read is not None:
            return None
        return self.notation.text if pa.types.is_string(kind) else self.notation.moment

    def _plain(self, values: pa.Array) -> pa.Array | None:
        """The values as Arrow writes them; None where it does otherwise."""
        kind, timeframe = values.type, self.column.field.timeframe
        if pa.types.is_string(kind):
            return values
        if kind == pa.timestamp("us"):
            return _moments(values, timeframe)
        return _digits(values) if timeframe is None else None

    def _told(self, values: pa.Array, read: Read | None) -> pa.Array:
        """Value by value; of numbers and dates each one once."""
        if pa.types.is_primitive(values.type) or pa.types.is_decimal(values.type):
            found = values.dictionary_encode()
            return self._filled(self.each(_read(found.dictionary, read)).take(found.indices))
        return self.each(_read(values, read))

    def _filled(self, texts: pa.Array) -> pa.Array:
        missing = self.notation.cell(self.make(None)) if texts.null_count else None
        return texts if missing is None else texts.fill_null(missing)


def _read(values: pa.Array, read: Read | None) -> Iterable[Any]:
    found: list[Any] = values.to_pylist()
    return map(read, found) if read else found


def _digits(values: pa.Array) -> pa.Array | None:
    """Whole numbers, and decimals without the zeros that pad them."""
    kind = values.type
    if pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale == 0):
        return values.cast(pa.string())
    if pa.types.is_decimal(kind) and 0 < kind.scale <= _PLAIN:
        return pc.ascii_rtrim(pc.ascii_rtrim(values.cast(pa.string()), "0"), ".")
    return None


def _moments(values: pa.Array, timeframe: str | None) -> pa.Array | None:
    """ISO, no finer than the time frame; without one, seconds only where there are some."""
    shown = length(timeframe) if timeframe else _TO_THE_SECOND
    if shown is None:
        return None
    texts = pc.binary_slice(values.cast(pa.string()).cast(pa.binary()), 0, shown).cast(pa.string())
    return texts if timeframe else pc.replace_substring_regex(texts, ":00$", "")
