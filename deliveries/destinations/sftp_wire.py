"""The parts of SFTP that paramiko's client leaves out: every write is answered for, and failures keep their number.

paramiko forgets the answers of the last pipelined writes when a file is closed, so a full disk would go unseen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

from paramiko import Message, SFTPClient
from paramiko.sftp import CMD_CLOSE, CMD_EXTENDED, CMD_HANDLE, CMD_OPEN, CMD_WRITE, int64
from paramiko.sftp_attr import SFTPAttributes

OK, NO_SUCH_FILE, DENIED, FAILURE, BAD_MESSAGE, UNSUPPORTED = 0, 2, 3, 4, 5, 8
NO_SPACE, QUOTA = 14, 15  # of later versions of the protocol, which some servers say all the same
WRITE_CREATE_TRUNCATE = 0x02 | 0x08 | 0x10
CHUNK = 32_768  # bytes of one write, which every server takes
IN_FLIGHT = 64  # writes whose answers are not in yet


class Status(Exception):
    """The server said no; its words are left behind."""

    def __init__(self, code: int) -> None:
        super().__init__(f"status {code}")
        self.code = code


class Client(SFTPClient):
    """A client that writes whole files."""

    if TYPE_CHECKING:  # what the stubs leave out

        def _request(self, kind: int, *args: object) -> tuple[int, Message]: ...
        def _async_request(self, asker: object, kind: int, *args: object) -> int: ...
        def _read_response(self, waitfor: int | None = None) -> tuple[int, Message]: ...

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        """Overwrites. Returns when the server has answered for every byte, on its disk where it offers that. Raises
        Status, and what the connection raises."""
        kind, answer = self._request(CMD_OPEN, path.encode(), WRITE_CREATE_TRUNCATE, SFTPAttributes())
        if kind != CMD_HANDLE:
            raise Status(BAD_MESSAGE)
        handle = answer.get_binary()
        self._write_chunks(handle, chunks)
        self._to_disk(handle)
        self._request(CMD_CLOSE, handle)

    def _write_chunks(self, handle: bytes, chunks: Iterable[bytes]) -> None:
        waiting: deque[int] = deque()
        offset = 0
        for chunk in chunks:
            waiting.append(self._async_request(type(None), CMD_WRITE, handle, int64(offset), chunk))
            offset += len(chunk)
            if len(waiting) >= IN_FLIGHT:
                self._read_response(waiting.popleft())
        while waiting:
            self._read_response(waiting.popleft())

    def _to_disk(self, handle: bytes) -> None:
        """An extension of OpenSSH; who has it not says so, each in another way."""
        try:
            self._request(CMD_EXTENDED, "fsync@openssh.com", handle)
        except Status as status:
            if status.code not in {UNSUPPORTED, BAD_MESSAGE, FAILURE, DENIED}:
                raise

    def replace_file(self, old: str, new: str) -> None:
        """Rename over what is there, which goes first where the server can't do that at once. Raises Status."""
        try:
            self.posix_rename(old, new)
        except Status as status:
            if status.code not in {UNSUPPORTED, BAD_MESSAGE, FAILURE}:
                raise
            self.discard(new)
            self.rename(old, new)

    def discard(self, path: str) -> None:
        """Take a file away if it is there. Raises Status."""
        try:
            self.remove(path)
        except Status as status:
            if status.code != NO_SUCH_FILE:
                raise

    def size_of(self, path: str) -> int:
        """Bytes. Raises Status."""
        return self.stat(path).st_size or 0

    def _convert_status(self, msg: Message) -> None:
        code = msg.get_int()
        if code != OK:
            raise Status(code)
