"""Form ↔ spec of a custom field. What cannot be read stays as it was written, for the spec's maker to refuse. PURE."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from explores.custom_fields.kinds import BY_KEY, KINDS, Kind, kind_of

Pair = tuple[str, str]
_COMMON = ("label", "format", "description")
_TEXTS: Mapping[str, Mapping[str, str]] = {  # kind → control → key of the spec
    "dimension": {"expression": "dimension"},
    "bin": {"of": "bins", "style": "style"},
    "group": {"of": "groups", "rest": "else"},
    "measure": {"type": "type", "of": "of", "expression": "expression"},
    "filtered": {"of": "based_on", "expression": "expression"},
    "calculation": {"expression": "calculation"},
    "quick": {"calculation_type": "calculation_type", "of": "of"},
}
_NUMBERS = {"bin": ("size", "min", "max"), "measure": ("percentile",)}


@dataclass(frozen=True)
class Form:
    """The content of a dialog: single controls, and rows of two: label and filter, or field and expression."""

    kind: Kind
    name: str = ""  # of the field that is edited; empty for a new one
    values: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Pair, ...] = ()

    @classmethod
    def sent(cls, lists: Mapping[str, Sequence[str]]) -> Form:
        """As a browser sends it: each control with its values."""
        values = {key: texts[-1] for key, texts in lists.items() if texts}
        kind = BY_KEY.get(values.get("kind", ""), KINDS[0])
        first, second = ("row_label", "row_filter") if kind.key == "group" else ("row_field", "row_filter")
        rows = zip(lists.get(first, ()), lists.get(second, ()), strict=False)
        return cls(kind, values.get("name", ""), values, tuple((a.strip(), b.strip()) for a, b in rows))

    @classmethod
    def of(cls, name: str, spec: Any) -> Form:
        """As it stands before a person who edits the field."""
        kind, data = kind_of(spec), spec if isinstance(spec, Mapping) else {}
        keys = {**_TEXTS[kind.key], **{key: key for key in (*_COMMON, *_NUMBERS.get(kind.key, ()))}}
        values = {control: _shown(data.get(key)) for control, key in keys.items()}
        if kind.key == "bin":
            values |= {"by": "breaks" if "breaks" in data else "size", "breaks": _listed(data.get("breaks"))}
        return cls(kind, name, values, tuple(_rows(data)))

    @property
    def filled(self) -> list[Pair]:
        """The rows in which something is written."""
        return [row for row in self.rows if any(row)]

    def spec(self) -> dict[str, Any]:
        """The spec it writes; what is left empty is left out."""
        texts = {key: self.values.get(control, "").strip() for control, key in _TEXTS[self.kind.key].items()}
        texts |= {key: self.values.get(key, "").strip() for key in _COMMON}
        made: dict[str, Any] = {key: text for key, text in texts.items() if text or key == self.kind.told_by}
        made |= self._numbers()
        if self.kind.key == "group":
            made["cases"] = [{"label": label, "filter": text} for label, text in self.filled]
        elif self.kind.key in {"measure", "filtered"} and self.filled:
            made["filters"] = dict(self.filled)
        return made

    def _numbers(self) -> dict[str, Any]:
        if self.kind.key == "bin" and self.values.get("by") == "breaks":
            return {"breaks": [_number(part) for part in self.values.get("breaks", "").split(",") if part.strip()]}
        wanted = _NUMBERS.get(self.kind.key, ())
        if self.kind.key == "measure" and self.values.get("type") != "percentile":
            wanted = ()
        return {key: _number(self.values[key]) for key in wanted if self.values.get(key, "").strip()}


def _number(text: str) -> int | float | str:
    try:
        found = float(text)
    except ValueError:
        return text.strip()
    if not math.isfinite(found):
        return text.strip()
    return int(found) if found.is_integer() and abs(found) < 1e15 else found


def _shown(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else ""


def _rows(data: Mapping[str, Any]) -> list[Pair]:
    if isinstance(filters := data.get("filters"), Mapping):
        return [(str(name), _shown(text)) for name, text in filters.items()]
    cases = data.get("cases")
    entries = [entry for entry in cases if isinstance(entry, Mapping)] if isinstance(cases, list) else []
    return [(_shown(entry.get("label")), _shown(entry.get("filter"))) for entry in entries]
