"""Standard dashboards from their YAML files. What does not fit is named with its file and place. PURE."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from dashboards.model import Dashboard
from dashboards.reading import read
from explores.semantic.section import CatalogError

STANDARD = Path(__file__).parent / "standard"


def load(folder: Path = STANDARD) -> dict[str, Dashboard]:
    """The dashboards in ``folder`` by slug (the file's name), in the order of their titles. Raises CatalogError."""
    found = [read(slug, data, f"{slug}.yaml") for slug, data in documents(folder).items()]
    return {dashboard.slug: dashboard for dashboard in sorted(found, key=lambda each: each.title)}


def documents(folder: Path = STANDARD) -> dict[str, Any]:
    """What the files in ``folder`` hold, by slug, unread. Raises CatalogError for what is no YAML."""
    return {file.stem: parsed(file.read_text(encoding="utf-8"), file.name) for file in sorted(folder.glob("*.yaml"))}


def parsed(text: str, place: str) -> Any:
    """The document in a text. Raises CatalogError."""
    try:
        return yaml.load(text, yaml.CSafeLoader)  # eight times as quick
    except (yaml.YAMLError, ValueError) as error:  # a ValueError: the 31st of February, by itself a day
        raise CatalogError(f"this is not YAML ({error}).", place) from None
