"""Saving and trying credentials at the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import SubAccount
from cdp.models import Source
from connectors.models import AdConnection
from tests.servers.platforms.tiktok import TikTok, tiktok

pytestmark = pytest.mark.django_db
GOOD = {"access_token": "a-good-token"}


@pytest.fixture(autouse=True)
def stub(settings: Any, subaccount: SubAccount) -> Iterator[TikTok]:
    Source.objects.create(subaccount=subaccount, name="TikTok", kind="tiktok_ads")
    Source.objects.create(subaccount=subaccount, name="A file", kind="file")
    with tiktok() as found:
        settings.TIKTOK_ADS_URL, settings.NET_ALLOW = f"{found.url}/open_api/v1.3", found.allowed
        yield found


def run(monkeypatch: pytest.MonkeyPatch, *words: str, stdin: str = json.dumps(GOOD), source: str = "TikTok") -> str:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    call_command("connect_ads", *words, "--source", source, stdout=out)
    return out.getvalue()


def test_credentials_that_work_are_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    said = run(monkeypatch, "save", "--account", "1234567890")
    found = AdConnection.objects.get()
    assert "leads to Maison Alba, in EUR" in said and "read alone" in said and "a-good-token" not in said
    assert (found.state, found.may_change, found.sealed.open()) == ("ok", False, GOOD)


def test_changing_must_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "may be changed" in run(monkeypatch, "save", "--account", "1234567890", "--may-change")
    assert AdConnection.objects.get().may_change


def test_credentials_that_do_not_work_leave_those_that_were(monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "save", "--account", "1234567890")
    with pytest.raises(CommandError, match="does not accept the token"):
        run(monkeypatch, "save", "--account", "1234567890", stdin='{"access_token": "wrong"}')
    assert AdConnection.objects.get().sealed.open() == GOOD


def test_credentials_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOK_ADS_ACCESS_TOKEN", "a-good-token")
    run(monkeypatch, "save", "--account", "1234567890", "--env", stdin="")
    assert AdConnection.objects.get().sealed.open() == GOOD


def test_they_can_be_tried_again_and_listed(monkeypatch: pytest.MonkeyPatch, stub: TikTok) -> None:
    run(monkeypatch, "save", "--account", "1234567890")
    assert "leads to" in run(monkeypatch, "test")
    stub.trouble = "expired"
    with pytest.raises(CommandError):
        run(monkeypatch, "test")
    listed = json.loads(run(monkeypatch, "list"))
    assert listed["state"] == "expired" and "a-good-token" not in json.dumps(listed)


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        ("", "one JSON object"),
        ("a-good-token", "one JSON object"),
        ("[1]", "one JSON object"),
        ('{"access_token": 5}', "with texts"),
        ('{"token": "secret-x"}', "stdin names token"),
        ("{}", "has no access_token"),
    ],
)
def test_input_that_is_none_is_named_and_not_repeated(monkeypatch: pytest.MonkeyPatch, stdin: str, said: str) -> None:
    with pytest.raises(CommandError, match=said) as caught:
        run(monkeypatch, "save", "--account", "1234567890", stdin=stdin)
    assert "secret-x" not in str(caught.value) and not AdConnection.objects.exists()


@pytest.mark.parametrize("number", ["", "me", "12/34", "１２"])
def test_an_account_is_a_number(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    with pytest.raises(CommandError, match="the platform's own number"):
        run(monkeypatch, "save", "--account", number)


def test_a_source_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="did you mean 'TikTok'"):
        run(monkeypatch, "save", "--account", "1", source="TikTak")


def test_a_file_must_be_told_which_platform_it_is_of(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="add --platform"):
        run(monkeypatch, "save", "--account", "1234567890", source="A file")
    assert "leads to" in run(
        monkeypatch, "save", "--account", "1234567890", "--platform", "tiktok_ads", source="A file"
    )


def test_a_source_of_one_platform_is_not_connected_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="is a source of TikTok, not of Meta"):
        run(monkeypatch, "save", "--account", "1", "--platform", "meta_ads")


def test_a_source_that_is_not_connected_cannot_be_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="is not connected"):
        run(monkeypatch, "test")
