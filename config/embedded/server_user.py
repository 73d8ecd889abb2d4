"""PostgreSQL refuses to run as root: where root starts it, it runs as a user of its own."""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
from pathlib import Path
from typing import TypedDict

from config.embedded.folders import EmbeddedError

NAME = "sextant"


class Rights(TypedDict, total=False):
    """Whose rights a child process gets, as ``subprocess.run`` takes them."""

    user: int
    group: int
    extra_groups: list[int]


def rights(folder: Path, programs: Path) -> Rights:
    """The rights PostgreSQL runs with in ``folder``: our own unless we are root.

    The folder becomes the server user's, and what lies above it and above the programs passable (not readable).
    """
    if os.geteuid() != 0:
        return {}
    user = _owner(folder)
    if not (folder / "PG_VERSION").exists():
        os.chown(folder, user.pw_uid, user.pw_gid)
    for path in (folder.parent, programs):
        _make_passable(path.resolve())
    if not (programs / "pginstall18" / "bin" / "postgres").stat().st_mode & stat.S_IXOTH:
        _make_readable(programs)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _owner(folder: Path) -> pwd.struct_passwd:
    """Who owns the data that is there; for a new folder the user made for it."""
    if not (folder / "PG_VERSION").exists():
        return _made()
    owner = (folder / "PG_VERSION").stat().st_uid
    try:
        return pwd.getpwuid(owner)
    except KeyError as error:
        raise EmbeddedError(f"{folder} belongs to user {owner}, whom this machine does not know; chown it") from error


def _made() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        raise EmbeddedError(
            f"PostgreSQL does not run as root and the user {NAME!r} could not be made ({made.stderr.strip()}); "
            "start Sextant as an ordinary user, or set DATABASE_URL"
        ) from None


def _make_passable(path: Path) -> None:
    for folder in (path, *path.parents):
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def _make_readable(programs: Path) -> None:
    """Undo a strict umask of the installation: the server's user must read the programs and their libraries."""
    for tree in (programs, programs.with_name(programs.name + ".libs")):
        for path in (tree, *tree.rglob("*")):
            mode = stat.S_IMODE(path.stat().st_mode)
            path.chmod(mode | (mode & 0o500) >> 6)
