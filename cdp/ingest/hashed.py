"""Hashed e-mails, as ad platforms take them: told apart by the e-mails that contacts have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from psycopg.sql import SQL, Identifier

from cdp.ingest.chunk import Chunk
from cdp.ingest.folded import Folded
from cdp.ingest.staging import numbered, stage
from cdp.records import HASHED

UNKNOWN = "names nobody: no contact has the e-mail of this hash (SHA-256 of the address in lower case, in hex)"
_EMAIL = "contact_email"
_FIND = SQL(
    "select t.rn, i.value from {} t join cdp_identity i on i.subaccount_id = %(subaccount)s and i.kind = 'EMAIL'"
    " and encode(sha256(convert_to(lower(i.value), 'UTF8')), 'hex') = t.hash"
)


def opened(chunk: Chunk, folded: Folded) -> Folded:
    """The same records with e-mails in place of the hashes whose e-mail is known; one beside it wins."""
    rows = {
        name: replace(each, table=_opened(chunk, each.table)) if HASHED in each.table.column_names else each
        for name, each in folded.rows.items()
    }
    return replace(folded, rows=rows)


def _opened(chunk: Chunk, table: pa.Table) -> pa.Table:
    hashes = pc.dictionary_encode(pc.utf8_lower(pc.utf8_trim_whitespace(table.column(HASHED).combine_chunks())))
    emails = pa.array([*_emails(chunk, hashes.dictionary), None], pa.string())
    places = pc.fill_null(hashes.indices, len(emails) - 1)
    told = emails.take(places)
    if _EMAIL in table.column_names:
        told = pc.coalesce(table.column(_EMAIL), told)
        table = table.drop_columns([_EMAIL])
    return table.drop_columns([HASHED]).append_column(_EMAIL, told)


def _emails(chunk: Chunk, hashes: pa.Array) -> np.ndarray:
    """The e-mail of each distinct hash; None where nobody has it."""
    found = np.full(len(hashes), None, dtype=object)
    staged = stage(chunk, numbered(pa.table({"hash": hashes})))
    chunk.cursor.execute(_FIND.format(Identifier(staged)), {"subaccount": chunk.subaccount})
    for number, email in chunk.cursor.fetchall():
        found[number] = email
    return found
