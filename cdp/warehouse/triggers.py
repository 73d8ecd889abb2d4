"""What PostgreSQL does by itself so that the mirror misses nothing: stamps, tombstones and refusals. SQL as text.

An insert is stamped by the column's default (``cdp.models.base.CurrentBatch``), an update by a row trigger, a delete
leaves tombstones. A write outside a batch fails, whoever makes it: ORM, admin, bulk operation or raw SQL.
"""

from __future__ import annotations

FUNCTIONS = """
CREATE FUNCTION cdp_current_batch(written text) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    batch bigint := nullif(current_setting('sextant.batch', true), '')::bigint;
BEGIN
    IF batch IS NULL THEN
        RAISE EXCEPTION '% is written outside a batch', written
            USING HINT = 'Open one: with cdp.batches.batch(): ...';
    END IF;
    IF NOT EXISTS (SELECT FROM cdp_batch WHERE id = batch AND published_at IS NULL) THEN
        RAISE EXCEPTION '% is written in batch %, which is not open', written, batch
            USING HINT = 'Open a new one: with cdp.batches.batch(): ...';
    END IF;
    RETURN batch;
END $$;

CREATE FUNCTION cdp_require_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM cdp_current_batch(TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE FUNCTION cdp_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.id <> old.id THEN
        RAISE EXCEPTION 'the id of a row of % is changed', TG_TABLE_NAME
            USING HINT = 'The warehouse knows rows by id: delete the row and insert another.';
    END IF;
    new.batch_id := current_setting('sextant.batch')::bigint;
    RETURN new;
END $$;

CREATE FUNCTION cdp_bury() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cdp_tombstone (batch_id, "table", key)
    SELECT current_setting('sextant.batch')::bigint, TG_ARGV[0], gone.id FROM gone;
    RETURN NULL;
END $$;

CREATE FUNCTION cdp_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cdp_pin) THEN  -- with the pins gone too, the next mirror reads everything afresh
        RAISE EXCEPTION 'TRUNCATE of % would leave its rows in the warehouse', TG_TABLE_NAME
            USING HINT = 'Delete the rows in a batch, or truncate cdp_pin with it.';
    END IF;
    RETURN NULL;
END $$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION cdp_refuse_truncate();
DROP FUNCTION cdp_bury();
DROP FUNCTION cdp_stamp();
DROP FUNCTION cdp_require_batch();
DROP FUNCTION cdp_current_batch(text);
"""


def install(origin: str, name: str) -> str:
    """The triggers of one mirrored table and the index by which the mirror finds a batch's rows."""
    return f"""
CREATE TRIGGER cdp_require_batch BEFORE INSERT OR UPDATE OR DELETE ON {origin}
    FOR EACH STATEMENT EXECUTE FUNCTION cdp_require_batch();
CREATE TRIGGER cdp_stamp BEFORE UPDATE ON {origin}
    FOR EACH ROW EXECUTE FUNCTION cdp_stamp();
CREATE TRIGGER cdp_bury AFTER DELETE ON {origin} REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION cdp_bury('{name}');
CREATE TRIGGER cdp_refuse_truncate AFTER TRUNCATE ON {origin}
    FOR EACH STATEMENT EXECUTE FUNCTION cdp_refuse_truncate();
CREATE INDEX {origin}_batch ON {origin} (batch_id);
"""


def remove(origin: str) -> str:
    """Undo ``install``."""
    names = ("cdp_refuse_truncate", "cdp_bury", "cdp_stamp", "cdp_require_batch")
    drops = "\n".join(f"DROP TRIGGER {name} ON {origin};" for name in names)
    return f"{drops}\nDROP INDEX {origin}_batch;"
