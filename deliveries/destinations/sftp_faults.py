"""What a server for files says no to, in words for people. PURE."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from deliveries.destinations.base import Fault
from deliveries.destinations.sftp_keys import HostKey
from deliveries.destinations.sftp_place import Server
from deliveries.destinations.sftp_wire import DENIED, NO_SPACE, NO_SUCH_FILE, QUOTA, Status

FULL = {NO_SPACE, QUOTA}


@contextmanager
def opening(server: Server) -> Iterator[None]:
    """Beginning a file."""
    try:
        yield
    except Status as status:
        where = server.folder or "the folder that the account starts in"
        if status.code == NO_SUCH_FILE:
            said = f"{server.told} has no folder {where}. Make it, or enter another one."
            raise Fault("no_folder", said) from None
        if status.code == DENIED:
            said = f"{server.told} does not let {server.user} write to {where}. Give the account the right to."
            raise Fault("denied", said) from None
        raise full(server) from None


def full(server: Server) -> Fault:
    """Most servers say no more than "failure" of a full disk, so the words leave room."""
    said = "took no more: its disk may be full, or a quota used up. Make room; it is tried again."
    return Fault("full", f"{server.told} {said}", passing=True)


def changed(server: Server) -> Fault:
    """The size that was read back is not what was sent."""
    said = "holds another size than was sent. It is tried again."
    return Fault("changed", f"{server.told} {said}", passing=True)


def slow(server: Server, stall: float) -> Fault:
    """Nothing moved."""
    said = f"did not go on for {stall:g} seconds, or was too slow on the whole. It is tried again."
    return Fault("slow", f"{server.told} {said}", passing=True)


def broken(server: Server) -> Fault:
    """The connection ended."""
    return Fault("broken", f"{server.told} broke the connection off, or does not speak SSH.", passing=True)


def wrong_sign_in(server: Server) -> Fault:
    """Which of the two it is no server tells."""
    what = "key" if server.by_key else "password"
    said = f"does not let {server.user} in with this {what}. Check both, and whether the account is locked."
    return Fault("wrong_sign_in", f"{server.told} {said}")


def no_sftp(server: Server) -> Fault:
    """A shell alone."""
    said = f"lets {server.user} in, but not for SFTP. Its administrator must allow that."
    return Fault("no_sftp", f"{server.told} {said}")


def unpinned(server: Server) -> Fault:
    """Nobody has looked at the key."""
    said = "Look at the key of the server and confirm it, on the page of the destination."
    return Fault("unpinned", f"It is not known yet by which key {server.told} is to be known. {said}")


def another_key(server: Server, pinned: HostKey, seen: HostKey) -> Fault:
    """Somebody between us and the server looks just like a server with a new key."""
    said = f"{server.told} shows another key than before. Known: {pinned}. Shown now: {seen}."
    what = "Nothing was sent. Ask its administrator which one is right, and confirm the key only then."
    return Fault("host_key", f"{said} {what}")
