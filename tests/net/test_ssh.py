"""Connections for SSH: which ports, whose addresses, and an end to waiting."""

from __future__ import annotations

import socket
import time
from ipaddress import ip_address

import pytest

from net import connecting
from net.addresses import Address, Allowed
from net.connecting import opened_ssh
from net.problem import DoorProblem
from net.timed import Deadline
from net.watch import Watch
from tests.servers.patience import not_waited_for

PUBLIC = ip_address("93.184.216.34")


@pytest.mark.parametrize(("port", "reached"), [(22, True), (2222, True), (443, False), (25, False), (22022, False)])
def test_public_addresses_are_reached_at_the_ports_of_ssh(port: int, reached: bool) -> None:
    assert Allowed().lets_ssh(PUBLIC, port) is reached
    assert not Allowed().lets_ssh(ip_address("10.0.0.1"), port)
    assert Allowed.of([f"{PUBLIC}:{port}"]).lets_ssh(PUBLIC, port)


def test_every_address_of_a_name_is_checked_before_one_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []
    found: list[Address] = [PUBLIC, ip_address("10.0.0.1")]
    monkeypatch.setattr(connecting, "resolve", lambda name, port: found)
    monkeypatch.setattr(connecting, "_connected", lambda *given: tried.append(given))
    with pytest.raises(DoorProblem, match=r"sftp.example:22: it leads to a network or port that is not public"):
        opened_ssh("sftp.example", 22, Allowed(), Deadline(1))
    assert tried == []


@pytest.mark.parametrize(
    "host", ["", " ", "a b", "a/b", "user@x", "x:22:22", "[::1]", "x\n", "http://x", "é" * 300, "."]
)
def test_a_host_that_is_no_name_is_refused(host: str) -> None:
    with pytest.raises(DoorProblem) as caught:
        opened_ssh(host, 22, Allowed(), Deadline(1))
    assert caught.value.code in {"address", "unknown_host"}


@pytest.mark.parametrize(("seconds", "stall"), [(0.3, 60), (60, 0.3)])
def test_a_watch_ends_what_would_be_waited_for_without_end(seconds: float, stall: float) -> None:
    ours, theirs = socket.socketpair()
    with not_waited_for(), ours, theirs, Watch(ours, seconds, stall) as watch:
        assert ours.recv(1) == b""
    assert watch.ended


def test_a_watch_lets_go_on_what_moves() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, Watch(ours, 60, 2) as watch:
        for _ in range(5):
            time.sleep(0.5)
            watch.step()
        theirs.sendall(b"x")
        assert ours.recv(1) == b"x"
    assert not watch.ended
