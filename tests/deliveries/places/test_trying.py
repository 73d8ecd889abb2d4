"""The test button against Debian's sshd and an object store, and a person who confirms the key of a server."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from deliveries.destinations.sftp_keys import new_pair, public_of
from deliveries.models import Destination
from tests.servers.objects import REGION, storing
from tests.servers.ssh import Sshd, serving


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def agence(page: Client, sshd: Sshd) -> Destination:
    """A destination there, whose public key the server's administrator has added."""
    given = {"name": "Agence", "host": "127.0.0.1", "port": str(sshd.port), "user": getpass.getuser(), "way": "pair"}
    page.post("/deliveries/destinations/new/sftp", {**given, "folder": str(sshd.files)})
    found = Destination.objects.get()
    (sshd.folder / "authorized").write_text(found.config["public_key"] + "\n")
    return found


def act(page: Client, found: Destination, name: str, **given: str) -> str:
    said = page.post(f"/deliveries/destinations/{found.pk}/{name}", given, follow=True).content.decode()
    found.refresh_from_db()
    return str(said)


def test_a_server_is_set_up_by_looking_at_its_key(page: Client, settings: Any, tmp_path: Path) -> None:
    with serving(tmp_path) as sshd:
        settings.NET_ALLOW = sshd.place.allowed
        found = agence(page, sshd)
        act(page, found, "test")
        assert not found.test_passed and "confirm it" in found.test_said
        shown = sshd.place.config["host_key"]
        assert shown in act(page, found, "look") and "host_key" not in found.config
        act(page, found, "pin", key=shown)
        assert "taken away again" in act(page, found, "test") and found.test_passed and sshd.names() == []


def test_another_key_of_a_server_is_shown_as_such(page: Client, settings: Any, tmp_path: Path) -> None:
    with serving(tmp_path) as sshd:
        settings.NET_ALLOW = sshd.place.allowed
        found = agence(page, sshd)
        other = public_of(new_pair().private).split()[0] + " SHA256:" + "b" * 43
        act(page, found, "pin", key=other)
        said = act(page, found, "look")
        assert "another key than the confirmed one" in said and found.config["host_key"] == other
        act(page, found, "test")
        assert "shows another key than before" in found.test_said


def test_a_bucket_is_tested_and_nothing_stays(page: Client, settings: Any, tmp_path: Path) -> None:
    with storing(tmp_path / "log") as store:
        settings.NET_ALLOW = store.allowed
        store.bucket("finance")
        given = {"name": "Finance", "bucket": "finance", "region": REGION, "endpoint": store.url, "style": "path"}
        page.post("/deliveries/destinations/new/s3", {**given, "access_key": "test", "secret_key": "test"})
        found = Destination.objects.get()
        act(page, found, "test")
        assert found.test_passed, found.test_said
        assert "Contents" not in store.client().list_objects_v2(Bucket="finance")
