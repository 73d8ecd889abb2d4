"""Record batches in the one form the rest of ingest works on: known columns, exact Arrow types."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from cdp.ingest.errors import IngestError
from cdp.nearest import nearest
from cdp.records import ATTRIBUTE, CONTACT_ID, ENTITIES, Entity, RecordBatch

MONEY = pa.decimal128(20, 6)
ARROW: dict[str, Any] = {
    "text": pa.string(), "email": pa.string(), "phone": pa.string(), "number": MONEY, "int": pa.int64(),
    "timestamp": pa.timestamp("us"), "date": pa.date32(), "yesno": pa.bool_(),
}  # fmt: skip


def prepared(batch: RecordBatch) -> pa.Table:
    """The batch with exact types; ``line`` is added where it is absent. Raises IngestError."""
    entity = ENTITIES.get(batch.entity)
    if entity is None:
        raise IngestError(f"no entity is called {batch.entity!r}{nearest(batch.entity, ENTITIES)}")
    columns = {name: _column(entity, name, batch.table.column(name)) for name in batch.table.column_names}
    columns.setdefault("line", pa.array(range(1, batch.table.num_rows + 1), pa.int64()))
    return pa.table(columns)


def _column(entity: Entity, name: str, values: Any) -> Any:
    field = entity.field(name)
    if field is not None:
        return exact(values, ARROW[field.type], f"{entity.name}.{name}")
    if name == "line":
        return values.combine_chunks().cast(pa.int64())
    if name.startswith(ATTRIBUTE):
        return exact(values, attribute_type(values.type), f"{entity.name}.{name}")
    if name.startswith(CONTACT_ID) and entity.names_contact:
        return exact(values, pa.string(), f"{entity.name}.{name}")
    raise IngestError(f"{entity.name} has no field {name!r}{nearest(name, [each.name for each in entity.fields])}")


def attribute_type(given: Any) -> Any:
    """The exact type of a custom attribute, by the type its values came in."""
    if pa.types.is_boolean(given):
        return pa.bool_()
    if pa.types.is_date(given):
        return pa.date32()
    if pa.types.is_integer(given) or pa.types.is_floating(given) or pa.types.is_decimal(given):
        return MONEY
    return pa.string()


def exact(values: Any, wanted: Any, where: str) -> Any:
    """The values as one array of the wanted type; times become naive UTC. Raises IngestError."""
    array = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    if array.type == wanted:
        return array
    try:
        if pa.types.is_dictionary(array.type):
            array = array.dictionary_decode()
        if wanted == MONEY and pa.types.is_integer(array.type):
            return array.cast(pa.decimal128(19, 0)).cast(MONEY)
        return pc.cast(array, wanted, safe=not pa.types.is_timestamp(wanted))
    except pa.ArrowInvalid as error:
        raise IngestError(f"{where} takes {wanted}, but holds {array.type} that does not fit: {error}") from error
