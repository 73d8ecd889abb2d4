"""Sizes in words. PURE."""

from __future__ import annotations


def megabytes(size: int) -> str:
    """Bytes as people read them: ``megabytes(20_000_000)`` is "20.0 MB"."""
    return f"{size / 1_000_000:,.1f} MB"


def as_base64(size: int) -> int:
    """Bytes that a file takes as base64 in one line."""
    return (size + 2) // 3 * 4
