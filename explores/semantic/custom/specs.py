"""The spec of one custom field, read key by key; what is wrong is said with the field's name. PURE."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from explores.semantic.dimensions import FORMATS
from explores.semantic.errors import SemanticError, nearest

COMMON_KEYS = ("label", "format", "description")
KINDS: Mapping[str, tuple[str, ...]] = {  # the key that tells a kind → the keys it takes beside the common ones
    "calculation": ("calculation",),
    "calculation_type": ("calculation_type", "of"),
    "type": ("type", "of", "percentile", "filters", "expression"),
    "based_on": ("based_on", "filters", "expression"),
    "dimension": ("dimension",),
    "bins": ("bins", "size", "min", "max", "breaks", "style"),
    "groups": ("groups", "cases", "else"),
}
CALCULATIONS = frozenset({"calculation", "calculation_type"})
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class Spec:
    """One entry of ``custom``."""

    def __init__(self, name: str, data: Any) -> None:
        if not _NAME.fullmatch(name):
            raise error(name, f"{name!r} is no name: it takes small letters, digits and _, a letter first.")
        if not isinstance(data, dict):
            raise error(name, f"the custom field {name!r} takes an object.")
        self.name = name
        self._data = data
        self.kind = self._kind()

    def _kind(self) -> str:
        found = next((key for key in KINDS if key in self._data), None)
        if found is None:
            told = ", ".join(f"'{key}'" for key in KINDS)
            raise self.error(f"needs one of {told} to say what it is.", nearest(" ".join(self._data), KINDS))
        known = (*KINDS[found], *COMMON_KEYS)
        for key in self._data:
            if key not in known:
                raise self.error(f"has {key!r}, which means nothing here.", nearest(str(key), known))
        return found

    def __contains__(self, key: str) -> bool:
        return self._data.get(key) is not None

    def get(self, key: str) -> Any:
        """What stands under ``key``; None where nothing does."""
        return self._data.get(key)

    def field(self, key: str) -> str:
        """A field's id."""
        value = self._data.get(key)
        if not isinstance(value, str):
            raise self.error(f"needs {key!r}, a field's id.")
        return value

    def text(self, key: str) -> str:
        """A text with something in it."""
        value = self._data.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"takes a text as {key!r}.")
        return value

    def number(self, key: str) -> float:
        """A finite number."""
        value = self._data.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e18:
            raise self.error(f"takes a number as {key!r}.")
        return value

    def one_of(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """A word out of a list."""
        value = self._data.get(key, default)
        if value not in choices:
            raise self.error(f"has the {key} {value!r}; there are {', '.join(choices)}.", nearest(str(value), choices))
        return str(value)

    @property
    def label(self) -> str:
        """What people call it; the name's words where nothing is given."""
        return self.given_label or self.name.replace("_", " ").capitalize()

    @property
    def given_label(self) -> str:
        """What the spec says that people call it; may be empty."""
        return self._words("label")

    @property
    def description(self) -> str:
        """What people read about it; may be empty."""
        return self._words("description")

    def _words(self, key: str) -> str:
        value = self._data.get(key, "")
        if not isinstance(value, str):
            raise self.error(f"has a {key} that is no text.")
        return value.strip()

    def format(self, default: str) -> str:
        """How its values are shown."""
        return self.one_of("format", FORMATS, default)

    def error(self, said: str, suggestion: str | None = None) -> SemanticError:
        """An error about this field."""
        return error(self.name, f"the custom field {self.name!r} {said}", suggestion)


def error(name: str, message: str, suggestion: str | None = None) -> SemanticError:
    """An error about a custom field."""
    return SemanticError(
        message[0].upper() + message[1:], code="invalid_custom_field", field=name, suggestion=suggestion
    )
