"""Every address there is: who is let in. An address that stands in no list here fails, so that nobody forgets one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts import tokens
from accounts.access import viewer_for
from accounts.models import Account, Role, SubAccount, User
from dashboards import own
from explores.keeping import content, folders, links
from explores.models import Look
from tests import shop
from tests.alerts.checking import watched
from tests.alerts.screen import drawn
from tests.dashboards.sharing import shared
from tests.deliveries import reports
from tests.doors import (
    ADMINS,
    ADMINS_CHANGE,
    API_EXPORT,
    API_RECEIPT,
    EVERY,
    EVERYBODY,
    EXPLORE,
    FRAMEWORK,
    KEEPERS,
    OF_THE_ACCOUNT,
    OPEN,
    PLACES,
    RECEIPT,
    STAFF,
    THINGS,
    THINGS_TO_CHANGE,
)
from tests.explores.keeping.people import MONTHS, look_of

SECRETS = ("99,000", "99000", "99660", "99,660", "Alba", "By month", "onerror", "Sales of ours")


def addresses(within: URLResolver, before: str = "") -> Iterator[str]:
    """Every pattern as it is written, the framework's own aside."""
    for each in within.url_patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLPattern):
            if not each.callback.__module__.startswith(FRAMEWORK):
                yield here
        else:
            yield from addresses(each, here)


def test_every_address_stands_in_a_list() -> None:
    assert set(addresses(get_resolver())) == {*EVERY, *OPEN, *STAFF}


@pytest.fixture
def kept(transactional_db: None, account: Account, subaccount: SubAccount, alice: User) -> dict[str, str]:
    """What Alice keeps for herself, as addresses name it."""
    shop.fill(account, subaccount)
    viewer, look = viewer_for(alice), look_of(alice)
    mine = own.make(viewer, folders.personal(viewer), "Sales of ours")
    tile = own.append(viewer, mine, "Sales", content.of_address(viewer, "business", MONTHS), "bar")
    link = links.short(viewer, "business", MONTHS)
    schedule = reports.schedule(alice, subaccount, name="Sales of ours, daily")
    sales = {"kind": "tile", "slug": str(mine.pk), "tile": tile}
    watch = watched.alert(alice, subaccount, name="Sales of ours, too many", content=sales)
    place = reports.webhook(schedule, "https://hooks.example.org/").destination_id
    receipt = reports.planned(schedule).number
    return {"look": str(look.pk), "folder": str(look.folder_id), "dashboard": str(mine.pk), "tile": tile,
            "export": str(reports.export(viewer).uid),
            "link": link.slug, "schedule": str(schedule.pk), "alert": str(watch.pk), "place": str(place),
            "receipt": receipt,
            "ad": str(drawn.health(subaccount, 41).row),
            "member": str(alice.memberships.get().pk),
            "shared": str(shared.links.make(viewer, shared.links.subject(viewer, str(mine.pk))).link.pk),
            "team": str(account.teams.create(name="Sales of ours").pk)}  # fmt: skip


def path_of(pattern: str, kept: dict[str, str]) -> str:
    """The pattern with the names of what Alice has."""
    of = {
        "destinations/": "place",
        "deliveries/": "schedule",
        "schedules/<": "schedule",
        "alerts/": "alert",
        "ads/<": "ad",
        "links/": "shared",
        "shared-links/": "shared",
        "looks/": "look",
        "folders/": "folder",
        "teams/": "team",
        "people/": "member",
    }
    number = kept[next((name for part, name in of.items() if part in pattern), "dashboard")]
    if "^" in pattern:
        return "/explore/"
    if pattern.startswith(EXPLORE):
        return "/explore/business/"
    if pattern.startswith("ads/"):
        pattern = pattern.replace("<slug:name>", "ctr").replace("<slug:of>", "account")
    slug = kept["link"] if pattern.startswith("x/") else kept["dashboard"]
    filled = pattern.replace("<int:number>", number).replace("<int:version>", "1").replace("<slug:slug>", slug)
    filled = (
        filled.replace("<str:receipt>", kept["receipt"])
        .replace("<int:place>", "0")
        .replace("<slug:kind>", "s3")
        .replace("<slug:level>", "ad")
    )
    filled = filled.replace("<uuid:uid>", kept["export"])
    filled = filled.replace("<slug:what>", "tidy").replace("<slug:way>", "undo")
    filled = filled.replace("<slug:name>", kept["tile"] if "tiles" in pattern else "business")
    return "/" + filled.replace("<str:name>", "business").replace("<path:name>", "business")


def knock(user: User | None, pattern: str, kept: dict[str, str]) -> Any:
    """What one person gets there, by a token where it is the API's."""
    client, path, how = Client(), path_of(pattern, kept), EVERY[pattern]
    if user and pattern.startswith("api/"):
        membership = user.memberships.first()
        account = membership.account if membership else Account.objects.get(pk=kept.get("account", "0"))
        client = Client(headers={"authorization": f"Bearer {tokens.issue(user, account, 'test')}"})
    elif user:
        client.force_login(user)
    if not how.startswith("POST"):
        return client.get(path + how)
    path += pattern.removeprefix(EXPLORE) if pattern.startswith(EXPLORE) else ""
    body = how.removeprefix("POST").strip()
    kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
    return client.generic("POST", path, body, content_type=kind)


def text(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode() + answer.headers.get("Location", ""))


def statuses(user: User | None, patterns: dict[str, str], kept: dict[str, str]) -> dict[str, int]:
    return {pattern: knock(user, pattern, kept).status_code for pattern in patterns}


def test_alice_gets_in_everywhere(kept: dict[str, str], alice: User) -> None:
    found = statuses(
        alice, {p: h for p, h in EVERY.items() if p not in {**THINGS_TO_CHANGE, **ADMINS_CHANGE, **PLACES}}, kept
    )
    filters = {pattern for pattern in found if "/filters/" in pattern}  # her dashboard has none
    refused = {p: status for p, status in found.items() if status >= 400 and p not in filters}
    unfilled = {
        "dashboards/save": 400,
        "dashboards/save/new": 404,
        EXPLORE + "custom/save": 422,
        EXPLORE + "action": 404,
        RECEIPT + "files/<int:place>": 404,
        API_RECEIPT + "/file": 404,
        API_EXPORT + "/file": 409,
        "downloads/<uuid:uid>/file": 404,
        "schedules/save": 400,
        "schedules/test": 400,
        "api/v1/alerts/backtest": 400,
        "alerts/test": 400,
        "ads/rules/limits": 400,
    }
    assert refused == unfilled  # forms that were not filled in, and an action that the catalog does not have


def test_who_is_signed_out_is_sent_to_sign_in(kept: dict[str, str]) -> None:
    for pattern in EVERY:
        answer = knock(None, pattern, kept)
        if pattern.startswith("api/"):
            assert answer.status_code == 401, pattern
        else:
            assert answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"], pattern


def test_who_is_of_no_account_finds_nothing(kept: dict[str, str]) -> None:
    nobody = User.objects.create_user("nobody@example.org", "a long password")
    for pattern in EVERY:
        if not pattern.startswith("api/") and pattern != "accounts/subaccount/":  # one's own session
            assert knock(nobody, pattern, kept).status_code == 404, pattern


def test_a_stranger_finds_nothing_of_ours(kept: dict[str, str], charlie: User) -> None:
    for pattern in EVERY:
        answer = knock(charlie, pattern, kept)
        if pattern in {*THINGS, *THINGS_TO_CHANGE, *OF_THE_ACCOUNT, *ADMINS_CHANGE, *PLACES} or (
            pattern in ADMINS and "number" in pattern
        ):
            assert answer.status_code == 404, pattern
        assert not [secret for secret in SECRETS if secret in text(answer)], pattern
    assert Look.objects.get(pk=kept["look"]).trashed_at is None


def test_a_team_mate_finds_nothing_of_what_is_anothers_own(kept: dict[str, str], bob: User) -> None:
    for role in (Role.VIEWER, Role.ANALYST):
        bob.memberships.update(role=role)
        for pattern in {**THINGS, **THINGS_TO_CHANGE}:
            expected = {404, 403} if role == Role.VIEWER and pattern in THINGS_TO_CHANGE else {404}
            assert knock(bob, pattern, kept).status_code in expected, (role, pattern)


def test_a_viewer_keeps_nothing_and_sees_the_rows_of_one_sub_account(kept: dict[str, str], bob: User) -> None:
    for pattern in {**KEEPERS, **ADMINS, **ADMINS_CHANGE, **PLACES}:
        assert knock(bob, pattern, kept).status_code == 403, pattern
    italian = {p: [s for s in ("99,000", "99000", "99660", "99,660", "onerror") if s in text(knock(bob, p, kept))]
               for p in EVERYBODY}  # fmt: skip
    assert {pattern: found for pattern, found in italian.items() if found} == {}


def test_who_is_a_member_no_more_is_a_stranger_at_once(kept: dict[str, str], alice: User, account: Account) -> None:
    token = tokens.issue(alice, account, "kept")
    client = Client()
    client.force_login(alice)
    alice.memberships.all().delete()
    for pattern, how in EVERYBODY.items():
        if not pattern.startswith("api/") and not how.startswith("POST"):
            assert client.get(path_of(pattern, kept) + how).status_code == 404, pattern
    asked = json.dumps({"fields": ["orders.count"]})
    with_token = Client(headers={"authorization": f"Bearer {token}"})
    answer = with_token.post("/api/v1/explores/business/query", asked, content_type="application/json")
    assert answer.status_code == 401
