"""One mapping of a catalog file, read key by key; what is left over or wrong is named with its place. PURE."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from explores.semantic.errors import SemanticError, nearest

_REQUIRED = object()


class CatalogError(SemanticError):
    """A catalog file that cannot be used. The message names the file, the place in it and the nearest right name."""

    def __init__(self, message: str, place: str, suggestion: str | None = None) -> None:
        super().__init__(f"{place}: {message}", code="invalid_catalog", field=place, suggestion=suggestion)


class Section:
    """A mapping and where it stands (``orders.yaml: measures.revenue``)."""

    def __init__(self, data: Any, place: str) -> None:
        if not isinstance(data, dict):
            raise CatalogError(f"a mapping is needed here, not {type(data).__name__}.", place)
        self.place = place
        self.raw: Mapping[Any, Any] = data
        self._asked: list[str] = []

    def _take(self, key: str, kind: type | tuple[type, ...], default: Any) -> Any:
        self._asked.append(key)
        value = self.raw.get(key, default)
        if value is _REQUIRED:
            raise CatalogError(f"{key!r} is missing.", self.place)
        if value is not default and not isinstance(value, kind):
            raise CatalogError(f"{key!r} holds {value!r}, which is not what it takes.", self.place)
        return value

    def text(self, key: str) -> str:
        """A text that must be there."""
        return str(self._take(key, str, _REQUIRED))

    def maybe(self, key: str, default: str | None = None) -> str | None:
        """A text that may be absent."""
        value = self._take(key, str, default)
        return None if value is None else str(value)

    def text_or_mapping(self, key: str) -> str | dict[str, Any]:
        """A text, or a mapping, that must be there."""
        found: str | dict[str, Any] = self._take(key, (str, dict), _REQUIRED)
        return found

    def number(self, key: str) -> float:
        """A number that must be there."""
        return float(self._take(key, (int, float), _REQUIRED))

    def maybe_number(self, key: str) -> float | None:
        """A number that may be absent."""
        value = self._take(key, (int, float), None)
        return None if value is None else float(value)

    def whole(self, key: str, default: int) -> int:
        """A whole number that may be absent."""
        value = self._take(key, int, default)
        return int(value)

    def scalar(self, key: str, default: str | None = None) -> str | None:
        """A text, number, day or yes/no, as people write it."""
        value = self._take(key, (str, int, float, date), default)
        return None if value is None else self.text_of(value)

    @staticmethod
    def text_of(value: Any) -> str:
        """A value of YAML as people write it: yes and no are booleans there."""
        return ("yes" if value else "no") if isinstance(value, bool) else str(value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """yes or no."""
        return bool(self._take(key, bool, default))

    def items(self, key: str, default: tuple[Any, ...] = ()) -> tuple[Any, ...]:
        """A list."""
        return tuple(self._take(key, list, list(default)))

    def pairs(self, key: str) -> dict[str, str]:
        """A mapping of texts to texts."""
        found: dict[str, Any] = self._take(key, dict, {})
        return {str(name): str(value) for name, value in found.items()}

    def mapping(self, key: str) -> dict[str, Any]:
        """A mapping that must be there, as it is."""
        return dict(self._take(key, dict, _REQUIRED))

    def sections(self, key: str) -> Iterator[tuple[str, Section]]:
        """The mappings under ``key``, each with its name."""
        for name, value in self._take(key, dict, {}).items():
            yield str(name), Section(value or {}, f"{self.place}: {key}.{name}")

    def within(self, key: str) -> Section | None:
        """The mapping under ``key``; None where there is none."""
        found = self._take(key, dict, None)
        return None if found is None else Section(found, f"{self.place}: {key}")

    def listed(self, key: str) -> Iterator[Section]:
        """The mappings listed under ``key``."""
        for number, value in enumerate(self.items(key), start=1):
            yield Section(value, f"{self.place}: {key} {number}")

    def one_of(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """A word out of a list. Raises CatalogError with the nearest."""
        value = self.text(key) if default is None else str(self.maybe(key, default))
        if value not in choices:
            known = ", ".join(choices)
            raise CatalogError(f"{key!r} is {value!r}; it takes {known}.", self.place, nearest(value, choices))
        return value

    def finish(self) -> None:
        """Raises CatalogError where a key is there that nobody asked for."""
        for key in self.raw:
            if key not in self._asked:
                raise CatalogError(f"{key!r} means nothing here.", self.place, nearest(str(key), self._asked))
