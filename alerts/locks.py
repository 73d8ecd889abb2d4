"""Locks by name, held by the database: whoever dies lets go of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_KEY = "hashtextextended(%s, 0)"


def until_commit(name: str) -> None:
    """Wait until nobody else holds it; ours until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(f"select pg_advisory_xact_lock({_KEY})", [name])


@contextmanager
def free(name: str) -> Iterator[bool]:
    """Whether nobody else holds it; if so it is ours meanwhile, over as many transactions as that takes."""
    with connection.cursor() as cursor:
        cursor.execute(f"select pg_try_advisory_lock({_KEY})", [name])
        taken = bool(cursor.fetchone()[0])
    try:
        yield taken
    finally:
        if taken:
            with connection.cursor() as cursor:
                cursor.execute(f"select pg_advisory_unlock({_KEY})", [name])
