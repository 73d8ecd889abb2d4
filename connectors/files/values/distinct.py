"""Convert each distinct value once: columns repeat themselves. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Converted:
    """Values of a type, and which of the rows could not be read (they are null)."""

    values: pa.Array
    bad: np.ndarray | None = None


def per_distinct(texts: pa.Array, convert: Callable[[pa.Array], Converted]) -> Converted:
    """Apply a conversion of texts to the distinct ones and spread the result."""
    encoded = pc.dictionary_encode(texts)
    if len(encoded.dictionary) * 2 > len(texts):
        return convert(texts)
    found = convert(encoded.dictionary)
    values = found.values.take(encoded.indices)
    if found.bad is None or not found.bad.any():
        return Converted(values)
    places = pc.fill_null(encoded.indices, 0).to_numpy(zero_copy_only=False)
    return Converted(values, found.bad[places] & encoded.indices.is_valid().to_numpy(zero_copy_only=False))


def mask(condition: pa.Array) -> np.ndarray:
    """An Arrow condition as numpy booleans; null is false."""
    found: np.ndarray = pc.fill_null(condition, False).to_numpy(zero_copy_only=False)
    return found
