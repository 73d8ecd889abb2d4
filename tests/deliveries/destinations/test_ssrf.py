"""No courier reaches a place inside, however it is named: every entry of ``tests/net/ssrf.yaml`` through every one.

A new courier joins with a line in ``BY_HOST``, and in ``BY_URL`` where people enter whole addresses for it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import yaml

from deliveries.destinations.base import Fault, Place
from deliveries.destinations.s3 import S3
from deliveries.destinations.sftp import Sftp
from deliveries.destinations.sftp_session import fingerprint
from deliveries.destinations.webhook import Webhook
from net import connecting
from net.addresses import Allowed
from tests.deliveries.destinations.parcels import a_parcel, a_table
from tests.servers.hostile import misbehaving
from tests.servers.web import receiving

CORPUS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[2] / "net" / "ssrf.yaml").read_text())
NOT_REACHED = {"address", "refused", "unknown_host"}


def by_webhook(url: str, allowed: Allowed) -> None:
    place = Place({"url": url}, {"secret": "s"}, allowed)
    Webhook().deliver(a_parcel(), place, lambda _: None)


def by_test_of_webhook(url: str, allowed: Allowed) -> None:
    Webhook().test(Place({"url": url}, {"secret": "s"}, allowed))


def by_s3(url: str, allowed: Allowed, act: Callable[[Place], object] | None = None) -> None:
    place = Place({"bucket": "exports", "endpoint": url}, {"access_key": "a", "secret_key": "s"}, allowed)
    with tempfile.TemporaryDirectory() as folder:
        act = act or (lambda place: S3().deliver(a_parcel(a_table(Path(folder))), place, lambda _: None))
        act(place)


def by_sftp(host: str, port: int, allowed: Allowed) -> None:
    pinned = "ssh-ed25519 SHA256:" + "A" * 43
    config = {"host": host.strip("[]"), "port": port, "user": "ours", "auth": "password", "host_key": pinned}
    with tempfile.TemporaryDirectory() as folder:
        place = Place(config, {"password": "s"}, allowed)
        Sftp(stall=5).deliver(a_parcel(a_table(Path(folder))), place, lambda _: None)


def by_look_at_a_host_key(host: str, port: int, allowed: Allowed) -> None:
    fingerprint(Place({"host": host.strip("[]"), "port": port, "user": "ours"}, {}, allowed))


BY_URL: dict[str, Callable[[str, Allowed], None]] = {
    "webhook": by_webhook,
    "webhook's test": by_test_of_webhook,
    "S3": by_s3,
    "S3's test": lambda url, allowed: by_s3(url, allowed, S3().test),
}
BY_HOST: dict[str, Callable[[str, int, Allowed], None]] = {
    "webhook": lambda host, port, allowed: by_webhook(f"https://{host}:{port}/", allowed),
    "webhook without TLS": lambda host, port, allowed: by_webhook(f"http://{host}:{port}/", allowed),
    "S3": lambda host, port, allowed: by_s3(f"https://{host}:{port}", allowed),
    "S3 without TLS": lambda host, port, allowed: by_s3(f"http://{host}:{port}", allowed),
    "SFTP": by_sftp,
    "SFTP's host key": by_look_at_a_host_key,
}

_watching: list[list[object]] = []


def _heard(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.connect" and _watching:
        _watching[-1].append(args[1])
        raise PermissionError(f"a test tried to connect to {args[1]}")


sys.addaudithook(_heard)  # of the interpreter itself: whoever connects is heard, and stopped


@contextmanager
def nobody_connects() -> Iterator[None]:
    """Neither at this machine's listener nor anywhere else in the world."""
    _watching.append([])
    try:
        yield
    finally:
        tried = _watching.pop()
    assert tried == []


def resolving(monkeypatch: pytest.MonkeyPatch, entry: dict[str, Any]) -> None:
    """The entry's own name server, where it has one."""
    if "resolves" in entry:
        found = [ip_address(each) for each in entry["resolves"]]
        monkeypatch.setattr(connecting, "resolve", lambda name, port: found)


def entries(kind: str) -> list[Any]:
    return [pytest.param(entry, id=f"{entry[kind]!a} {entry['why']}") for entry in CORPUS if kind in entry]


@pytest.fixture(scope="module")
def listener() -> Iterator[Any]:
    with misbehaving() as found:
        yield found


@pytest.mark.parametrize("courier", BY_HOST)
@pytest.mark.parametrize("entry", entries("host"))
def test_no_host_inside_is_reached(
    courier: str, entry: dict[str, Any], listener: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, entry)
    before = listener.connections
    for port in (listener.port, 443):
        with nobody_connects(), pytest.raises(Fault) as caught:
            BY_HOST[courier](entry["host"], port, Allowed())
        assert caught.value.code in NOT_REACHED and not caught.value.unsure, caught.value.message
    assert listener.connections == before


@pytest.mark.parametrize("courier", BY_URL)
@pytest.mark.parametrize("entry", entries("url"))
def test_no_address_leads_inside(
    courier: str, entry: dict[str, Any], listener: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, entry)
    before = listener.connections
    with nobody_connects(), pytest.raises(Fault) as caught:
        BY_URL[courier](entry["url"].replace("{port}", str(listener.port)), Allowed())
    assert caught.value.code in NOT_REACHED and not caught.value.unsure, caught.value.message
    assert listener.connections == before


@pytest.mark.parametrize("courier", BY_HOST)
def test_a_name_that_changes_its_mind_is_reached_where_it_was_checked(
    courier: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """127.0.0.5 stands for the public address that is checked, 127.0.0.1 for the inner one that comes after it."""
    with misbehaving(host="127.0.0.5") as checked, misbehaving(port=checked.port) as inner:
        answers = [[ip_address("127.0.0.5")], *[[ip_address("127.0.0.1")]] * 9]
        monkeypatch.setattr(connecting, "resolve", lambda name, port: answers.pop(0))
        with pytest.raises(Fault):
            BY_HOST[courier]("rebinding.example", checked.port, Allowed.of([f"127.0.0.5:{checked.port}"]))
        assert (checked.connections, inner.connections, len(answers)) == (1, 0, 9)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_leads_inside(status: int) -> None:
    with receiving() as receiver, misbehaving() as inner:
        with pytest.raises(Fault, match="not followed"):
            by_webhook(f"{receiver.url}/to/{status}/{inner.port}", receiver.allowed)
        assert (len(receiver.messages), inner.connections) == (1, 0)


def test_the_corpus_is_as_long_as_promised() -> None:
    assert len({entry.get("host") or entry["url"] for entry in CORPUS}) == len(CORPUS) >= 60
