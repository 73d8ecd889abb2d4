"""What an import would change: files held against the dashboards they are of."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from accounts.viewer import Viewer
from dashboards import own
from dashboards.documents import Document
from dashboards.filing.exporting import document_of, files
from dashboards.filing.naming import Names
from dashboards.filing.text import from_text, to_text

ASIDE = "version"  # it counts saves, and says nothing of what was saved


def differences(viewer: Viewer, texts: Mapping[str, str]) -> Iterator[str]:
    """Unified differences, from what is here to what the files (text by path) say; none where both are the same.

    A dashboard without a file is told as one line: an import would leave it as it is. Raises CatalogError.
    """
    names = Names(viewer)
    here = {str(row.uid): row for row in own.seen(viewer)}
    for path, text in texts.items():
        document = from_text(text, path)
        row = here.pop(str(document.get("uid", "")), None)
        ours = _comparable(document_of(row, names)) if row else ""
        yield from _unified(ours, _comparable(document), f"here/{path}" if row else "/dev/null", path)
    for path in files(here.values(), names):
        yield f"Only here: {path}\n"


def _comparable(document: Document) -> str:
    return to_text({key: value for key, value in document.items() if key != ASIDE})


def _unified(ours: str, theirs: str, here: str, path: str) -> Iterator[str]:
    return difflib.unified_diff(ours.splitlines(keepends=True), theirs.splitlines(keepends=True), here, path)
