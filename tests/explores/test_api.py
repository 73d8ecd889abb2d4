"""Explores over REST: what team-mates may, what strangers see, and what a wrong question is told."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts import tokens
from accounts.models import Account, SubAccount, User
from cdp.batches import batch
from cdp.models import Order, Source
from cdp.warehouse import mirror

BY_MONTH = {
    "fields": ["orders.ordered_month", "orders.revenue"],
    "filters": [{"field": "orders.ordered_date", "expression": "2024"}],
    "totals": True,
}


@pytest.fixture
def other(account: Account) -> SubAccount:
    """A second sub-account, which Bob may not see."""
    return SubAccount.objects.create(account=account, name="Alba Italia")


@pytest.fixture
def orders(transactional_db: None, subaccount: SubAccount, other: SubAccount) -> None:
    """100 in January and 20 in March 2024 in France, 3 in Italy, published."""
    for place, moment, total in [
        (subaccount, (2024, 1, 31, 23, 30), 100),
        (subaccount, (2024, 3, 5), 20),
        (other, (2024, 3, 6), 3),
    ]:
        source, _ = Source.objects.get_or_create(subaccount=place, name="shop", kind="file")
        with batch(source):
            Order.objects.create(
                subaccount_id=place.pk, source_id=source.pk, external_id=str(moment), total=total, currency="EUR",
                ordered_at=datetime(*moment, tzinfo=UTC), status="paid",
            )  # fmt: skip
    mirror.publish()


def caller(user: User, account: Account) -> Client:
    """A program with a token of this person in this account."""
    return Client(headers={"authorization": f"Bearer {tokens.issue(user, account, 'test')}"})


def ask(client: Client, body: Any, explore: str = "business") -> Any:
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(f"/api/v1/explores/{explore}/query", content, content_type="application/json")


def test_the_explores_and_their_fields_are_listed(alice: User, account: Account) -> None:
    client = caller(alice, account)
    names = [explore["name"] for explore in client.get("/api/v1/explores").json()]
    assert sorted(names) == ["ads", "automation", "business", "email", "marketing_email", "sms", "transactional_email"]
    fields = {field["id"]: field for field in client.get("/api/v1/explores/business").json()["fields"]}
    assert fields["orders.revenue"]["kind"] == "measure" and fields["orders.revenue"]["definition"]


def test_a_query_gives_the_answer_of_the_command_line(orders: None, alice: User, account: Account) -> None:
    answer = ask(caller(alice, account), BY_MONTH).json()
    # 31 January 23:30 UTC is 1 February in Paris.
    months = {row["orders.ordered_month"]: row["orders.revenue"] for row in answer["rows"]}
    assert months == {"2024-03": 23, "2024-02": 100}
    assert answer["totals"]["orders.revenue"] == 123 and answer["total_rows"] == answer["returned"] == 2
    assert answer["sql"] and answer["timezone"] == "Europe/Paris"


def test_filters_joined_by_or_are_of_the_body(orders: None, alice: User, account: Account) -> None:
    where = {"any": [{"field": "orders.total", "is": ">50"}, {"field": "orders.total", "is": "3"}]}
    found = ask(caller(alice, account), {"fields": ["orders.revenue"], "where": where}).json()
    assert found["rows"] == [{"orders.revenue": 103}]


def test_a_team_mate_sees_only_the_rows_of_their_sub_account(orders: None, bob: User, account: Account) -> None:
    body = {**BY_MONTH, "timezone": "UTC", "filters": {"orders.ordered_date": "before now"}}
    answer = ask(caller(bob, account), {**body, "fill": []}).json()
    assert {row["orders.ordered_month"]: row["orders.revenue"] for row in answer["rows"]} == {
        "2024-03": 20,
        "2024-01": 100,
    }


def test_a_stranger_sees_nothing_of_it(orders: None, charlie: User) -> None:
    membership = charlie.memberships.get()
    answer = ask(caller(charlie, membership.account), BY_MONTH)
    assert answer.status_code == 200 and answer.json()["rows"] == []


def test_who_left_the_account_is_a_stranger_at_once(alice: User, account: Account) -> None:
    client = caller(alice, account)
    alice.memberships.all().delete()
    assert client.get("/api/v1/explores").status_code == 401


def test_who_is_in_no_account_learns_nothing_of_what_there_is(alice: User) -> None:
    alice.memberships.all().delete()
    client = Client()
    client.force_login(alice)
    assert client.get("/api/v1/explores/business").status_code == 404


def test_without_sign_in_there_is_a_401_that_says_how(db: None) -> None:
    answer = ask(Client(), BY_MONTH)
    assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["code"] == "not_authenticated"


def test_a_signed_in_browser_may_ask_but_not_without_the_forgery_token(orders: None, alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.get("/api/v1/explores").status_code == 200
    assert ask(client, BY_MONTH).status_code == 403


WRONG: list[tuple[Any, int, str, str]] = [
    ({"fields": ["orders.revenu"]}, 400, "orders.revenu", "orders.revenue"),
    (
        {"fields": ["orders.revenue"], "filters": {"orders.ordered_date": "12 mnths"}},
        400,
        "orders.ordered_date",
        "12 months",
    ),
    ({"fields": ["orders.revenue"], "timezone": "Europe/Pariss"}, 400, "timezone", "Europe/Paris"),
    ({"fields": ["orders.revenue"], "limit": 10**9}, 400, "limit", "100000"),
    ({"fields": ["orders.revenue"], "limit": "5"}, 400, "limit", ""),
    ({"fields": "orders.revenue"}, 400, "fields", ""),
    ({"fields": ["orders.revenue"], "explore": "sms"}, 400, "explore", "business"),
    ({"felds": []}, 400, "felds", "fields"),
]


@pytest.mark.parametrize(("body", "status", "field", "suggestion"), WRONG)
def test_a_wrong_question_is_told_what_where_and_what_was_meant(
    orders: None, alice: User, account: Account, body: Any, status: int, field: str, suggestion: str
) -> None:
    answer = ask(caller(alice, account), body)
    problem = answer.json()
    assert (answer.status_code, problem["field"]) == (status, field)
    assert suggestion in (problem["suggestion"] or "") and problem["message"] and problem["code"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"7", b"\xff\xfe", b"[" * 100_000, b'{"fields": NaN}', b'{"fields": ["\\ud800"]}']
)
def test_what_is_no_query_is_refused(alice: User, account: Account, body: bytes) -> None:
    answer = ask(caller(alice, account), body)
    assert answer.status_code == 400 and answer.json()["message"]


def test_a_body_without_end_is_not_read(alice: User, account: Account) -> None:
    answer = ask(caller(alice, account), b'{"fields": ["' + b"x" * 4_000_000 + b'"]}')
    assert answer.status_code == 413 and answer.json()["code"] == "too_large"


@pytest.mark.parametrize("text", ["' OR 1=1 --", "$p1", "%\x00%", "x\ud800"])
def test_a_hostile_filter_stays_a_value(orders: None, alice: User, account: Account, text: str) -> None:
    answer = ask(caller(alice, account), {"fields": ["orders.revenue"], "filters": {"orders.status": text}})
    assert answer.status_code in (200, 400)
    assert "rows" not in answer.json() or answer.json()["rows"][0]["orders.revenue"] is None


def test_an_unknown_explore_names_the_nearest(alice: User, account: Account) -> None:
    answer = caller(alice, account).get("/api/v1/explores/busines")
    assert answer.status_code == 404 and "business" in answer.json()["message"]


def test_without_published_data_there_is_a_409_that_says_what_to_run(
    transactional_db: None, subaccount: SubAccount, alice: User, account: Account
) -> None:
    answer = ask(caller(alice, account), BY_MONTH)
    assert answer.status_code == 409 and "mirror" in answer.json()["message"]


def test_the_description_names_every_address_and_its_errors(client: Client) -> None:
    text = client.get("/api/schema/", headers={"accept": "application/json"}).content
    paths = json.loads(text)["paths"]
    assert {"/api/v1/token", "/api/v1/explores", "/api/v1/explores/{name}", "/api/v1/explores/{name}/query"} <= set(
        paths
    )
    assert "400" in paths["/api/v1/explores/{name}/query"]["post"]["responses"]


def test_the_description_is_valid_openapi_without_warnings() -> None:
    from drf_spectacular.drainage import GENERATOR_STATS
    from drf_spectacular.generators import SchemaGenerator
    from drf_spectacular.validation import validate_schema

    GENERATOR_STATS.reset()
    validate_schema(SchemaGenerator().get_schema(public=True))
    assert not GENERATOR_STATS


def test_the_documentation_page_needs_no_inline_script_or_style(client: Client) -> None:
    page = client.get("/api/docs/").content.decode()
    assert "<style" not in page and "style=" not in page and "<script>" not in page
    assert client.get("/api/docs/?script=")["Content-Type"].startswith("application/javascript")


def test_the_example_of_the_page_on_the_api_runs(orders: None, alice: User, account: Account) -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
    (body,) = re.findall(r"-d '(\{.*?\})'", page.split("/query")[1].split("## Send")[0], flags=re.DOTALL)
    assert ask(caller(alice, account), body).status_code == 200
