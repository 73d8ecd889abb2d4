"""Bytes of a text file as UTF-8, in blocks that end with a line; the encoding is told by the content or declared."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from typing import IO

from connectors.files.errors import BrokenFile, FileProblem

BLOCK = 1 << 22  # bytes; also the longest line that is taken for one
STEP = 1 << 18
WINDOWS = "cp1252"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip


class TextBlocks:
    """A text file in blocks of whole lines, as UTF-8.

    Without a declared encoding a byte-order mark decides, else UTF-8; a file that turns out not to be UTF-8 is read
    as Windows-1252 (Latin-1) from its first such byte on. ``encoding`` says what it came to.
    """

    def __init__(self, stream: IO[bytes], encoding: str | None = None) -> None:
        self._stream = stream
        head = _read(stream, 4, 1)
        mark = next(((bom, name) for bom, name in _BOMS if head.startswith(bom)), None)
        declared = _known(encoding) if encoding else None
        if mark and not (declared or "utf").startswith("utf"):
            mark = None
        if declared in {"utf-16", "utf-32"} and not mark:  # the first letter, as good as always ASCII, tells the order
            declared += "-be" if head.startswith(b"\0") else "-le"
        self.encoding = mark[1] if mark else declared or "utf-8"
        self._declared = bool(declared or mark)
        self._head = head[len(mark[0]) :] if mark else head
        self._decoder = codecs.getincrementaldecoder(self.encoding)()
        self._plain = True  # nothing but ASCII so far
        self.line = 1  # of the block to come
        self.broken: BrokenFile | None = None

    def __iter__(self) -> Iterator[tuple[bytes, int]]:
        """(block, its first line). A stream that breaks off gives its whole lines, then ``broken`` is set."""
        rest = b""
        for piece in self._pieces():
            text = rest + piece
            cut = text.rfind(b"\n") + 1
            if not cut and len(text) > BLOCK:
                raise FileProblem(
                    f"line {self.line} is longer than {BLOCK >> 20} MB; does this file have line ends, "
                    "and is a quote left open?"
                )
            block, rest = text[:cut], text[cut:]
            if block:
                yield block, self.line
                self.line += block.count(b"\n")
        if rest and not self.broken:
            yield rest, self.line
            self.line += 1

    def _pieces(self) -> Iterator[bytes]:
        raw = self._head
        while True:
            more = self._filled()
            text = self._decoded(raw + more, last=not more)
            raw = b""
            if "\0" in text:
                line = self.line + text[: text.index("\0")].count("\n")
                raise FileProblem(
                    f"line {line} holds a NUL character: this is no text file, or it is UTF-16 undeclared"
                )
            if text:
                yield _lines(text).encode()
            if not more:
                return

    def _filled(self) -> bytes:
        """The next bytes, up to a block of them; in small steps, so that a break costs little of what stands before."""
        parts, size = [], 0
        while size < BLOCK and not self.broken:
            try:
                part = self._stream.read(STEP)
            except (EOFError, OSError, zlib.error) as error:
                self.broken = BrokenFile(f"the file breaks off: {error}")
                break
            if not part:
                break
            parts.append(part)
            size += len(part)
        return b"".join(parts)

    def _decoded(self, raw: bytes, *, last: bool) -> str:
        if self.encoding == WINDOWS and not self._declared:
            return _windows(raw)
        try:
            text = self._decoder.decode(raw, final=last and not self.broken)
        except UnicodeDecodeError as error:
            if self._declared or not self._plain or not _looks_like_windows(raw):
                line = self.line + raw[: error.start].count(b"\n")
                byte = raw[error.start : error.start + 1].hex()
                raise FileProblem(
                    f"line {line}: byte 0x{byte} is not {self.encoding}; declare the file's encoding in the mapping"
                ) from error
            pending = self._decoder.getstate()[0]
            self.encoding = WINDOWS
            return _windows(pending + raw)
        self._plain = self._plain and text.isascii()
        return text


def _lines(text: str) -> str:
    """One kind of line end; a lone CR is one only in a file that has no other."""
    if "\r" in text and "\n" not in text:
        return text.replace("\r", "\n")
    return text


def _looks_like_windows(raw: bytes) -> bool:
    """Whether more bytes are damaged UTF-8 than good UTF-8."""
    text = raw.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return damaged >= sum(not letter.isascii() for letter in text) - damaged


def _windows(raw: bytes) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise FileProblem(f"no encoding is called {encoding!r}; for example: utf-8, cp1252, latin-1, utf-16") from error


def _read(stream: IO[bytes], size: int, line: int) -> bytes:
    try:
        return stream.read(size)
    except (EOFError, OSError, zlib.error) as error:
        raise FileProblem(f"the file breaks off before line {line} ends: {error}") from error
