"""Calculations over REST and on the page: shown, told where they are wrong, and inside the viewer's sub-accounts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from accounts import tokens
from accounts.models import Account, SubAccount, User
from cdp.batches import batch
from cdp.models import Order
from cdp.warehouse import mirror

CHANNEL, REVENUE = "orders.channel", "orders.revenue"
SHARE = {"share": {"calculation_type": "percent_of_column_sum", "of": REVENUE}}


@pytest.fixture
def orders(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    """Ads 30 and email 10 in France; ads 60 in Italy, which Bob may not see."""
    italy = SubAccount.objects.create(account=account, name="Alba Italia")
    with batch():
        for number, (place, channel, total) in enumerate(
            [(subaccount, "ads", 30), (subaccount, "email", 10), (italy, "ads", 60)]
        ):
            Order.objects.create(
                subaccount_id=place.pk, source_id=1, external_id=str(number), total=total, currency="EUR",
                ordered_at=datetime(2026, 1, 5, tzinfo=UTC), channel=channel,
            )  # fmt: skip
    mirror.publish()


def ask(user: User, account: Account, **body: Any) -> Any:
    client = Client(headers={"authorization": f"Bearer {tokens.issue(user, account, 'test')}"})
    return client.post("/api/v1/explores/business/query", json.dumps(body), content_type="application/json")


def page(user: User, path: str = "/", **params: Any) -> Any:
    client = Client()
    client.force_login(user)
    asked = {"fields": f"{CHANNEL},{REVENUE},share", "custom": json.dumps(SHARE), **params}
    return client.get(f"/explore/business{path}?{urlencode(asked)}")


def text_of(answer: Any) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_a_program_asks_for_a_calculation(orders: None, alice: User, account: Account) -> None:
    answer = ask(alice, account, fields=[CHANNEL, REVENUE, "share"], custom=SHARE, totals=True).json()
    assert [(row[CHANNEL], row["share"]) for row in answer["rows"]] == [("ads", 0.9), ("email", 0.1)]
    assert answer["totals"]["share"] == 1 and answer["fields"][2]["kind"] == "calculation"


def test_a_team_mate_computes_from_their_own_rows(orders: None, bob: User, charlie: User, account: Account) -> None:
    answer = ask(bob, account, fields=[CHANNEL, REVENUE, "share"], custom=SHARE).json()
    assert [row["share"] for row in answer["rows"]] == [0.75, 0.25]
    assert "75.0" in text_of(page(bob)) and page(charlie, "/result").status_code == 200
    assert "75.0" not in text_of(page(charlie, "/result"))


def test_a_program_is_told_the_place_of_what_is_wrong(orders: None, alice: User, account: Account) -> None:
    made = {"c": {"calculation": "1 + ${orders.revenues}"}}
    answer = ask(alice, account, fields=[CHANNEL, REVENUE, "c"], custom=made)
    assert answer.status_code == 400
    assert answer.json() == {
        "code": "invalid_expression", "field": "c", "start": 4, "end": 22, "suggestion": "${orders.revenue}",
        "message": "'C', character 5: There is no field 'orders.revenues'.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "spec", [{"calculation": 7}, {"calculation": ["("]}, {"calculation": "(" * 9_999}, [],
             {"calculation_type": {}, "of": REVENUE}, {"calculation_type": "rank_of_column", "of": None}, "1 + 1",
             {"calculation": "power(10, 1e999)"}, {"calculation": "1", "format": "<b>"}, {"calculation": "1", "x": 1}]
)  # fmt: skip
def test_a_spec_that_is_none_is_refused(orders: None, alice: User, account: Account, spec: Any) -> None:
    answer = ask(alice, account, fields=[CHANNEL, REVENUE, "c"], custom={"c": spec})
    assert answer.status_code == 400 and answer.json()["field"] == "c" and answer.json()["message"]


def test_the_page_shows_a_calculation_in_green_with_what_it_means(orders: None, alice: User) -> None:
    shown = text_of(page(alice))
    assert "th-calc" in shown and "90.0" in shown and "Percent of column of Revenue" in shown
    assert "Revenue as a share of its sum over the rows in the table, no others." in shown


def test_the_page_says_which_row_is_the_previous_one(orders: None, alice: User) -> None:
    made = {"share": {"calculation_type": "percent_of_previous", "of": REVENUE}}
    by_month = text_of(page(alice, fields=f"orders.ordered_month,{REVENUE},share", custom=json.dumps(made)))
    assert "in the previous row, the one below, which is the one before in time." in by_month
    by_channel = text_of(page(alice, custom=json.dumps(made)))
    assert "in the previous row, the one above." in by_channel


def test_labels_and_texts_of_a_calculation_are_only_ever_shown(orders: None, alice: User) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    made = {
        "share": {"calculation": f"concat('{hostile}', ${{orders.channel}})", "label": hostile, "description": hostile}
    }
    for path in ("/", "/result"):
        shown = text_of(page(alice, path, custom=json.dumps(made)))
        assert hostile not in shown and "&lt;img src=x" in shown
    line = text_of(page(alice, ".csv", custom=json.dumps({"share": {"calculation": "'=1+1'"}}))).splitlines()[1]
    assert line.endswith("'=1+1")


def test_a_header_does_not_sort_what_the_limit_cut(orders: None, alice: User) -> None:
    whole, cut = text_of(page(alice)), text_of(page(alice, limit=1))
    assert "sorts=share+desc" in whole or "sorts=share%20desc" in whole
    assert "sorts=share+desc" not in cut and "sorts=share%20desc" not in cut
    told = text_of(page(alice, "/result", limit=1, sorts="share desc"))
    assert "the row limit left 1 of 2" in told


def test_files_of_the_rows_shown_hold_calculations_and_files_of_all_rows_are_refused(orders: None, alice: User) -> None:
    assert text_of(page(alice, ".csv")).splitlines()[1] == "ads,90,0.9"
    cut = text_of(page(alice, limit=1))
    assert "CSV, all rows" not in cut and "limit=all" not in cut
    refused = page(alice, ".csv", limit="all")
    assert refused.status_code == 400 and "Set a row limit" in text_of(refused)


@pytest.mark.parametrize("kind", ["column", "line", "pie", "table", "single", "scatter"])
@pytest.mark.parametrize("pivots", ["", CHANNEL])
def test_charts_draw_calculations(orders: None, alice: User, kind: str, pivots: str) -> None:
    made = {**SHARE, "row": {"calculation": "sum(pivot_row(${orders.revenue}))"}}
    fields = f"orders.ordered_month,{CHANNEL},{REVENUE},share,row"
    shown = page(alice, "/result", fields=fields, custom=json.dumps(made), pivots=pivots, vis=kind)
    assert shown.status_code == 200 and "could not" not in text_of(shown)


def test_the_page_offers_the_field_that_is_missing_and_to_drop_a_filter(orders: None, alice: User) -> None:
    missing = text_of(page(alice, "/result", fields=f"{CHANNEL},share"))
    assert "Add Revenue" in missing and f"{CHANNEL}%2Cshare%2C{REVENUE}" in missing.replace(",", "%2C")
    filtered = text_of(page(alice, "/result", **{"f[share]": ">0.5"}))
    assert "cannot be filtered on. Filter on Revenue." in filtered and "Remove the filter on share" in filtered
