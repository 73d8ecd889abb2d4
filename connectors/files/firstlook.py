"""A mapping that does not fit a file shows in its first rows: found before anything is written."""

from __future__ import annotations

from connectors.files.errors import MappingError
from connectors.files.mapping.model import Mapping
from connectors.files.portions import Portion
from connectors.files.transform import Transformed


def check_first(mapping: Mapping, portion: Portion, records: Transformed, file: str) -> None:
    """Raise MappingError where no row of the first portion can be read, and always for the same field.

    One unreadable row alone is a bad row, not a wrong mapping.
    """
    bad = records.problems.first
    if len(bad) < 2 or records.fed.any() or records.pending.any():
        return
    fields = {field for field, _ in bad.values()}
    if len(fields) == 1:
        first = min(bad)
        field, why = bad[first]
        raise MappingError(
            f"{file}: none of the first {len(bad):,} rows can be read: field {field!r}: {why} "
            f"(line {portion.lines[first]}); does the mapping of {mapping.source!r} fit this file?"
        )
