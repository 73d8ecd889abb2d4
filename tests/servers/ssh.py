"""Servers for files: Debian's sshd as a process of its own, and one in this process that misbehaves as it is told.

As a process: ``python -m tests.servers.ssh FOLDER PORT`` runs sshd with everything it needs in FOLDER until it is
killed; files go to FOLDER/files, and FOLDER/client signs in.
"""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import paramiko
from paramiko import SFTPAttributes, SFTPHandle, SFTPServer, SFTPServerInterface
from paramiko.sftp import SFTP_FAILURE, SFTP_OK, SFTP_OP_UNSUPPORTED, SFTP_PERMISSION_DENIED

from config import sshd
from deliveries.destinations.base import Place
from deliveries.destinations.sftp_keys import HostKey, new_pair, private_key, public_of
from net.addresses import Allowed
from tests.net.hosts import closed_port
from tests.servers.objects import await_port
from tests.servers.patience import drip, hang

CONFIG = """Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized
PidFile none
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
StrictModes no
UsePAM no
MaxStartups 200
MaxSessions 200
Subsystem sftp internal-sftp
"""


@dataclass
class Sshd:
    """A running sshd; ``files`` is where deliveries go."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def place(self) -> Place:
        """As a person would have set it up, its key confirmed."""
        config = {
            "host": "127.0.0.1", "port": self.port, "user": getpass.getuser(), "folder": str(self.files), "auth": "key",
            "host_key": str(HostKey.seen(private_key((self.folder / "host").read_text(), ""))),
        }  # fmt: skip
        secret = {"private_key": (self.folder / "client").read_text()}
        return Place(config, secret, Allowed.of([f"127.0.0.1:{self.port}"]))

    def names(self) -> list[str]:
        return sorted(path.name for path in self.files.iterdir())


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[Sshd]:
    """Debian's own, with keys made for it."""
    found = start(folder, port or closed_port())
    try:
        yield found
    finally:
        found.process.kill()
        found.process.wait()


def start(folder: Path, port: int) -> Sshd:
    (folder / "files").mkdir(exist_ok=True)
    for name in ("host", "client"):
        if not (folder / name).exists():
            (folder / name).touch(mode=0o600)
            (folder / name).write_text(new_pair().private)
    (folder / "authorized").write_text(public_of((folder / "client").read_text()) + "\n")
    (folder / "config").write_text(CONFIG.format(port=port, folder=folder))
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # it wants an empty one to lock itself into
    command = [sshd.path(), "-D", "-f", str(folder / "config"), "-E", str(folder / "log")]
    process = subprocess.Popen(command)
    await_port(port, process)
    return Sshd(port, folder, process)


@dataclass
class Odd:
    """How a server misbehaves, and what it holds."""

    folder: Path
    port: int = 0
    key: paramiko.PKey = field(default_factory=lambda: private_key(new_pair().private, ""))
    password: str = "right"  # of a test
    sftp: bool = True
    full_after: int | None = None  # bytes of one file
    cut_after: int | None = None  # the connection ends
    hang_after: int | None = None  # nothing more is answered
    posix_rename: bool = True
    no_rename: bool = False
    no_writing: bool = False
    lies: int = 0  # bytes that are added to every size
    hang_at: str = ""  # banner, auth
    signed_in: int = 0

    def place(self, **more: Any) -> Place:
        config = {"host": "127.0.0.1", "port": self.port, "user": "ours", "folder": "", "auth": "password",
                  "host_key": str(HostKey.seen(self.key))}  # fmt: skip
        secret = more.pop("secret", {"password": "right"})
        return Place({**config, **more}, secret, Allowed.of([f"127.0.0.1:{self.port}"]))

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@contextmanager
def misbehaving(folder: Path, **how: Any) -> Iterator[Odd]:
    """A server of this process."""
    odd = Odd(folder, **how)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        odd.port = listener.getsockname()[1]
        threading.Thread(target=_accepting, args=(listener, odd), daemon=True).start()
        yield odd
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _accepting(listener: socket.socket, odd: Odd) -> None:
    with suppress(OSError):
        while True:
            sock, _ = listener.accept()
            threading.Thread(target=_served, args=(sock, odd), daemon=True).start()


def _served(sock: socket.socket, odd: Odd) -> None:
    if odd.hang_at == "banner":
        with suppress(OSError):
            drip(sock.sendall)
        return
    transport = paramiko.Transport(sock)
    transport.add_server_key(odd.key)
    if odd.sftp:
        transport.set_subsystem_handler("sftp", SFTPServer, _Files, odd, transport)
    with suppress(paramiko.SSHException, EOFError):
        transport.start_server(server=_Door(odd))


class _Door(paramiko.ServerInterface):
    def __init__(self, odd: Odd) -> None:
        self._odd = odd

    def check_auth_password(self, username: str, password: str) -> int:
        if self._odd.hang_at == "auth":
            hang()
        right = password == self._odd.password
        self._odd.signed_in += right
        return paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED

    def get_allowed_auths(self, username: str) -> str:
        return "password"


class _Files(SFTPServerInterface):
    def __init__(self, server: Any, odd: Odd, transport: paramiko.Transport) -> None:
        self._odd = odd
        self._transport = transport

    def _real(self, path: str) -> str:
        return str(self._odd.folder / path.lstrip("/"))

    def open(self, path: str, flags: int, attr: SFTPAttributes) -> Any:
        if self._odd.no_writing:
            return SFTP_PERMISSION_DENIED
        handle = _Handle(self._odd, self._transport)
        try:
            handle.writefile = os.fdopen(os.open(self._real(path), flags, 0o644), "wb")  # type: ignore[attr-defined]
        except OSError as error:
            return SFTPServer.convert_errno(error.errno or 0)
        return handle

    def stat(self, path: str) -> Any:
        try:
            found = SFTPAttributes.from_stat(os.stat(self._real(path)))
        except OSError as error:
            return SFTPServer.convert_errno(error.errno or 0)
        found.st_size = (found.st_size or 0) + self._odd.lies
        return found

    def remove(self, path: str) -> int:
        return _done(lambda: os.remove(self._real(path)))

    def rename(self, oldpath: str, newpath: str) -> int:
        if os.path.exists(self._real(newpath)):
            return SFTP_FAILURE  # as the protocol has it
        return self._moved(oldpath, newpath)

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        return self._moved(oldpath, newpath) if self._odd.posix_rename else SFTP_OP_UNSUPPORTED

    def _moved(self, old: str, new: str) -> int:
        if self._odd.no_rename:
            return SFTP_PERMISSION_DENIED
        return _done(lambda: os.replace(self._real(old), self._real(new)))


def _done(act: Any) -> int:
    try:
        act()
    except OSError as error:
        return SFTPServer.convert_errno(error.errno or 0)
    return SFTP_OK


class _Handle(SFTPHandle):
    def __init__(self, odd: Odd, transport: paramiko.Transport) -> None:
        super().__init__(os.O_WRONLY)
        self._odd = odd
        self._transport = transport

    def write(self, offset: int, data: bytes) -> int:
        end = offset + len(data)
        if self._odd.cut_after is not None and end > self._odd.cut_after:
            self._transport.close()
        if self._odd.hang_after is not None and end > self._odd.hang_after:
            hang()
        if self._odd.full_after is not None and end > self._odd.full_after:
            return SFTP_FAILURE
        return super().write(offset, data)


if __name__ == "__main__":
    where = Path(sys.argv[1]).resolve()
    where.mkdir(parents=True, exist_ok=True)
    raise SystemExit(start(where, int(sys.argv[2])).process.wait())
