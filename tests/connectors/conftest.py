"""Import a text, as a file, through a mapping, as a text."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accounts.models import SubAccount
from connectors.files.importer import Import
from connectors.files.mapping.load import from_text
from connectors.files.summary import Summary

Importing = Callable[..., Summary]


def write(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    """A file with the content; a name that ends in .gz is packed."""
    raw = content if isinstance(content, bytes) else content.encode(encoding)
    path.write_bytes(gzip.compress(raw, mtime=0) if path.suffix == ".gz" else raw)
    return path


@pytest.fixture
def importing(subaccount: SubAccount, tmp_path: Path) -> Importing:
    """Imports content through a mapping; ``rows`` is the size of a portion."""

    def run(content: str | bytes | Path, mapping: str, name: str = "data.csv", **more: Any) -> Summary:
        encoding = more.pop("encoding", "utf-8")
        path = content if isinstance(content, Path) else write(tmp_path / name, content, encoding)
        return Import(path, from_text(mapping), subaccount, **more).run()

    return run
