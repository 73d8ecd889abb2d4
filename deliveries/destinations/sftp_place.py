"""A server and a folder as a person has set them up, checked. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deliveries.destinations.base import Fault
from deliveries.destinations.sftp_keys import HostKey

LONGEST = 500  # bytes of a folder's path


@dataclass(frozen=True)
class Server:
    """Where files go. ``folder`` is empty for the one that the account starts in; ``pinned``: the key that the server
    must show, once a person has confirmed it."""

    host: str
    port: int
    user: str
    folder: str
    by_key: bool  # else by password
    pinned: HostKey | None

    @property
    def told(self) -> str:
        """For people."""
        return self.host if self.port == 22 else f"{self.host}:{self.port}"

    def path(self, name: str) -> str:
        """Of a file."""
        return f"{self.folder.rstrip('/')}/{name}" if self.folder else name


def server_of(config: Mapping[str, Any]) -> Server:
    """Raises Fault."""
    user = str(config.get("user") or "")
    if not user or len(user) > 255 or not user.isprintable():
        raise _wrong("The server needs the name of an account.")
    folder, pinned = _folder(str(config.get("folder") or "")), str(config.get("host_key") or "").strip()
    host = str(config.get("host") or "").strip()
    by_key = config.get("auth") == "key"
    return Server(host, _port(config.get("port")), user, folder, by_key, HostKey.of(pinned) if pinned else None)


def _port(given: object) -> int:
    """Which one may be reached is the network door's to say."""
    given = 22 if given in {None, ""} else given
    if not str(given).isascii() or not str(given).isdigit() or not 0 < int(str(given)) < 65536:
        raise _wrong("The port is a number from 1 to 65535; SFTP is mostly at 22.")
    return int(str(given))


def _folder(given: str) -> str:
    folder = given.strip()
    if len(folder.encode()) > LONGEST or not folder.isprintable() or ".." in folder.replace("\\", "/").split("/"):
        raise _wrong(f"The folder is a path of at most {LONGEST} bytes, and no part of it is `..`.")
    return folder


def _wrong(said: str) -> Fault:
    return Fault("settings", said)
