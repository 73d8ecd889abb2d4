"""What a file is, told by its first bytes; its name only has to agree."""

from __future__ import annotations

import codecs
import gzip
import shutil
import tempfile
from pathlib import Path
from typing import IO, cast

from connectors.files.errors import FileProblem

SAMPLE = 1 << 16
_MAGIC = {
    b"PAR1": "parquet", b"PK\x03\x04": "zip", b"\x1f\x8b": "gzip", b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (XLS); save it as XLSX", b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture", b"BZh": "a bzip2 archive; unpack it", b"7z\xbc\xaf": "a 7-Zip archive; unpack it",
    b"\xfd7zXZ": "an xz archive; unpack it", b"SQLite format 3": "an SQLite database",
    b"\x28\xb5\x2f\xfd": "a zstd archive; unpack it",
}  # fmt: skip
NAMES = {"delimited": "delimited text", "xlsx": "an Excel workbook (XLSX)", "jsonl": "JSON lines", "parquet": "Parquet"}
ENDINGS = {
    ".csv": "delimited", ".tsv": "delimited", ".tab": "delimited", ".psv": "delimited", ".xlsx": "xlsx",
    ".xlsm": "xlsx", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip


def opened(path: Path) -> tuple[IO[bytes], bool]:
    """The file as a stream of its content, unpacked where it is gzip; and whether it was."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise FileProblem(f"{path} cannot be opened: {error.strerror}") from error
    start = stream.read(2)
    stream.seek(0)
    if start == b"\x1f\x8b":
        return cast(IO[bytes], gzip.open(stream)), True
    return stream, False


def kind_of(path: Path) -> tuple[str, bool]:
    """(delimited, xlsx, jsonl or parquet; whether it is gzipped). Raises FileProblem where name and content differ."""
    if path.is_dir():
        raise FileProblem(f"{path} is a folder, not a file")
    stream, packed = opened(path)
    with stream:
        try:
            head = stream.read(SAMPLE)
        except (OSError, EOFError) as error:
            head = b""
            if packed:
                raise FileProblem(f"{path.name} is a damaged gzip file: {error}") from error
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise FileProblem(f"{path.name} is empty: it has no header and no rows")
    kind = _kind(path, head)
    _agree(path, kind, packed)
    return kind, packed


def _kind(path: Path, head: bytes) -> str:
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return _known(path, kind, head)
    wide = head[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    text = (head.decode("utf-16", "replace").encode() if wide else head).lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] == b"{":
        return "jsonl"
    if text[:1] == b"[" and b"{" in text[:200]:
        raise FileProblem(
            f"{path.name} is one JSON array; JSON lines are read: one object per line (jq -c '.[]' makes them)"
        )
    if text[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise FileProblem(f"{path.name} is an HTML page (a download that needed a sign-in?), not a table")
    return "delimited"


def _known(path: Path, kind: str, head: bytes) -> str:
    if kind == "parquet":
        return kind
    if kind == "zip":
        if b"xl/" in head or b"[Content_Types].xml" in head:
            return "xlsx"
        raise FileProblem(f"{path.name} is a ZIP archive; unpack it and import the file inside")
    raise FileProblem(f"{path.name} is {'gzipped twice' if kind == 'gzip' else kind}, which is not a table")


def _agree(path: Path, kind: str, packed: bool) -> None:
    """The name must not say otherwise; a name that says nothing is fine."""
    endings = [each.lower() for each in path.suffixes]
    says_packed = bool(endings) and endings[-1] == ".gz"
    if says_packed and not packed:
        raise FileProblem(f"{path.name} is not gzip although its name says so; it is {NAMES[kind]}: rename it")
    ending = (endings[-2:-1] if says_packed else endings[-1:]) or [""]
    named = ENDINGS.get(ending[0])
    if named and (named != kind or (packed and not says_packed)):
        found = f"gzipped {NAMES[kind]}" if packed and not says_packed else NAMES[kind]
        raise FileProblem(f"{path.name} is {found}, not {NAMES[named]} as its name says: rename it or export it again")


def unpacked(path: Path) -> IO[bytes]:
    """A seekable copy of a gzipped file, in a temporary file, for formats that are read from the end."""
    copy = tempfile.TemporaryFile()  # noqa: SIM115 — the reader keeps it open
    with gzip.open(path) as stream:
        try:
            shutil.copyfileobj(stream, copy)
        except (OSError, EOFError) as error:
            raise FileProblem(f"{path.name} is a damaged gzip file: {error}") from error
    copy.seek(0)
    return copy
