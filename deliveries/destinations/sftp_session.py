"""From a server's settings to a client that is signed in: key of the server first, then ours, and a watch over all."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from paramiko import AuthenticationException, SSHException, Transport

from deliveries.destinations import sftp_faults as faults
from deliveries.destinations.base import Fault, Place
from deliveries.destinations.doorway import SLOWEST, fault_of
from deliveries.destinations.sftp_keys import HostKey, private_key
from deliveries.destinations.sftp_place import Server, server_of
from deliveries.destinations.sftp_wire import Client, Status
from net.addresses import Allowed
from net.connecting import opened_ssh
from net.problem import DoorProblem
from net.timed import Deadline
from net.watch import Watch

CONNECT = 30.0  # seconds for name and connection
KEEPALIVE = 15  # seconds
BUILT_FOR = 120.0  # seconds for everything but the bytes


def fingerprint(place: Place) -> HostKey:
    """The key that the server shows now, for a person to compare and confirm. Nothing is sent to it. Raises Fault."""
    server = server_of(place.config)
    with _connected(server, place.allowed, 0, CONNECT) as (transport, _):
        return _greeted(transport, None)


@contextmanager
def signed_in(place: Place, size: int, stall: float) -> Iterator[tuple[Client, Watch]]:
    """A client, and the watch to be told of each step. Raises Fault."""
    server = server_of(place.config)
    if server.pinned is None:
        raise faults.unpinned(server)
    with _connected(server, place.allowed, size, stall) as (transport, watch):
        seen = _greeted(transport, server.pinned)
        if not server.pinned.matches(seen):
            raise faults.another_key(server, server.pinned, seen)
        _sign_in(transport, server, place)
        transport.set_keepalive(KEEPALIVE)
        watch.step()
        yield _client(transport, server), watch


@contextmanager
def _connected(server: Server, allowed: Allowed, size: int, stall: float) -> Iterator[tuple[Transport, Watch]]:
    sock = _socket(server, allowed)
    with Watch(sock, BUILT_FOR + size / SLOWEST, stall) as watch:
        transport = Transport(sock)
        transport.banner_timeout = transport.auth_timeout = BUILT_FOR
        try:
            yield transport, watch
        except (SSHException, EOFError, OSError, Status):
            raise faults.slow(server, stall) if watch.ended else faults.broken(server) from None
        finally:
            transport.close()
            sock.close()


def _socket(server: Server, allowed: Allowed) -> socket.socket:
    try:
        return opened_ssh(server.host, server.port, allowed, Deadline(CONNECT))
    except DoorProblem as problem:
        raise fault_of(problem) from None
    except TimeoutError:
        raise faults.slow(server, CONNECT) from None


def _greeted(transport: Transport, pinned: HostKey | None) -> HostKey:
    """A server has keys of several kinds: it is asked for the kind that is known."""
    options = transport.get_security_options()
    if pinned is not None:
        kinds = ("rsa-sha2-512", "rsa-sha2-256") if pinned.kind == "ssh-rsa" else (pinned.kind,)
        options.key_types = tuple(sorted(options.key_types, key=lambda kind: kind not in kinds))
    transport.start_client()
    return HostKey.seen(transport.get_remote_server_key())


def _sign_in(transport: Transport, server: Server, place: Place) -> None:
    try:
        if server.by_key:
            key = private_key(place.secret.get("private_key", ""), place.secret.get("passphrase", ""))
            left = transport.auth_publickey(server.user, key)
        else:
            left = transport.auth_password(server.user, place.secret.get("password", ""))
    except AuthenticationException:
        if not transport.is_active():
            raise
        raise faults.wrong_sign_in(server) from None
    if left:
        raise Fault(
            "second_factor", f"{server.told} asks for more than one proof. Give the account one that is enough."
        )


def _client(transport: Transport, server: Server) -> Client:
    try:
        client = Client.from_transport(transport)
    except (SSHException, EOFError):
        if not transport.is_active():
            raise
        raise faults.no_sftp(server) from None
    assert client is not None
    return client
