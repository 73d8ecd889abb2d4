"""The kinds of field that a person makes in a query, as menus and forms name them. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kind:
    """One kind. ``told_by`` is the key of a spec that tells it, ``hue`` the colour of its fields."""

    key: str
    label: str
    told_by: str
    hue: str  # dim, mea, calc
    icon: str
    about: str


KINDS = (
    Kind("dimension", "Custom dimension", "dimension", "dim", "square-function", "A value computed for each row."),
    Kind("bin", "Bin", "bins", "dim", "boxes", "Numbers sorted into ranges."),
    Kind("group", "Group", "groups", "dim", "group", "Values brought together under labels."),
    Kind("measure", "Custom measure", "type", "mea", "sigma", "A figure over the rows of a dimension."),
    Kind("filtered", "Filtered measure", "based_on", "mea", "list-filter", "A measure over fewer rows."),
    Kind("calculation", "Table calculation", "calculation", "calc", "calculator", "Computed from the rows shown."),
    Kind("quick", "Quick calculation", "calculation_type", "calc", "percent", "A usual calculation of one column."),
)
BY_KEY = {kind.key: kind for kind in KINDS}
NEW = tuple(kind for kind in KINDS if kind.key != "quick")  # those that begin with an empty form
AGGREGATES = {
    "sum": "Sum",
    "average": "Average",
    "min": "Minimum",
    "max": "Maximum",
    "median": "Median",
    "percentile": "Percentile",
    "count_distinct": "Count distinct",
    "list": "List of unique values",
}
OF_NUMBERS = ("sum", "average", "median", "percentile")
STYLES = {
    "interval": "Interval: [10,20)",
    "classic": "Classic: T02 [10,20)",
    "integer": "Integer: 10 to 19",
    "relational": "Relational: >=10 and <20",
}
FORMATS = {
    "": "As its type",
    "integer": "Whole number",
    "decimal": "Decimal number",
    "money": "Money",
    "percent": "Percent, 1 decimal",
    "percent_2": "Percent, 2 decimals",
    "percent_3": "Percent, 3 decimals",
    "text": "Text",
    "date": "Date",
    "timestamp": "Date and time",
    "yesno": "Yes or no",
}


def kind_of(spec: Any) -> Kind:
    """The kind that a spec tells by its keys; a custom dimension where it tells none."""
    keys = spec if isinstance(spec, Mapping) else {}
    return next((kind for kind in KINDS if kind.told_by in keys), KINDS[0])


def label_of(name: str, spec: Any) -> str:
    """What people call it; the name's words where nothing is given."""
    given = spec.get("label") if isinstance(spec, Mapping) else None
    return given.strip() if isinstance(given, str) and given.strip() else name.replace("_", " ").capitalize()
