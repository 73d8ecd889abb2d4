"""Standard dashboards from their YAML files. What does not fit is named with its file and place. PURE."""

from __future__ import annotations

from pathlib import Path

from dashboards.documents import Document
from dashboards.filing.text import from_text
from dashboards.model import Dashboard
from dashboards.reading import read

STANDARD = Path(__file__).parent / "standard"


def load(folder: Path = STANDARD) -> dict[str, Dashboard]:
    """The dashboards in ``folder`` by slug (the file's name), in the order of their titles. Raises CatalogError."""
    found = [read(slug, data, f"{slug}.yaml") for slug, data in documents(folder).items()]
    return {dashboard.slug: dashboard for dashboard in sorted(found, key=lambda each: each.title)}


def documents(folder: Path = STANDARD) -> dict[str, Document]:
    """What the files in ``folder`` hold, by slug, unread. Raises CatalogError for what is no YAML."""
    return {file.stem: from_text(file.read_text(encoding="utf-8"), file.name) for file in sorted(folder.glob("*.yaml"))}
