"""Google's query language as far as it is used, against the messages of Google's own package."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from google.protobuf.descriptor import FieldDescriptor

QUERY = re.compile(
    r"SELECT (?P<fields>[\w., ]+?) FROM (?P<resource>\w+)(?: WHERE (?P<where>.+?))?"
    r"(?: ORDER BY (?P<order>[\w.]+) DESC)?(?: LIMIT (?P<limit>\d+))?"
)
CONDITION = re.compile(r"(?P<field>[\w.]+) (?P<sign>IN|>=|<=|=) (?P<value>\((?:'[^']*'(?:, )?)+\)|'[^']*'|\d+)")
BESIDE = {  # what may be selected with a resource; Google calls them attributed resources
    "customer": {"customer"},
    "campaign": {"campaign", "campaign_budget", "customer"},
    "ad_group": {"ad_group", "campaign", "campaign_budget", "customer"},
    "ad_group_ad": {"ad_group_ad", "ad_group", "campaign", "campaign_budget", "customer"},
    "change_status": {"change_status", "campaign", "ad_group", "ad_group_ad"},
}


class BadQuery(Exception):
    """The name of the error, and words."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name = name


@dataclass(frozen=True)
class Query:
    fields: list[str]
    resource: str
    conditions: list[tuple[str, str, list[str]]]  # field, sign, values
    limit: int | None


def parsed(text: str) -> Query:
    """Raises BadQuery where the package does not know a field, a value of an enum, or they do not go together."""
    found = QUERY.fullmatch(text)
    if found is None:
        raise BadQuery("QUERY_INVALID", f"not a query: {text}")
    fields = [each.strip() for each in found["fields"].split(",")]
    conditions = [_condition(each) for each in (found["where"] or "").split(" AND ") if each]
    for path in [*fields, *(field for field, _, _ in conditions), *filter(None, [found["order"]])]:
        known(path)
        if path.split(".")[0] not in BESIDE.get(found["resource"], ()):
            raise BadQuery("PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE", f"{path} does not go with {found['resource']}")
    return Query(fields, found["resource"], conditions, int(found["limit"]) if found["limit"] else None)


def _condition(text: str) -> tuple[str, str, list[str]]:
    found = CONDITION.fullmatch(text)
    if found is None:
        raise BadQuery("BAD_VALUE", f"not a condition: {text}")
    values = re.findall(r"'([^']*)'", found["value"]) or [found["value"]]
    field = known(found["field"])
    if field.enum_type is not None and not set(values) <= set(field.enum_type.values_by_name):
        raise BadQuery("BAD_ENUM_CONSTANT", f"{values} are not all of {field.enum_type.name}")
    return found["field"], found["sign"], values


def known(path: str) -> FieldDescriptor:
    """The package's own description of a field."""
    from tests.servers.platforms.google_messages import ROW

    message: Any = ROW.DESCRIPTOR
    field: Any = None
    for name in path.split("."):
        field = message.fields_by_name.get(name) if message is not None else None
        if field is None:
            raise BadQuery("UNRECOGNIZED_FIELD", f"Unrecognized field in the query: '{path}'")
        message = field.message_type
    return field


def picked(row: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    """Only what was selected, and the names of the resources, which always come."""
    out: dict[str, Any] = {}
    for path in fields:
        *outer, last = path.split(".")
        source, place = row, out
        for name in outer:
            source, place = source.get(name, {}), place.setdefault(name, {})
            if "resource_name" in source:
                place["resource_name"] = source["resource_name"]
        if last in source:
            place[last] = source[last]
    return out
