"""The only way to write mirrored rows: inside a batch, which is one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from cdp.models import Batch, Source


@contextmanager
def batch(source: Source | None = None, note: str = "") -> Iterator[Batch]:
    """Open a batch: a transaction in which inserts and updates of mirrored rows are stamped with its id.

    The batch row commits with its rows, so the mirror sees all of them or none.
    """
    with transaction.atomic():
        opened = Batch.objects.create(source=source, note=note)
        with connection.cursor() as cursor:
            cursor.execute("select set_config('sextant.batch', %s, true)", [str(opened.pk)])
        yield opened
