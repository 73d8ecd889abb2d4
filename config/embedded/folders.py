"""Private folders for servers and their sockets, and one starter at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

LONGEST_SOCKET = 103  # bytes; Linux allows 107, macOS 103


class EmbeddedError(RuntimeError):
    """An embedded server that could not be started or stopped: says which, why and what to do."""


def make_private(folder: Path, *, passable: bool = False) -> None:
    """Make a folder that only its owner reads; root's ``passable`` one lets the server's own user through to below."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.stat().st_uid == os.geteuid():
        folder.chmod(0o711 if passable and os.geteuid() == 0 else 0o700)


def check_socket(socket: Path) -> None:
    """Refuse a path that the kernel would cut."""
    length = len(os.fsencode(socket))
    if length > LONGEST_SOCKET:
        raise EmbeddedError(
            f"{socket} is {length} bytes long, a socket's path may have {LONGEST_SOCKET}; "
            "set SEXTANT_VAR to a shorter folder"
        )


@contextmanager
def exclusive(file: Path) -> Iterator[None]:
    """Hold ``file`` alone; the kernel lets go of it even after a kill -9."""
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def wheel(package: str) -> Path:
    """Where a wheel is unpacked, without importing it: the servers in them need none of their Python."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(
            f"{package} is not installed; run `make setup`, or name an outside server (docs/settings.md)"
        )
    return Path(spec.submodule_search_locations[0])


def tail(file: Path, lines: int = 5) -> str:
    """The end of a server's log, for the error that names it."""
    try:
        return "\n".join(file.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
