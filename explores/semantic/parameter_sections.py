"""The parameters of a view and the fields they switch, read from its catalog section. PURE."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlglot import exp

from explores.semantic.errors import FilterError, nearest
from explores.semantic.model import Dimension, Field, Measure, Parameter, Switch
from explores.semantic.parameters import value_of
from explores.semantic.section import CatalogError, Section
from explores.semantic.sources import Named, Plain

CHOICE = "choice"  # a parameter of declared values alone; and a field that stands for the one that the value names
TYPES = ("text", "number", "date", "yesno", CHOICE)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def read(view: str, section: Section) -> tuple[Parameter, ...]:
    """The entries of ``parameters``. Raises CatalogError."""
    return tuple(_parameter(view, name, entry) for name, entry in section.sections("parameters"))


def _parameter(view: str, name: str, section: Section) -> Parameter:
    if not _NAME.fullmatch(name):
        raise CatalogError(f"{name!r} is no name: small letters, digits and _, a letter first.", section.place)
    kind = section.one_of("type", TYPES)
    allowed = tuple(_allowed(entry) for entry in section.listed("allowed_values"))
    if kind == CHOICE and not allowed:
        raise CatalogError("a choice takes 'allowed_values'.", section.place)
    default = section.scalar("default", allowed[0][0] if allowed else None)
    if default is None or not default.strip():
        raise CatalogError("'default' is missing: what counts until somebody chooses.", section.place)
    found = Parameter(
        id=f"{view}.{name}",
        view=view,
        label=section.maybe("label") or name.replace("_", " ").capitalize(),
        type="text" if kind == CHOICE else kind,
        source=Plain(exp.null()),
        format="text",
        definition=section.maybe("definition", "") or "",
        group_label=section.maybe("group"),
        allowed=allowed,
        default=default.strip(),
    )
    section.finish()
    _check(found, section.place)
    return found


def _allowed(section: Section) -> tuple[str, str]:
    value = (section.scalar("value") or "").strip()
    label = section.scalar("label", value) or value
    section.finish()
    return value, label


def _check(parameter: Parameter, place: str) -> None:
    for kind, given in zip(("values", "labels"), zip(*parameter.allowed, strict=True), strict=False):
        if len(set(given)) < len(given):
            raise CatalogError(f"two of its {kind} are the same.", place)
    try:
        for text in (parameter.default, *(value for value, _ in parameter.allowed)):
            value_of(parameter, text)
    except FilterError as error:
        raise CatalogError(error.message, place, error.suggestion) from None


def is_switch(section: Section) -> bool:
    """Whether a dimension or measure stands for another one."""
    return section.maybe("type") == CHOICE


def switch(
    name: str, section: Section, known: Mapping[str, Field], parameters: Mapping[str, Parameter], view: str
) -> Switch:
    """A field of type ``choice``. ``known`` are the view's fields of its kind, by name. Raises CatalogError."""
    section.one_of("type", (CHOICE,))
    named, is_measure = section.text("parameter"), all(isinstance(found, Measure) for found in known.values())
    if named not in parameters:
        raise CatalogError(f"there is no parameter {named!r} here.", section.place, nearest(named, parameters))
    given = {Section.text_of(value): str(field) for value, field in section.mapping("of").items()}
    values = [value for value, _ in parameters[named].allowed]
    if set(given) != set(values):
        raise CatalogError(
            f"'of' names a field for each of {', '.join(values) or 'its allowed values'}.", section.place
        )
    for target in given.values():
        if target not in known or isinstance(getattr(known[target], "source", None), Named):
            raise CatalogError(f"there is no field {target!r} to stand for.", section.place, nearest(target, known))
    label = section.maybe("label") or name.replace("_", " ").capitalize()
    about: dict[str, Any] = {
        "id": f"{view}.{name}", "view": view, "label": label, "type": "text", "format": "text",
        "definition": section.maybe("definition", "") or "", "group_label": section.maybe("group"),
        "item_label": section.maybe("group_item"), "hidden": section.flag("hidden"),
    }  # fmt: skip
    section.finish()
    own = Measure(aggregate="count", **about) if is_measure else Dimension(source=Plain(exp.null()), **about)
    return Switch(own, label, parameters[named].id, {value: f"{view}.{field}" for value, field in given.items()})
