"""Whether a form makes a field, what the field then is, and where the form is wrong. PURE."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from explores.custom_fields.calculations import type_of_calculation
from explores.custom_fields.changes import name_for, usual_label
from explores.custom_fields.forms import Form
from explores.expressions import types
from explores.semantic.custom import with_custom
from explores.semantic.errors import FilterError, SemanticError
from explores.semantic.model import Dimension, Explore
from explores.semantic.resolve import filter_type, read_as
from explores.semantic.settings import Setting
from explores.semantic.sources import Tiered


@dataclass(frozen=True)
class Place:
    """Where the field is made: the explore without fields of the query, those that the query has, and when."""

    explore: Explore
    custom: Mapping[str, Any]
    fields: tuple[str, ...]  # the columns of the query
    setting: Setting


@dataclass(frozen=True)
class Told:
    """What one row's filter means, or what is wrong with it."""

    words: str = ""
    error: str = ""


@dataclass(frozen=True)
class Checked:
    """``error`` is empty where the field can be saved; ``start`` and ``end`` are characters of the expression."""

    name: str
    spec: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    start: int | None = None
    end: int | None = None
    type: str = ""  # in words: a number
    bands: tuple[str, ...] = ()
    rows: tuple[Told, ...] = ()

    @property
    def row_error(self) -> str:
        """What is wrong with the first row that is."""
        return next((row.error for row in self.rows if row.error), "")


def checked(form: Form, place: Place) -> Checked:
    """The form's field, tried out beside the query's others."""
    spec = form.spec()
    spec.setdefault("label", usual_label(with_custom(place.explore, place.custom), form.kind.key, spec))
    name = form.name or name_for(spec["label"], place.custom)
    others = {key: other for key, other in place.custom.items() if key != name}
    rows = tuple(_row(form, place, first, text) for first, text in form.rows)
    found = Checked(name, spec, rows=rows)
    if missing := _missing(form):
        return replace(found, error=missing)
    try:
        return _tried(form, place, others, found)
    except SemanticError as error:
        return _wrong(found, error)


def _missing(form: Form) -> str:
    """What must be there before anything can be tried."""
    if form.kind.key in {"dimension", "calculation"}:
        return "" if form.values.get("expression", "").strip() else "Write an expression."
    return "" if form.values.get("of") else "Choose a field."


def _tried(form: Form, place: Place, others: Mapping[str, Any], found: Checked) -> Checked:
    custom = {**others, found.name: found.spec}
    explore = with_custom(place.explore, custom)
    bands: tuple[str, ...] = ()
    if form.kind.hue == "calc":
        kind = type_of_calculation(found.name, explore, place.fields)
    else:
        made = explore.field(found.name)
        kind = types.of_field(made.type)
        bands = made.source.labels if isinstance(made, Dimension) and isinstance(made.source, Tiered) else ()
    return replace(found, error=found.row_error, type=types.words(kind), bands=bands)


def _wrong(found: Checked, error: SemanticError) -> Checked:
    if found.row_error:
        return replace(found, error=found.row_error)
    start = getattr(error, "start", None)
    message = str(error).removeprefix(f"The custom field {found.name!r} ")
    message = re.sub(rf"^{re.escape(repr(found.spec['label']))}, character \d+: ", "", message)
    message = message[:1].upper() + message[1:]
    return replace(found, error=message, start=start, end=getattr(error, "end", start))


def _row(form: Form, place: Place, first: str, text: str) -> Told:
    """A group's row filters the field it groups; a measure's row names its field."""
    if not text and not (first and form.kind.key == "group"):
        return Told()
    name = form.values.get("of", "") if form.kind.key == "group" else first
    try:
        of = with_custom(place.explore, place.custom).dimension(name)
        meant = read_as(filter_type(of), text, place.setting)
    except FilterError as error:
        return Told(error=f"{error} (character {error.position + 1})")
    except SemanticError as error:
        return Told(error=str(error))
    return Told(meant.sentence)
