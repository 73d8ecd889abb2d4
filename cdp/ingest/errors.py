"""What can be wrong with a whole portion of records (a single bad record is rejected, not raised)."""

from __future__ import annotations


class IngestError(ValueError):
    """Records that cannot be written: says what is wrong, where, and what would be right."""
