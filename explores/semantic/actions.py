"""Actions of a field: where the server may send its value, and what is asked of a person first. PURE."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from explores.semantic import links
from explores.semantic.errors import SemanticError
from explores.semantic.section import CatalogError, Section
from explores.semantic.ways_out import Action, Control

TYPES = ("text", "textarea", "select")
LONGEST = {"text": 500, "textarea": 5000, "select": 500}  # characters of what a person fills in
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_FIELD = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", re.ASCII)


def read(section: Section) -> tuple[Action, ...]:
    """The entries of ``actions``. Raises CatalogError."""
    found = tuple(_action(entry) for entry in section.listed("actions"))
    _once([action.label for action in found], "action", f"{section.place}: actions")
    return found


def _action(entry: Section) -> Action:
    found = Action(
        entry.text("label"), links.checked(entry.text("url"), "action", entry.place), entry.maybe("confirm") or "",
        entry.pairs("params"), tuple(_control(part) for part in entry.listed("form")),
    )  # fmt: skip
    entry.finish()
    if not found.label.strip():
        raise CatalogError("'label' is empty.", entry.place)
    for place in links.places(found.url):
        if place != links.VALUE and not _FIELD.fullmatch(place):
            raise CatalogError(f"{{{place}}} in the address is neither {{value}} nor {{view.field}}.", entry.place)
    _once([control.name for control in found.form], "form field", f"{entry.place}: form")
    return found


def _control(part: Section) -> Control:
    kind = part.one_of("type", TYPES, "text")
    options = tuple(Section.text_of(option) for option in part.items("options"))
    found = Control(
        part.text("name"), part.text("label"), kind, options, part.flag("required"), part.scalar("default") or ""
    )
    part.finish()
    if not _NAME.fullmatch(found.name):
        raise CatalogError(f"'name' is {found.name!r}; it takes small letters, digits and _.", part.place)
    if (kind == "select") != bool(options):
        said = "A select needs 'options'." if kind == "select" else "'options' are for a select."
        raise CatalogError(said, part.place)
    if options and found.default not in {"", *options}:
        raise CatalogError(f"'default' is {found.default!r}, which is none of its options.", part.place)
    return found


def _once(names: list[str], what: str, place: str) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise CatalogError(f"there are two of {what} {name!r}.", place)


def ready(action: Action, known: Collection[str]) -> bool:
    """Whether all that its address names is among the fields whose values are known."""
    return all(place == links.VALUE or place in known for place in links.places(action.url))


def address(action: Action, value: Any, row: Mapping[str, Any]) -> str:
    """Where one value is sent. Raises SemanticError for a missing value, or one that would lead to another place."""
    found = links.filled(action.url, value, row)
    if not found:
        raise SemanticError("A value that the address needs is missing here.", code="invalid_action")
    if _steps(found) != _steps(action.url):
        raise SemanticError("This value cannot stand in the address.", code="invalid_action")
    return found


def _steps(url: str) -> tuple[int, list[str]]:
    """The parts of the path, and those among them that servers read as a way up or nowhere."""
    parts = urlsplit(url).path.split("/")[1:]
    return len(parts), [part for part in parts if unquote(part) in {"", ".", ".."}]


def filled_in(action: Action, given: Mapping[str, str]) -> dict[str, str]:
    """What a person filled in, by name. Raises SemanticError whose ``field`` is the name of the wrong one."""
    return {control.name: _value(control, given.get(control.name, "")) for control in action.form}


def _value(control: Control, text: str) -> str:
    text = text.replace("\r\n", "\n")
    said = ""
    if control.required and not text.strip():
        said = f"{control.label} is needed."
    elif len(text) > LONGEST[control.type]:
        said = f"{control.label} takes at most {LONGEST[control.type]:,} characters."
    elif control.options and text not in {"", *control.options}:
        said = f"{control.label} takes one of its options."
    if said:
        raise SemanticError(said, code="invalid_action", field=control.name)
    return text
