"""Which of its equals a row is: exact over a whole file, in memory that does not grow with it."""

from __future__ import annotations

import tempfile
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pyarrow as pa

BITS = 27  # of the filter's addresses: 2^27 flags, 16 MB
KEY_BYTES = 12


def fingerprints(texts: pa.Array, salt: str) -> np.ndarray:
    """A fingerprint of each text, as a row of bytes; ``salt`` keeps rows of different columns apart."""
    seed = blake2b(salt.encode(), digest_size=16).digest()
    whole = b"".join(
        [blake2b(text, digest_size=KEY_BYTES, salt=seed).digest() for text in texts.cast(pa.binary()).to_pylist()]
    )
    return np.frombuffer(whole, dtype=np.uint8).reshape(-1, KEY_BYTES)


def hexed(prints: np.ndarray) -> pa.Array:
    """Fingerprints as texts."""
    letters = prints.tobytes().hex().encode()
    offsets = np.arange(len(prints) + 1, dtype=np.int32) * (2 * KEY_BYTES)
    return pa.StringArray.from_buffers(len(prints), pa.py_buffer(offsets), pa.py_buffer(letters))


class Occurrences:
    """Counts fingerprints portion by portion.

    A filter says which may have been seen in an earlier portion; only those are looked up, in sorted lists kept in
    temporary files. So memory stays flat, and the count exact.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sextant-occurrences-")
        self._lists: list[Path] = []
        self._filter = np.zeros(1 << (BITS - 3), dtype=np.uint8)

    def number(self, prints: np.ndarray) -> np.ndarray:
        """For each fingerprint how many equal ones stand before it in the file (0 for the first)."""
        values = np.ascontiguousarray(prints[:, :8]).view(np.uint64)[:, 0]
        order = np.argsort(values, kind="stable")
        ranked = values[order]
        starts = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]])) if len(ranked) else order
        lengths = np.diff(np.append(starts, len(ranked)))
        within = np.empty(len(values), dtype=np.int64)
        within[order] = np.arange(len(ranked)) - np.repeat(starts, lengths)
        before = self._seen_before(ranked[starts]) if len(ranked) else np.empty(0, dtype=np.int64)
        found = np.empty(len(values), dtype=np.int64)
        found[order] = np.repeat(before, lengths)
        self._keep(ranked)
        return found + within

    def _seen_before(self, distinct: np.ndarray) -> np.ndarray:
        place, bit = self._address(distinct)
        maybe = np.flatnonzero(self._filter[place] & bit)
        counts = np.zeros(len(distinct), dtype=np.int64)
        wanted = distinct[maybe]
        for file in self._lists if len(maybe) else ():
            stored = np.load(file, mmap_mode="r")
            low, high = np.searchsorted(stored, wanted, "left"), np.searchsorted(stored, wanted, "right")
            counts[maybe] += high - low
        return counts

    def _keep(self, ranked: np.ndarray) -> None:
        if len(ranked):
            place, bit = self._address(ranked)
            np.bitwise_or.at(self._filter, place, bit)
            self._lists.append(Path(self._folder.name) / f"{len(self._lists)}.npy")
            np.save(self._lists[-1], ranked)

    def _address(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        flags = values >> np.uint64(64 - BITS)
        return (flags >> np.uint64(3)).astype(np.int64), (1 << (flags & np.uint64(7))).astype(np.uint8)
