"""Saved destinations: forms, secrets that are written and never read, tests against real servers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, Role, SubAccount, User
from deliveries.models import Destination
from deliveries.places import forms
from net.addresses import Allowed
from tests.deliveries import reports
from tests.servers.web import Receiver, receiving

HOOK = {
    "name": "Ops",
    "url": "https://hooks.example.org/sextant?token=x",
    "shape": "looker",
    "headers": "X-Team: finance",
}
BUCKET = {
    "name": "Finance",
    "bucket": "alba-finance",
    "region": "eu-west-3",
    "access_key": "AKIA",
    "secret_key": "topsecret",
}
SERVER = {"name": "Agence", "host": "files.example.org", "user": "sextant", "folder": "in", "way": "pair"}
KEY = "ssh-ed25519 SHA256:" + "a" * 43


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with receiving() as found:
        settings.NET_ALLOW = Allowed.of([f"127.0.0.1:{found.port}"])
        yield found


def made(client: Client, kind: str, **values: str) -> Destination:
    given = {**{"webhook": HOOK, "s3": BUCKET, "sftp": SERVER}[kind], **values}
    answer = client.post(f"/deliveries/destinations/new/{kind}", given)
    assert answer.status_code in {200, 302}, answer.content.decode()
    return Destination.objects.latest("pk")


def secret_of(destination: Destination) -> dict[str, str]:
    destination.refresh_from_db()
    return forms.opened(destination)


def test_the_secret_of_a_webhook_is_shown_once(page: Client) -> None:
    answer = page.post("/deliveries/destinations/new/webhook", HOOK)
    found = Destination.objects.get()
    secret = secret_of(found)["secret"]
    assert secret in answer.content.decode() and "no-store" in answer["Cache-Control"]
    assert secret not in page.get(f"/deliveries/destinations/{found.pk}/").content.decode()
    assert found.config["headers"] == {"X-Team": "finance"} and secret not in found.sealed.text


def test_a_rotated_secret_leaves_the_previous_one_until_it_is_forgotten(page: Client) -> None:
    found = made(page, "webhook")
    first = secret_of(found)["secret"]
    page.post(f"/deliveries/destinations/{found.pk}/rotate")
    assert secret_of(found)["previous"] == first != secret_of(found)["secret"]
    page.post(f"/deliveries/destinations/{found.pk}/forget")
    assert "previous" not in secret_of(found)


def test_fields_left_empty_keep_what_is_set(page: Client) -> None:
    found = made(page, "s3")
    page.post(
        f"/deliveries/destinations/{found.pk}/change",
        {**BUCKET, "prefix": "orders", "access_key": "", "secret_key": ""},
    )
    assert secret_of(found) == {"access_key": "AKIA", "secret_key": "topsecret"} and found.config["prefix"] == "orders"


def test_keys_do_not_follow_to_another_endpoint(page: Client) -> None:
    found = made(page, "s3")
    moved = {**BUCKET, "endpoint": "https://evil.example.org", "access_key": "", "secret_key": ""}
    answer = page.post(f"/deliveries/destinations/{found.pk}/change", moved)
    assert answer.status_code == 400 and b"enter the keys again" in answer.content


def test_no_page_is_given_a_secret_again(page: Client) -> None:
    found = made(page, "s3")
    seen = page.get(f"/deliveries/destinations/{found.pk}/").content + page.get(
        f"/deliveries/destinations/{found.pk}/change").content  # fmt: skip
    refused = page.post("/deliveries/destinations/new/s3", {**BUCKET, "bucket": "!"})
    assert b"topsecret" not in seen + refused.content and refused.status_code == 400


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("webhook", {"name": ""}, "name"),
        ("webhook", {"url": "ftp://x"}, "url"),
        ("webhook", {"url": "https://u:p@x.example.org/"}, "url"),
        ("webhook", {"url": "javascript:alert(1)"}, "url"),
        ("webhook", {"shape": "other"}, "shape"),
        ("webhook", {"headers": "no colon"}, "headers"),
        ("webhook", {"headers": "Host: evil"}, "headers"),
        ("webhook", {"headers": "X-A: 1\nx-a: 2"}, "headers"),
        ("webhook", {"authorization": "a\nb"}, "authorization"),
        ("s3", {"bucket": "a"}, "bucket"),
        ("s3", {"region": ""}, "region"),
        ("s3", {"prefix": "a/../b"}, "prefix"),
        ("s3", {"endpoint": "https://x/path"}, "endpoint"),
        ("s3", {"secret_key": ""}, "secret_key"),
        ("s3", {"auth": "role", "role_arn": "arn:aws:iam::123456789012:role/x"}, "role_arn"),
        ("sftp", {"host": ""}, "host"),
        ("sftp", {"host": "a b"}, "host"),
        ("sftp", {"port": "99999"}, "port"),
        ("sftp", {"port": "٣"}, "port"),
        ("sftp", {"user": ""}, "user"),
        ("sftp", {"folder": "../etc"}, "folder"),
        ("sftp", {"way": "password"}, "password"),
        ("sftp", {"way": "key", "private_key": "-----BEGIN nonsense"}, "private_key"),
    ],
)
def test_what_is_wrong_stands_at_its_field(page: Client, kind: str, wrong: dict[str, str], field: str) -> None:
    given = {**{"webhook": HOOK, "s3": BUCKET, "sftp": SERVER}[kind], **wrong}
    answer = page.post(f"/deliveries/destinations/new/{kind}", given)
    said = answer.content.decode()
    assert answer.status_code == 400 and "Not saved." in said
    assert field in {"shape", "role_arn"} or re.search(rf'name="{field}"[^>]*aria-invalid="true"', said)


def test_two_of_one_name_are_refused(page: Client) -> None:
    made(page, "webhook")
    assert page.post("/deliveries/destinations/new/webhook", HOOK).status_code == 400


def test_a_test_says_what_was_seen(page: Client, receiver: Receiver) -> None:
    found = made(page, "webhook", url=receiver.url)
    page.post(f"/deliveries/destinations/{found.pk}/test")
    found.refresh_from_db()
    assert found.test_passed and "took a signed test message" in found.test_said
    page.post(f"/deliveries/destinations/{found.pk}/change", {**HOOK, "url": receiver.url + "/other"})
    found.refresh_from_db()
    assert found.test_passed is None and found.tested_at is None


def test_a_test_of_a_place_inside_is_refused_in_words(page: Client) -> None:
    found = made(page, "webhook", url="http://169.254.169.254/latest")
    page.post(f"/deliveries/destinations/{found.pk}/test")
    said = page.get(f"/deliveries/destinations/{found.pk}/").content.decode()
    assert "Failed" in said and "does not send to" in Destination.objects.get().test_said


def test_a_pair_of_keys_shows_its_public_half_alone(page: Client) -> None:
    found = made(page, "sftp")
    said = page.get(f"/deliveries/destinations/{found.pk}/").content.decode()
    assert (
        found.config["public_key"] in said
        and "PRIVATE" not in said
        and "PRIVATE KEY" in secret_of(found)["private_key"]
    )
    page.post(f"/deliveries/destinations/{found.pk}/pair")
    found.refresh_from_db()
    assert found.config["public_key"] not in said


def test_a_confirmed_key_is_for_one_host_alone(page: Client) -> None:
    found = made(page, "sftp")
    page.post(f"/deliveries/destinations/{found.pk}/pin", {"key": KEY})
    found.refresh_from_db()
    assert found.config["host_key"] == KEY
    before = secret_of(found)
    page.post(f"/deliveries/destinations/{found.pk}/change", {**SERVER, "host": "other.example.org"})
    found.refresh_from_db()
    assert "host_key" not in found.config and secret_of(found) != before


@pytest.mark.parametrize("key", ["", "x", "SHA256:short", KEY + "\n" + KEY])
def test_what_is_no_key_is_not_confirmed(page: Client, key: str) -> None:
    found = made(page, "sftp")
    assert page.post(f"/deliveries/destinations/{found.pk}/pin", {"key": key}).status_code == 400


def test_a_host_that_is_not_there_is_said(page: Client) -> None:
    found = made(page, "sftp", host="127.0.0.1")
    answer = page.post(f"/deliveries/destinations/{found.pk}/look")
    assert answer.status_code == 400 and b'role="alert"' in answer.content


def test_what_is_in_use_is_not_removed(page: Client, alice: User, subaccount: SubAccount) -> None:
    place = reports.webhook(reports.schedule(alice, subaccount), "https://hooks.example.org/").destination
    assert place is not None
    answer = page.post(f"/deliveries/destinations/{place.pk}/remove")
    assert answer.status_code == 400 and b"Orders to finance" in answer.content
    place.target_set.all()[0].schedule.targets.update(removed_at="2025-01-01T00:00Z")
    page.post(f"/deliveries/destinations/{place.pk}/remove")
    place.refresh_from_db()
    assert place.removed_at is not None and not place.sealed


def test_a_team_mate_uses_and_does_not_change_it(client: Client, page: Client, bob: User) -> None:
    found = made(page, "webhook")
    Membership.objects.filter(user=bob).update(role=Role.ANALYST)
    client.force_login(bob)
    for act in ("change", "rotate", "forget", "remove"):
        assert client.post(f"/deliveries/destinations/{found.pk}/{act}", HOOK).status_code == 403
    assert client.get(f"/deliveries/destinations/{found.pk}/").status_code == 200


def test_strangers_and_viewers_find_nothing(client: Client, page: Client, bob: User, charlie: User) -> None:
    found = made(page, "webhook")
    client.force_login(charlie)
    assert client.get(f"/deliveries/destinations/{found.pk}/").status_code == 404
    client.force_login(bob)
    assert client.get("/deliveries/destinations/").status_code == 403


def test_an_address_is_listed_without_what_may_be_a_token(page: Client) -> None:
    found = made(page, "webhook")
    said = page.get("/deliveries/destinations/").content.decode()
    assert "https://hooks.example.org/sextant" in said and "token=x" not in said and f"destinations/{found.pk}/" in said
