"""Custom attributes: their definitions, and their values as JSON."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
from psycopg.sql import SQL, Composed, Identifier, Literal

from cdp.ingest.errors import IngestError
from cdp.models import AttributeDefinition
from cdp.records import ATTRIBUTE

PAIRS = 40  # of names and values in one call: PostgreSQL takes 100 arguments


def types_of(table: pa.Table) -> dict[str, str]:
    """Name and type of each attribute a prepared table holds."""
    return {each.name.removeprefix(ATTRIBUTE): _type(each.type) for each in table.schema if _is_attribute(each.name)}


def _is_attribute(column: str) -> bool:
    return column.startswith(ATTRIBUTE)


def _type(given: pa.DataType) -> str:
    if pa.types.is_decimal(given):
        return "number"
    if pa.types.is_date(given):
        return "date"
    return "yesno" if pa.types.is_boolean(given) else "text"


def define(subaccount: int, wanted: Mapping[str, Mapping[str, str]]) -> None:
    """Make the definitions that are missing. Raises IngestError where one stands with another type.

    ``wanted`` is {entity: {name: type}}.
    """
    known = {
        (each.entity, each.name): each.type
        for each in AttributeDefinition.objects.filter(subaccount_id=subaccount, entity__in=list(wanted))
    }
    missing = []
    for entity, attributes in wanted.items():
        for name, type_ in attributes.items():
            stands = known.get((entity, name))
            if stands is None:
                missing.append(AttributeDefinition(subaccount_id=subaccount, entity=entity, name=name, type=type_))
            elif stands != type_:
                raise IngestError(
                    f"attribute {name!r} of {entity} is a {stands} here, but would become a {type_}; "
                    f"import it as {stands} or under another name"
                )
    AttributeDefinition.objects.bulk_create(missing, ignore_conflicts=True)


def as_json(table: pa.Table, alias: str) -> Composed:
    """SQL that builds the attributes of a staged row; what is not given is left out."""
    given = [each for each in table.schema if _is_attribute(each.name)]
    if not given:
        return SQL("'{{}}'::jsonb").format()
    groups = [given[start : start + PAIRS] for start in range(0, len(given), PAIRS)]
    objects = SQL(" || ").join(
        SQL("jsonb_build_object({})").format(SQL(", ").join(_pair(each, alias) for each in group)) for group in groups
    )
    if len(given) > PAIRS:
        return SQL("jsonb_strip_nulls({})").format(objects)
    columns = SQL(", ").join(Identifier(alias, each.name) for each in given)
    none = SQL("case when num_nonnulls({}) = 0 then '{{}}'::jsonb else jsonb_strip_nulls({}) end")
    return none.format(columns, objects)  # most rows have no attribute at all where they are rare


def _pair(column: pa.Field, alias: str) -> Composed:
    value = Identifier(alias, column.name)
    shown = SQL("trim_scale({})").format(value) if pa.types.is_decimal(column.type) else SQL("{}").format(value)
    return SQL("{}, {}").format(Literal(column.name.removeprefix(ATTRIBUTE)), shown)
