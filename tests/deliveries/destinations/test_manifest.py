"""The signed list: whoever has the secret can tell that nothing was changed, with what the docs show."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deliveries.destinations.manifest import manifest, name_of, new_secret, signature
from tests.deliveries.destinations.stored import a_file, a_parcel

DOCS = (Path(__file__).resolve().parents[3] / "docs" / "destinations.md").read_text()
MADE = datetime(2026, 11, 17, 7, 0, 5, tzinfo=UTC)


def checked(folder: Path, name: str, secret: str) -> subprocess.CompletedProcess[str]:
    """By the sample of the docs."""
    sample = re.search(r"```python\n(import hashlib.*?)```", DOCS, re.DOTALL)
    assert sample is not None
    command = [sys.executable, "-c", sample[1], str(folder / name), secret]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def delivered(tmp_path: Path) -> tuple[Path, str]:
    parcel = a_parcel(a_file(tmp_path, name="a.csv"), a_file(tmp_path, b"\xc3\xa9", name="b.csv"))
    (tmp_path / name_of(parcel)).write_bytes(manifest(parcel, MADE, "geheim-é"))
    return tmp_path, name_of(parcel)


def test_the_list_tells_all_that_was_delivered(delivered: tuple[Path, str]) -> None:
    folder, name = delivered
    said = json.loads((folder / name).read_bytes())
    assert name == "a.csv.manifest.json" and said["title"] == "Orders é" and said["facts"] == {"rows": 1}
    assert (said["slot"], said["zone"]) == ("2026-11-17T07:00:00+00:00", "Europe/Paris")
    assert [(file["name"], file["size"], file["rows"]) for file in said["files"]] == [("a.csv", 10, 1), ("b.csv", 2, 1)]
    assert said["signature"] == signature(said, "geheim-é") != signature(said, "other")


def test_the_sample_of_the_docs_finds_it_whole(delivered: tuple[Path, str]) -> None:
    done = checked(*delivered, "geheim-é")
    assert (done.returncode, done.stdout.strip()) == (0, "2 files are whole."), done.stderr


def test_the_sample_of_the_docs_finds_a_changed_file_a_missing_one_and_a_wrong_secret(
    delivered: tuple[Path, str],
) -> None:
    folder, name = delivered
    assert "signature" in checked(folder, name, "other").stderr
    (folder / "b.csv").write_bytes(b"xx")
    assert "b.csv" in checked(folder, name, "geheim-é").stderr
    (folder / "b.csv").unlink()
    assert checked(folder, name, "geheim-é").returncode != 0


def test_every_byte_of_the_list_is_signed(delivered: tuple[Path, str]) -> None:
    folder, name = delivered
    plain = (folder / name).read_text()
    for old, new in (('"rows": 1', '"rows": 2'), ("Orders", "Oders"), ("07:00:05", "07:00:06")):
        (folder / name).write_text(plain.replace(old, new, 1))
        assert "signature" in checked(folder, name, "geheim-é").stderr


def test_every_destination_gets_a_secret_of_its_own() -> None:
    assert len(new_secret()) == 64 and new_secret() != new_secret()
