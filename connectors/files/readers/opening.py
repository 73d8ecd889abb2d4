"""The reader for a file: by what it is, with what the mapping declares of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from connectors.files.errors import FileProblem
from connectors.files.raw import Reader
from connectors.files.readers.delimited import Delimited
from connectors.files.readers.dialect import Dialect
from connectors.files.readers.jsonlines import JsonLines
from connectors.files.readers.parquet import Parquet
from connectors.files.readers.sniff import NAMES, kind_of, opened, unpacked
from connectors.files.readers.spreadsheet import Spreadsheet

FORMATS = {
    "csv": "delimited",
    "tsv": "delimited",
    "text": "delimited",
    "xlsx": "xlsx",
    "jsonl": "jsonl",
    "parquet": "parquet",
}


@dataclass(frozen=True)
class FileOptions:
    """What a mapping declares of the file itself; None is detected."""

    format: str | None = None  # of FORMATS
    encoding: str | None = None
    sheet: str | None = None
    dialect: Dialect = field(default_factory=Dialect)
    points: bool = False  # part thousands somewhere in the mapping


def open_reader(path: Path, options: FileOptions) -> Reader:
    """The file, ready to be read. Raises FileProblem naming the file."""
    kind, packed = kind_of(path)
    wanted = FORMATS[options.format] if options.format else kind
    if wanted != kind:
        raise FileProblem(f"{path.name} is {NAMES[kind]}, but the mapping says format: {options.format}")
    try:
        return _reader(path, kind, packed, options)
    except FileProblem as error:
        raise type(error)(f"{path.name}: {error}") from error


def _reader(path: Path, kind: str, packed: bool, options: FileOptions) -> Reader:
    if kind == "delimited":
        return Delimited(opened(path)[0], options.encoding, options.dialect)
    if kind == "jsonl":
        return JsonLines(opened(path)[0], options.encoding, options.points)
    stream = unpacked(path) if packed else path.open("rb")
    if kind == "parquet":
        return Parquet(stream)
    return Spreadsheet(stream, options.sheet, options.dialect, options.points)
