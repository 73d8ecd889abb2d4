"""SFTP. A file is sent under a name of its own and gets the real one when it is whole, so nobody sees half a file; a
try overwrites what an earlier one left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex

from paramiko import SSHException

from deliveries.destinations import beside
from deliveries.destinations import sftp_faults as faults
from deliveries.destinations.base import Fault, File, Handed, Handing, Parcel, Place
from deliveries.destinations.doorway import STALL
from deliveries.destinations.sftp_place import Server, server_of
from deliveries.destinations.sftp_session import signed_in
from deliveries.destinations.sftp_wire import CHUNK, DENIED, NO_SUCH_FILE, Client, Status
from net.watch import Watch

UNFINISHED = ".part"


class Sftp:
    """The courier. ``stall`` is how many seconds may pass without a step forward."""

    def __init__(self, *, stall: float = STALL) -> None:
        self._stall = stall

    def deliver(self, parcel: Parcel, place: Place, handing: Handing) -> Handed:
        """Every file, then the signed list beside them."""
        server = server_of(place.config)
        with beside.everything(parcel, place) as files, signed_in(place, _size(files), self._stall) as (client, watch):
            said = {file.name: _Upload(client, watch, server).put(file, handing) for file in files}
        return beside.handed(said, server.path(parcel.files[0].name))

    def test(self, place: Place) -> str:
        """A small file is written, renamed as deliveries are, and taken away."""
        server = server_of(place.config)
        path = server.path(f".sextant-test-{token_hex(6)}")
        with signed_in(place, 0, self._stall) as (client, _), faults.opening(server):
            client.write(path + UNFINISHED, [b"Sextant was here.\n"])
            client.replace_file(path + UNFINISHED, path)
            client.discard(path)
        where = server.folder or "the folder that the account starts in"
        return f"{server.told} takes files in {where}: a small one was written, renamed and taken away again."


def _size(files: tuple[File, ...]) -> int:
    return sum(file.size for file in files)


@dataclass(frozen=True)
class _Upload:
    client: Client
    watch: Watch
    server: Server

    def put(self, file: File, handing: Handing) -> dict[str, str]:
        path = self.server.path(file.name)
        try:
            self._write(path + UNFINISHED, file)
        except Fault:
            with suppress(Status, SSHException, EOFError, OSError):
                self.client.discard(path + UNFINISHED)  # room for others
            raise
        handing("")
        self._rename(path)
        self._check(path, file)
        return {"path": path, "size": str(file.size), "host_key": str(self.server.pinned)}

    def _write(self, path: str, file: File) -> None:
        with faults.opening(self.server):
            self.client.write(path, self._chunks(file))
        self._check(path, file)

    def _chunks(self, file: File) -> Iterator[bytes]:
        for chunk in beside.chunks(file, CHUNK):
            yield chunk
            self.watch.step()

    def _rename(self, path: str) -> None:
        try:
            self.client.replace_file(path + UNFINISHED, path)
        except Status as status:
            if status.code == DENIED:
                said = (
                    f"{self.server.told} does not let {self.server.user} rename files. Give the account the right to."
                )
                raise Fault("denied", said) from None
            raise faults.changed(self.server) if status.code == NO_SUCH_FILE else faults.full(self.server) from None

    def _check(self, path: str, file: File) -> None:
        try:
            size = self.client.size_of(path)
        except Status:
            raise faults.changed(self.server) from None
        if size != file.size:
            raise faults.changed(self.server)
