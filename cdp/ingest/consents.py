"""The history of consent: one row per change, as received."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from psycopg.sql import SQL, Identifier

from cdp.ingest.chunk import Chunk
from cdp.ingest.staging import stage

_NOTE = SQL(
    "insert into cdp_consent (subaccount_id, contact_id, channel, granted, changed_at, source_id)"
    " select distinct on (contact_id, changed_at) %(subaccount)s, t.contact_id, %(channel)s, t.granted, t.changed_at,"
    " %(source)s from (select contact_id, granted, coalesce(updated_at, %(now)s) as changed_at from {} "
    " where granted is not null) t where t.granted is distinct from (select c.granted from cdp_consent c"
    " where c.contact_id = t.contact_id and c.channel = %(channel)s and c.changed_at <= t.changed_at"
    " order by c.changed_at desc limit 1) order by contact_id, changed_at on conflict do nothing"
)


def note_consents(chunk: Chunk, table: pa.Table, contact: np.ndarray) -> None:
    """Remember what these records say about consent, where it differs from what was known at that time."""
    times = table.column("updated_at") if "updated_at" in table.column_names else pa.nulls(len(table), _TIME)
    for channel in ("email", "sms"):
        if f"{channel}_consent" in table.column_names:
            rows = pa.table({"contact_id": contact, "granted": table.column(f"{channel}_consent"), "updated_at": times})
            params = {"subaccount": chunk.subaccount, "source": chunk.source.pk, "channel": channel, "now": chunk.now}
            chunk.cursor.execute(_NOTE.format(Identifier(stage(chunk, rows))), params)


_TIME = pa.timestamp("us")
