"""The list of mirrored tables and the Django models are the same thing said twice."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from cdp.models.base import Mirrored
from cdp.warehouse.schema import TABLES, Table

MIRRORED = {
    model._meta.db_table: model for model in apps.get_app_config("cdp").get_models() if issubclass(model, Mirrored)
}
TYPES: dict[str, tuple[type[models.Field], ...]] = {
    "id": (models.BigIntegerField,),
    "int": (models.IntegerField,),
    "text": (models.TextField, models.CharField),
    "bool": (models.BooleanField,),
    "money": (models.DecimalField,),
    "timestamp": (models.DateTimeField,),
    "date": (models.DateField,),
    "json": (models.JSONField,),
}


def test_every_mirrored_model_has_a_table_in_the_warehouse() -> None:
    assert {table.origin for table in TABLES.values()} == set(MIRRORED)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_the_columns_are_those_of_the_model(table: Table) -> None:
    fields = {field.column: field for field in MIRRORED[table.origin]._meta.concrete_fields}
    not_copied = {"batch_id", "field_times"}
    assert set(fields) - not_copied == set(table.columns)
    wrong = {name for name, type_ in table.columns.items() if not isinstance(fields[name], TYPES[type_])}
    assert not wrong


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_sort_month_and_personal_columns_exist(table: Table) -> None:
    named = {*table.sort, *table.personal, *([table.month] if table.month else [])}
    assert named <= set(table.columns)


@pytest.mark.django_db
def test_every_mirrored_table_has_the_triggers_and_the_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE tgname LIKE 'cdp_%' GROUP BY 1")
        triggers = dict(cursor.fetchall())
        cursor.execute("SELECT tablename FROM pg_indexes WHERE indexname = tablename || '_batch'")
        indexed = {row[0] for row in cursor.fetchall()}
    assert triggers == {table.origin: 4 for table in TABLES.values()}
    assert indexed >= set(triggers)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_triggers_can_be_taken_away_and_put_back() -> None:
    call_command("migrate", "cdp", "0002", verbosity=0)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'cdp_%'")
            assert cursor.fetchone() == (0,)
    finally:
        call_command("migrate", verbosity=0)
