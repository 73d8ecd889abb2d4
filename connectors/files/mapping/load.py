"""A mapping file into a Mapping; everything wrong with it is said before a row is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from phonenumbers import SUPPORTED_REGIONS

from cdp.identity import EMAIL, PHONE, Rules, normal
from cdp.nearest import nearest
from connectors.files.errors import MappingError
from connectors.files.expressions.tree import Node, columns_of
from connectors.files.mapping import yaml_text
from connectors.files.mapping.checks import (
    FOR_FILE,
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
from connectors.files.mapping.model import Mapping
from connectors.files.mapping.records import record_at
from connectors.files.readers.dialect import Dialect
from connectors.files.readers.opening import FORMATS, FileOptions
from connectors.files.values.notation import Notation

VERSION = 1  # of the way rows are read: a higher one reads files again that were read before
_FILE = ("format", "encoding", "delimiter", "quote", "header", "columns", "skip_lines", "sheet")
KEYS = ("source", *_FILE, *FOR_FILE, "optional", "identity", "where", "compute", "records")
_DELIMITERS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " "}


def load(path: Path) -> Mapping:
    """The mapping in a file. Raises MappingError naming the file and the place in it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"mapping {path} cannot be read: {error}") from error
    return from_text(text, path.name)


def from_text(text: str, name: str = "mapping") -> Mapping:
    """The mapping in a text."""
    given = yaml_text.read(text, name)
    try:
        return _mapping(given)
    except MappingError as error:
        raise MappingError(f"{name}: {error}") from error


def _mapping(given: Any) -> Mapping:
    given = mapping_at("", given, KEYS)
    for needed in ("source", "records"):
        if not given.get(needed):
            raise fail(needed, "is missing")
    rules = _rules(given.get("identity", {}))
    notation = notation_at("", {key: given[key] for key in FOR_FILE if key in given}, Notation())
    compute = _compute(given.get("compute", {}))
    where = expression_at("where", given["where"]) if "where" in given else None
    if not isinstance(given["records"], list):
        raise fail("records", f"a list (- entity: …) is expected, not {shown(given['records'])}")
    records = []
    for number, each in enumerate(given["records"]):
        turn = sum(isinstance(e, dict) and e.get("entity") == _entity(each) for e in given["records"][:number])
        records.append(record_at(f"records[{number}]", each, notation, rules, turn))
    _check_lines(records)
    return Mapping(
        text_at("source", given["source"]), _options(given), notation, rules, where, compute, tuple(records),
        _digest(given), _needed(_places(where, compute, records), texts_at("optional", given.get("optional", []))),
    )  # fmt: skip


def _needed(places: dict[str, str], optional: Collection[str]) -> dict[str, str]:
    """The columns a file must have: all that are used but the optional ones."""
    for name in optional:
        if name not in places:
            raise fail("optional", f"the mapping uses no column {name!r}{nearest(name, places)}")
    return {name: place for name, place in places.items() if name not in optional}


def _entity(given: Any) -> Any:
    return given.get("entity") if isinstance(given, dict) else None


def _digest(given: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps([VERSION, given], sort_keys=True).encode()).hexdigest()


def _options(given: dict[str, Any]) -> FileOptions:
    columns = texts_at("columns", given["columns"]) if "columns" in given else ()
    header = flag_at("header", given.get("header", not columns))
    if header and columns:
        raise fail("columns", "are declared, but so is a header; set header: false, or leave columns out")
    if not header and not columns:
        raise fail("header", "is false, so columns: [name, …] must name the columns")
    delimiter = text_at("delimiter", given["delimiter"]) if "delimiter" in given else None
    delimiter = _DELIMITERS.get(delimiter or "", delimiter)
    if delimiter is not None and len(delimiter) != 1 and delimiter != "whitespace":
        raise fail("delimiter", f"one character, whitespace or {', '.join(_DELIMITERS)} is expected, not {delimiter!r}")
    skip = given.get("skip_lines", 0)
    if not isinstance(skip, int) or skip < 0:
        raise fail("skip_lines", f"a whole number is expected, not {shown(skip)}")
    quote = text_at("quote", given.get("quote", '"'))
    if quote != "none" and len(quote) != 1:
        raise fail("quote", f"one character or none is expected, not {quote!r}")
    return FileOptions(
        word_at("format", given["format"], FORMATS) if "format" in given else None,
        text_at("encoding", given["encoding"]) if "encoding" in given else None,
        text_at("sheet", given["sheet"]) if "sheet" in given else None,
        Dialect(delimiter, "" if quote == "none" else quote, header, columns, skip),
        _has_points(given),
    )


def _has_points(given: Any) -> bool:
    """Whether a point parts thousands in a notation of the mapping."""
    if isinstance(given, dict):
        return given.get("thousands") == "." or any(_has_points(each) for each in given.values())
    return isinstance(given, list) and any(_has_points(each) for each in given)


def _rules(given: Any) -> Rules:
    given = mapping_at("identity", given, ("region", "block", "keep_case"))
    region = text_at("identity.region", given["region"]).upper() if "region" in given else None
    if region is not None and region not in SUPPORTED_REGIONS:
        raise fail("identity.region", f"a country of two letters (FR, DE, GB, US) is expected, not {region!r}")
    keep_case = flag_at("identity.keep_case", given.get("keep_case", False))
    plain = Rules(region, keep_case=keep_case)
    blocked = texts_at("identity.block", given.get("block", []))
    forms = {
        form for each in blocked for form in (each, normal(EMAIL, each, plain), normal(PHONE, each, plain)) if form
    }
    return Rules(region, frozenset(forms), keep_case)


def _compute(given: Any) -> dict[str, Node]:
    if not isinstance(given, dict):
        raise fail("compute", f"a mapping (name: expression) is expected, not {shown(given)}")
    return {name: expression_at(f"compute.{name}", text) for name, text in given.items()}


def _check_lines(records: list[Any]) -> None:
    """A total out of lines needs lines."""
    from connectors.files.mapping.model import LinesSum

    for record in records:
        for name, each in record.fields.items():
            if isinstance(each, LinesSum):
                lines = [other for other in records if other.entity.name == "order_items"]
                if record.entity.name != "orders" or not any(each.field in other.fields for other in lines):
                    raise fail(
                        f"{record.place}.fields.{name}",
                        f"sum_of_lines: {each.field} needs order_items with a field {each.field} in this mapping",
                    )


def _places(where: Node | None, compute: dict[str, Node], records: list[Any]) -> dict[str, str]:
    """Every column of the file that is needed, and where the mapping names it."""
    found: dict[str, str] = {}
    for name in columns_of(where) if where else ():
        found.setdefault(name, "where")
    known: set[str] = set()
    for computed, node in compute.items():
        for name in columns_of(node) - known:
            found.setdefault(name, f"compute.{computed}")
        known.add(computed)
    for record in records:
        for name in record.columns() - known:
            found.setdefault(name, record.place)
        for value in record.values():
            for name in value.columns() - known:
                found[name] = value.place
    return {name: place for name, place in found.items() if name not in known or place.startswith("compute")}


def check_columns(mapping: Mapping, columns: list[str], file: str) -> None:
    """Raise MappingError where the mapping needs a column that the file has not."""
    for name, place in mapping.places.items():
        if name not in columns:
            hint = nearest(name, columns)
            if not any(each in columns for each in mapping.places):
                hint = f"; there is: {', '.join(columns)}. Is skip_lines or the delimiter wrong, or is it another file?"
            raise MappingError(f"{place}: {file} has no column {name!r}{hint}")
