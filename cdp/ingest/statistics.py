"""What the planner knows of the tables a portion grows."""

from __future__ import annotations

from collections.abc import Mapping

from psycopg.sql import SQL, Identifier

from cdp.ingest.chunk import Chunk


def refresh(chunk: Chunk, written: Mapping[str, int]) -> None:
    """ANALYZE each table (by name: rows of this portion) of which the planner knows fewer rows than it just got.

    It would take the table for empty and read all of it once per order. Later growth is autovacuum's business.
    """
    chunk.cursor.execute(
        "select c.relname from pg_class c join unnest(%s::text[], %s::bigint[]) w(name, size) on c.relname = w.name "
        "where c.relnamespace = current_schema()::regnamespace and c.reltuples < w.size order by 1",
        [list(written), list(written.values())],
    )
    for (name,) in chunk.cursor.fetchall():
        chunk.cursor.execute(SQL("analyze {}").format(Identifier(name)))
