"""One schema a pin: a view for every table, over exactly the files that pin names."""

from __future__ import annotations

from pathlib import Path

from cdp.warehouse import columns
from cdp.warehouse.manifest import DataFile, Manifest
from cdp.warehouse.schema import TABLES, Table


def statements(schema: str, lake: Path, manifest: Manifest) -> list[str]:
    """The SQL that makes the schema of a pin."""
    merged = bool(manifest.get("contact_merge"))
    made = [f"CREATE SCHEMA IF NOT EXISTS {schema}"]
    # contact_merge comes first: views over tables with a contact refer to it.
    for name in sorted(TABLES, key=lambda name: name != "contact_merge"):
        body = _body(TABLES[name], lake, manifest.get(name, []))
        if merged and "contact_id" in TABLES[name].columns:
            body = _with_current_contact(schema, body)
        made.append(f"CREATE OR REPLACE VIEW {schema}.{name} AS {body}")
    return made


def _body(table: Table, lake: Path, files: list[DataFile]) -> str:
    names = list(table.columns) + ([columns.MONTH] if table.month else [])
    if not files:
        return f"SELECT {', '.join(map(_typed_null, names, _types(table)))} WHERE false"
    paths = ", ".join("'" + str(lake / table.name / file.path).replace("'", "''") + "'" for file in files)
    options = ", hive_partitioning=true, hive_types_autocast=false" if table.month else ""
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"SELECT {quoted} FROM read_parquet([{paths}]{options})"


def _types(table: Table) -> list[str]:
    return [columns.DUCKDB[type_] for type_ in table.columns.values()] + ["VARCHAR"]


def _typed_null(name: str, type_: str) -> str:
    return f'NULL::{type_} AS "{name}"'


def _with_current_contact(schema: str, body: str) -> str:
    """People move, events don't: a row of a merged contact counts for the contact it is now."""
    return (
        f"SELECT t.* REPLACE (coalesce(m.current_id, t.contact_id) AS contact_id) FROM ({body}) t "
        f"LEFT JOIN {schema}.contact_merge m ON m.old_id = t.contact_id"
    )
