"""The part of a mapping that says which records rows become. PURE."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa

from cdp.identity import LONGEST_ID, Rules
from cdp.nearest import nearest
from cdp.records import ENTITIES, HASHED, Entity
from connectors.files.expressions.tree import Column, Literal, Node
from connectors.files.mapping.checks import (
    NOTATION,
    expression_at,
    fail,
    flag_at,
    mapping_at,
    notation_at,
    shown,
    text_at,
    texts_at,
    word_at,
)
from connectors.files.mapping.model import LinesSum, Record, RowKey, Sum, Value
from connectors.files.mapping.targets import ATTRIBUTE_TYPES, LONGEST, target
from connectors.files.values.conversion import Target, convert, reason
from connectors.files.values.notation import Notation

_KEYS = ("entity", "when", "key", "order_by", "ids", "fields", "attributes")
_SOURCES = ("column", "columns", "value", "expr")
_VALUE = (*_SOURCES, *NOTATION, "separator", "read")
KEYLESS = frozenset(name for name, entity in ENTITIES.items() if entity.is_members)
NAMING = ("contact", "contact_email", "contact_phone", HASHED)
_KEY_TARGET = Target("text", longest=LONGEST_ID)


def record_at(place: str, given: Any, notation: Notation, rules: Rules, turn: int) -> Record:
    """One entry of ``records``."""
    given = mapping_at(place, given, _KEYS)
    if "entity" not in given:
        raise fail(place, f"entity is missing{nearest('', ENTITIES)}")
    entity = ENTITIES[word_at(f"{place}.entity", given["entity"], ENTITIES)]
    reader = _Fields(entity, notation, rules)
    record = Record(
        place,
        entity,
        expression_at(f"{place}.when", given["when"]) if "when" in given else None,
        _key(f"{place}.key", given.get("key", _default_key(entity)), notation),
        reader.ids(f"{place}.ids", given.get("ids", {})),
        reader.fields(f"{place}.fields", given.get("fields", {})),
        reader.attributes(f"{place}.attributes", given.get("attributes", {})),
        value_at(f"{place}.order_by", given["order_by"], Target("timestamp"), notation)
        if "order_by" in given
        else None,
        turn,
    )
    _check(record, given)
    return record


def _default_key(entity: Entity) -> Any:
    return None if entity.name in KEYLESS or entity.name == "contacts" else "row"


def _key(place: str, given: Any, notation: Notation) -> Value | RowKey | None:
    if given is None:
        return None
    if given == "row":
        return RowKey()
    if isinstance(given, dict) and "occurrence" in given:
        given = mapping_at(place, given, ("columns", "occurrence"))
        if not flag_at(f"{place}.occurrence", given["occurrence"]) or "columns" not in given:
            raise fail(place, "is written {columns: [a, b], occurrence: true}")
        return RowKey(tuple(Column(name) for name in texts_at(f"{place}.columns", given["columns"])), place)
    return value_at(place, given, _KEY_TARGET, notation)


def value_at(place: str, given: Any, wanted: Target, notation: Notation) -> Value:
    """A value: a column's name, a list of them (composed), or a mapping that says more."""
    if isinstance(given, list):
        given = {"columns": given}
    if not isinstance(given, dict):
        given = {"column": given}
    given = mapping_at(place, given, _VALUE)
    named = [key for key in _SOURCES if key in given]
    if len(named) != 1:
        raise fail(place, f"exactly one of {', '.join(_SOURCES)} is expected" + (f", not {named}" if named else ""))
    constant = named[0] == "value"
    own = notation_at(place, given, Notation(timezone=notation.timezone) if constant else notation)
    read = word_at(f"{place}.read", given["read"], ("int", "number")) if "read" in given else None
    parts = _parts(place, named[0], given[named[0]])
    if constant:
        _check_constant(place, parts[0], wanted, own)
    return Value(place, parts, wanted, own, read, text_at(f"{place}.separator", given.get("separator", "|")))


def _parts(place: str, kind: str, given: Any) -> tuple[Node, ...]:
    place = f"{place}.{kind}"
    if kind == "column":
        return (Column(text_at(place, given)),)
    if kind == "columns":
        return tuple(Column(name) for name in texts_at(place, given))
    if kind == "expr":
        return (expression_at(place, given),)
    if isinstance(given, dict | list) or given is None:
        raise fail(place, f"a constant is expected, not {shown(given)}")
    return (Literal(str(given).lower() if isinstance(given, bool) else str(given)),)


def _check_constant(place: str, node: Node, wanted: Target, notation: Notation) -> None:
    text = node.value if isinstance(node, Literal) else None
    found = convert(pa.array([text], pa.string()), wanted, notation)
    if found.bad is not None and found.bad.any():
        raise fail(place, reason(text, wanted, notation))


class _Fields:
    """Reads the named values of one record."""

    def __init__(self, entity: Entity, notation: Notation, rules: Rules) -> None:
        self.entity, self.notation, self.rules = entity, notation, rules

    def fields(self, place: str, given: Any) -> dict[str, Value | Sum | LinesSum]:
        names = [each.name for each in self.entity.fields if each.name != "external_id"]
        given = mapping_at(place, given, given if isinstance(given, dict) else ())
        for name in given:
            if name not in names:
                hint = "; write it as key" if name in {"external_id", "id"} else nearest(name, names)
                raise fail(place, f"{self.entity.name} has no field {name!r}{hint}")
        return {name: self.field(f"{place}.{name}", name, each) for name, each in given.items()}

    def field(self, place: str, name: str, given: Any) -> Value | Sum | LinesSum:
        field = self.entity.field(name)
        wanted = target(self.entity, field, self.rules) if field else _KEY_TARGET
        if isinstance(given, dict) and "sum_of_lines" in given:
            mapping_at(place, given, ("sum_of_lines",))
            return LinesSum(text_at(f"{place}.sum_of_lines", given["sum_of_lines"]))
        if isinstance(given, dict) and "sum" in given:
            if wanted.type not in {"number", "int"}:
                raise fail(place, f"is a {wanted.type} and cannot be a sum")
            rest = {key: each for key, each in given.items() if key != "sum"}
            return Sum(value_at(place, {**rest, "expr": given["sum"]}, wanted, self.notation))
        return value_at(place, given, wanted, self.notation)

    def ids(self, place: str, given: Any) -> dict[str, Value]:
        given = mapping_at(place, given, given if isinstance(given, dict) else ())
        if given and not self.entity.names_contact:
            raise fail(place, f"{self.entity.name} name no contact")
        return {name: value_at(f"{place}.{name}", each, _KEY_TARGET, self.notation) for name, each in given.items()}

    def attributes(self, place: str, given: Any) -> dict[str, Value]:
        given = mapping_at(place, given, given if isinstance(given, dict) else ())
        if given and self.entity.name in KEYLESS:
            raise fail(place, f"{self.entity.name} take no attributes")
        return {name: self.attribute(f"{place}.{name}", each) for name, each in given.items()}

    def attribute(self, place: str, given: Any) -> Value:
        type_ = "text"
        if isinstance(given, dict) and "type" in given:
            type_ = word_at(f"{place}.type", given["type"], ATTRIBUTE_TYPES)
            given = {key: each for key, each in given.items() if key != "type"}
        if len(place.rsplit(".", 1)[-1]) > 100:
            raise fail(place, "has a name of more than 100 characters")
        return replace(value_at(place, given, Target(type_, longest=LONGEST), self.notation))


def _check(record: Record, given: dict[str, Any]) -> None:
    """What an entity cannot do without."""
    entity = record.entity
    if entity.name in KEYLESS and record.key is not None:
        raise fail(f"{record.place}.key", f"{entity.name} have no key: contact and group say which")
    needed = [each.name for each in entity.fields if each.required and each.name != "external_id"]
    for name in needed:
        if name not in record.fields:
            raise fail(f"{record.place}.fields", f"{entity.name} need {name}")
    naming = ("email", "phone") if entity.name == "contacts" else tuple(filter(entity.field, NAMING))
    must = entity.name in {"contacts", *KEYLESS}
    if must and record.key is None and not record.ids and not any(name in record.fields for name in naming):
        raise fail(
            record.place, f"{entity.name} need {'key, ' if entity.name == 'contacts' else ''}ids, {' or '.join(naming)}"
        )
    if isinstance(record.key, RowKey) and entity.name == "contacts":
        raise fail(f"{record.place}.key", "a contact is known by an id, an e-mail or a phone, never by its row")
    if record.sums and (record.key is None or isinstance(record.key, RowKey)):
        raise fail(f"{record.place}.key", "a sum over rows needs a key that rows share")
