"""Lets Django's static files find what ``ui.assets`` lists, where it lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from ui.assets import ASSETS

_PATHS = {asset.url: asset.path for asset in ASSETS}


class _VendorStorage(FileSystemStorage):
    """Reads a listed file from its package; ``collectstatic`` copies through this."""

    def path(self, name: str) -> str:
        return str(_PATHS[name])


class VendorFinder(BaseFinder):
    """Finds listed files only; a file whose package is missing is not found (and ``ui.checks`` says so)."""

    storage = _VendorStorage()

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind ``vendor/…``, in Django's two forms: one path, or a list."""
        found = _PATHS.get(path.replace("\\", "/"))
        if found is None or not found.is_file():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """Every listed file that is there."""
        return ((url, self.storage) for url, path in _PATHS.items() if path.is_file())
