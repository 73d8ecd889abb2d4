"""Dashboards of people's own written out, one file each, in folders as they lie on screen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from dashboards.documents import Document, free_id
from dashboards.filing.naming import Names
from dashboards.filing.text import to_text
from dashboards.models import Dashboard

SUFFIX = ".yaml"


def document_of(row: Dashboard, names: Names) -> Document:
    """All there is of it: the document, which one it is, where it lies and the version that it is."""
    head = {"uid": str(row.uid), "folder": names.paths.get(row.folder_id, ""), "version": row.version}
    return {**head, **names.to_file(row.content)}


def file_of(row: Dashboard, names: Names) -> str:
    """The same as the text of a file."""
    return to_text(document_of(row, names))


def files(rows: Iterable[Dashboard], names: Names) -> dict[str, str]:
    """The text of each file by its path: ``shared/marketing/weekly_review.yaml``."""
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda each: (each.title, str(each.uid))):
        folder = PurePosixPath(*(free_id(part, ()) for part in names.paths.get(row.folder_id, "").split(" / ")))
        taken = {PurePosixPath(path).stem for path in found if PurePosixPath(path).parent == folder}
        found[str(folder / f"{free_id(row.title, taken)}{SUFFIX}")] = file_of(row, names)
    return found
