"""Every mirrored table gets the triggers that stamp its rows with their batch, and the index to find them by."""

from __future__ import annotations

from django.db import migrations

from cdp.warehouse import triggers
from cdp.warehouse.schema import TABLES


def existing(schema_editor):
    """The mirrored tables of this point in history; a table added later gets its triggers in its own migration."""
    there = set(schema_editor.connection.introspection.table_names())
    return [table for table in TABLES.values() if table.origin in there]


def install(apps, schema_editor):
    """Functions first, then the triggers of each table."""
    schema_editor.execute(triggers.FUNCTIONS, params=None)
    for table in existing(schema_editor):
        schema_editor.execute(triggers.install(table.origin, table.name), params=None)


def remove(apps, schema_editor):
    """The way back."""
    for table in existing(schema_editor):
        schema_editor.execute(triggers.remove(table.origin), params=None)
    schema_editor.execute(triggers.DROP_FUNCTIONS, params=None)


class Migration(migrations.Migration):
    dependencies = [("cdp", "0002_contact_field_times")]
    operations = [migrations.RunPython(install, remove)]
