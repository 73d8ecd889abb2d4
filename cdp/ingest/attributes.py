"""Custom attributes: their definitions, and their values as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from cdp.ingest.errors import IngestError
from cdp.models import AttributeDefinition
from cdp.records import ATTRIBUTE


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


def gathered(table: pa.Table) -> pa.Table:
    """The table with its attributes in one column ``attributes``, as JSON: a row's are those it gives, {} for none."""
    names = [name for name in table.column_names if _is_attribute(name)]
    pairs = [_pair(name.removeprefix(ATTRIBUTE), table.column(name).combine_chunks()) for name in names]
    table = table.drop_columns(names)
    if not pairs:
        return table.append_column("attributes", pa.repeat("{}", table.num_rows))
    inner = pc.utf8_slice_codeunits(pc.binary_join_element_wise(*pairs, ""), 2)
    return table.append_column("attributes", pc.binary_join_element_wise("{", inner, "}", ""))


def _pair(name: str, values: pa.Array) -> pa.Array:
    """``, "name": value`` of each row; empty where it gives none."""
    return pc.fill_null(pc.binary_join_element_wise(f", {json.dumps(name)}: ", _as_json(values), ""), "")


def _as_json(values: pa.Array) -> pa.Array:
    if pa.types.is_boolean(values.type):
        return pc.cast(values, pa.string())
    if pa.types.is_decimal(values.type):
        return pc.utf8_rtrim(pc.utf8_rtrim(pc.cast(values, pa.string()), "0"), ".")
    encoded = pc.dictionary_encode(pc.cast(values, pa.string()))
    quoted = pa.array([json.dumps(each, ensure_ascii=False) for each in encoded.dictionary.to_pylist()], pa.string())
    return quoted.take(encoded.indices)
