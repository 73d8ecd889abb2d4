"""A dashboard's document as YAML text, and back without loss. What is no such text is named. PURE."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

import yaml

from dashboards.documents import Document
from explores.semantic.section import CatalogError

LARGEST = 2_000_000  # characters of a file
DEEPEST = 40  # mappings and lists inside each other
ORDER = ("uid", "folder", "version", "title", "description", "needs", "guide", "settings", "tabs", "filters", "tiles")


class _Dumper(yaml.CSafeDumper):
    """Small lists in one line, texts of several lines as blocks; what stands twice is written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        """References are for machines."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(dumper: _Dumper, items: list[Any]) -> yaml.SequenceNode:
    is_short = all(isinstance(item, int | float | str) for item in items) and len(repr(items)) < 90
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=is_short)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)


def to_text(document: Document) -> str:
    """The document as YAML, its own parts in the order of ``ORDER``, everything else as it stands."""
    known = {key: document[key] for key in ORDER if key in document}
    whole = known | {key: value for key, value in document.items() if key not in known}
    return yaml.dump(whole, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def from_text(text: str, place: str) -> Document:
    """The document in a text. Raises CatalogError for what is no YAML, holds references, or is no plain data."""
    if len(text) > LARGEST:
        raise CatalogError(f"this is {len(text):,} characters long; a dashboard takes {LARGEST:,} at most.", place)
    try:
        _check_plain(text, place)
        found = yaml.load(text, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as error:  # a ValueError: the 31st of February is taken for a day
        raise CatalogError(f"this is not YAML ({error}).", place) from None
    if not isinstance(found, dict):
        raise CatalogError(f"a dashboard is a mapping with a title, not {type(found).__name__}.", place)
    document: Document = _plain(found, place)
    return document


def _check_plain(text: str, place: str) -> None:
    """References may unfold to more than any memory holds, so they are refused before anything is built."""
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise CatalogError(f"a reference (*{event.anchor}) has no place here.", place)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise CatalogError(f"more than {DEEPEST} mappings and lists stand inside each other.", place)


def _plain(data: Any, place: str) -> Any:
    """Data as JSON has them: keys are texts, days are written out."""
    match data:
        case dict():
            return {_key(key, place): _plain(value, f"{place}: {key}") for key, value in data.items()}
        case list():
            return [_plain(value, place) for value in data]
        case datetime() | date():
            return data.isoformat()
        case float() if not math.isfinite(data):
            raise CatalogError(f"{data} is no number that can be kept.", place)
        case None | bool() | int() | float() | str():
            return data
    raise CatalogError(f"{type(data).__name__} has no place here.", place)


def _key(key: Any, place: str) -> str:
    if isinstance(key, bool | int | str | date):
        return {True: "yes", False: "no"}[key] if isinstance(key, bool) else str(key)
    raise CatalogError(f"a key is a text, not {type(key).__name__}.", place)
