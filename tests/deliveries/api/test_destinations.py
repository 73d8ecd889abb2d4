"""Destinations over REST: strictly read, never a secret said again, and changed by who made them."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Account, SubAccount, User
from deliveries.destinations import couriers
from deliveries.models import Destination, Schedule
from tests.deliveries import reports
from tests.deliveries.api.asking import ask
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.django_db
HOOK = {"kind": "webhook", "name": "Ops", "config": {"url": "https://hooks.example.org/in?token=abc",
        "headers": {"X-Team": "finance"}}, "secret": {"authorization": "Bearer hidden-0"}}  # fmt: skip
BUCKET = {"kind": "s3", "name": "Finance", "config": {"bucket": "alba-finance", "region": "eu-west-1", "prefix": "in"},
          "secret": {"access_key": "AKIAHIDDEN0", "secret_key": "hidden-1"}}  # fmt: skip
SERVER = {"kind": "sftp", "name": "Agence", "config": {"host": "files.example.org", "port": 2222, "user": "alba",
          "way": "password"}, "secret": {"password": "hidden-2"}}  # fmt: skip
ALL = (HOOK, BUCKET, SERVER)
HIDDEN = ("hidden-0", "hidden-1", "hidden-2", "AKIAHIDDEN0")


def made(user: User, body: dict[str, Any]) -> dict[str, Any]:
    answer = ask(user, "POST", "destinations", body)
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("body", ALL, ids=lambda body: body["kind"])
def test_a_destination_is_made_read_and_removed(alice: User, body: dict[str, Any]) -> None:
    place = made(alice, body)
    shown = place.pop("shown")
    path = f"destinations/{place['id']}"
    assert ask(alice, "GET", path).json() == place and ask(alice, "GET", "destinations").json() == [place]
    assert {name: place["config"][name] for name in body["config"]} == body["config"]
    assert bool(shown) == (body["kind"] == "webhook")
    assert ask(alice, "DELETE", path).status_code == 204 and ask(alice, "GET", path).status_code == 404
    assert not Destination.objects.get().sealed


@pytest.mark.parametrize("body", ALL, ids=lambda body: body["kind"])
def test_no_answer_holds_a_secret(alice: User, body: dict[str, Any]) -> None:
    place = made(alice, body)
    secret = place.pop("shown").get("secret", "whsec_")
    path = f"destinations/{place['id']}"
    again = ask(alice, "PUT", path, {"name": "Other", "config": place["config"]})
    assert again.status_code == 200 and again.json()["secrets"] == place["secrets"] != []
    text = str([place, again.content, ask(alice, "GET", path).content, ask(alice, "GET", "destinations").content])
    assert not [each for each in (*HIDDEN, secret) if each in text]


def test_secrets_that_are_left_out_stay_and_are_kept_encrypted(alice: User) -> None:
    place = made(alice, SERVER)
    ask(alice, "PUT", f"destinations/{place['id']}", {"name": "Agence", "config": SERVER["config"]})
    row = Destination.objects.get()
    assert couriers.place_of(row).secret == {"password": "hidden-2"} and "hidden" not in str(row.sealed)


def test_a_password_goes_to_no_other_host(alice: User) -> None:
    place = made(alice, SERVER)
    elsewhere = {"name": "Agence", "config": {**SERVER["config"], "host": "evil.example.org"}}  # type: ignore[dict-item]
    told = ask(alice, "PUT", f"destinations/{place['id']}", elsewhere)
    assert told.status_code == 400 and told.json()["field"] == "password"


def config(body: dict[str, Any], **change: Any) -> dict[str, Any]:
    return {**body, "config": {**body["config"], **change}}


@pytest.mark.parametrize(("body", "field"), [
    ([], "body"), ({}, "kind"), ({**HOOK, "kind": "email"}, "kind"), ({**HOOK, "kind": ["s3"]}, "kind"),
    ({**HOOK, "name": ""}, "name"), ({**HOOK, "name": 7}, "name"), ({**HOOK, "name": "nul\0"}, "body"),
    ({**HOOK, "config": []}, "config"), ({**HOOK, "config": None}, "config"), ({**HOOK, "owner": 1}, "owner"),
    ({**HOOK, "secret": "x"}, "secret"), ({**HOOK, "secret": {"password": "x"}}, "secret.password"),
    ({**HOOK, "secret": {"authorization": 7}}, "secret.authorization"),
    ({**HOOK, "secret": {"authorization": "a\r\nX: b"}}, "authorization"),
    (config(HOOK, url=7), "config.url"), (config(HOOK, url="ftp://x.example"), "url"), (config(HOOK, url=""), "url"),
    (config(HOOK, url="https://" + "x" * 9000), "config.url"), (config(HOOK, shape="odd"), "shape"),
    (config(HOOK, bucket="x"), "config.bucket"), (config(HOOK, headers=["X: y"]), "config.headers"),
    (config(HOOK, headers={"X-A": 1}), "config.headers.X-A"), (config(HOOK, headers={"Host": "x"}), "config.headers"),
    (config(HOOK, headers={"X-A": "b\nX-C: d"}), "config.headers"),
    (config(HOOK, headers={"X A": "b"}), "config.headers"),
    (config(HOOK, headers={f"X-{each}": "" for each in range(21)}), "config.headers"),
    (config(BUCKET, bucket="x"), "bucket"), (config(BUCKET, bucket=["x"]), "config.bucket"),
    (config(BUCKET, region=""), "region"), (config(BUCKET, prefix="../in"), "prefix"),
    (config(BUCKET, path_style="yes"), "config.path_style"), (config(BUCKET, path_style=1), "config.path_style"),
    (config(BUCKET, auth="none"), "config.auth"), (config(BUCKET, auth="role"), "role_arn"),
    ({**BUCKET, "secret": {"access_key": "A"}}, "secret_key"), ({**BUCKET, "secret": {}}, "access_key"),
    (config(SERVER, port="22"), "config.port"), (config(SERVER, port=70000), "port"),
    (config(SERVER, port=True), "config.port"), (config(SERVER, host="a b"), "host"), (config(SERVER, user=""), "user"),
    (config(SERVER, folder="a/../b"), "folder"), (config(SERVER, way="trust"), "way"),
    (config(SERVER, host_key="SHA256:short"), "config.host_key"), (config(SERVER, host_key=7), "config.host_key"),
    ({**SERVER, "secret": {}}, "password"), (config(SERVER, way="key"), "private_key"),
])  # fmt: skip
def test_what_cannot_be_a_destination_is_named_and_not_kept(alice: User, body: Any, field: str) -> None:
    answer = ask(alice, "POST", "destinations", body)
    assert (answer.status_code, answer.json()["field"]) == (400, field), answer.json()
    assert not Destination.objects.exists() and not [each for each in HIDDEN if each in answer.content.decode()]


def test_one_that_schedules_use_is_not_removed(alice: User, subaccount: SubAccount) -> None:
    schedule = reports.schedule(alice, subaccount)
    place = reports.webhook(schedule, "https://hooks.example.org/").destination_id
    told = ask(alice, "DELETE", f"destinations/{place}")
    assert (told.status_code, told.json()["code"]) == (409, "in_use") and schedule.name in told.json()["message"]
    assert ask(alice, "GET", f"destinations/{place}").json()["used_by"] == [{"id": schedule.pk, "name": schedule.name}]
    Schedule.objects.all().delete()
    assert ask(alice, "DELETE", f"destinations/{place}").status_code == 204


def test_a_test_says_what_was_seen(alice: User) -> None:
    place = made(alice, config(HOOK, url="http://127.0.0.1:9/"))
    tested = ask(alice, "POST", f"destinations/{place['id']}/test").json()
    assert tested["test_passed"] is False and tested["test_said"] and tested["tested_at"]


def test_a_new_secret_is_said_once_beside_the_previous(alice: User) -> None:
    place = made(alice, HOOK)
    path = f"destinations/{place['id']}/secret"
    rotated = ask(alice, "POST", path).json()
    assert rotated["shown"]["secret"] != place["shown"]["secret"] and "previous" in rotated["secrets"]
    forgotten = ask(alice, "DELETE", path)
    assert "previous" not in forgotten.json()["secrets"] and rotated["shown"]["secret"] not in str(forgotten.content)


def test_a_pair_of_keys_shows_its_public_half_alone(alice: User) -> None:
    place = made(alice, {**config(SERVER, way="pair"), "secret": {}})
    again = ask(alice, "POST", f"destinations/{place['id']}/secret").json()
    assert again["config"]["public_key"].startswith("ssh-ed25519 ") and again["secrets"] == ["private_key"]
    assert again["config"]["public_key"] != place["config"]["public_key"] and "PRIVATE" not in str([place, again])
    assert ask(alice, "POST", f"destinations/{made(alice, BUCKET)['id']}/secret").status_code == 404


def test_the_key_of_a_server_is_pinned_by_a_person(alice: User) -> None:
    key = "ssh-ed25519 SHA256:" + "A" * 43
    place = made(alice, config(SERVER, host_key=key))
    assert place["config"]["host_key"] == key and Destination.objects.get().config["host_key"] == key


def test_a_colleague_uses_it_and_changes_nothing(alice: User, account: Account) -> None:
    place, dana = made(alice, HOOK), analyst(account)
    path = f"destinations/{place['id']}"
    seen = ask(dana, "GET", path)
    assert seen.json()["config"] is None and seen.json()["address"] == "https://hooks.example.org/in"
    assert b"token=abc" not in seen.content
    assert ask(dana, "PUT", path, {"name": "Mine", "config": HOOK["config"]}).status_code == 403
    assert {ask(dana, *each).status_code for each in (("DELETE", path), ("POST", f"{path}/secret"))} == {403}


def test_viewers_and_strangers_get_nothing(alice: User, bob: User, charlie: User) -> None:
    path = f"destinations/{made(alice, HOOK)['id']}"
    asked = (("GET", path), ("PUT", path), ("DELETE", path), ("POST", f"{path}/test"), ("POST", f"{path}/secret"))
    assert {ask(charlie, *each).status_code for each in asked} == {404}
    assert {ask(bob, *each).status_code for each in (*asked, ("GET", "destinations"))} == {403}
    assert ask(charlie, "GET", "destinations").json() == []
