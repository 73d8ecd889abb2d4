"""Rows that could not be read: kept with what was wrong, to be exported, mended and replayed."""

from __future__ import annotations

from collections.abc import Sequence

from cdp.models import QuarantinedRow, Source
from connectors.files.raw import BadRow


def keep(source: Source, file: str, digest: str, mapping: str, rows: Sequence[BadRow]) -> None:
    """Keep the rows, in the transaction that writes their portion; a row that is there already stays as it is."""
    QuarantinedRow.objects.bulk_create(
        [
            QuarantinedRow(
                source=source, file=file, file_digest=digest, line=each.line, field=each.field, reason=each.reason,
                row=each.row, mapping=mapping,
            )
            for each in rows
        ],
        batch_size=2_000,
        ignore_conflicts=True,
    )  # fmt: skip
