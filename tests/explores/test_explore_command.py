"""``explore`` keeps its contract: JSON, fields, errors with exit status 1."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Account, SubAccount, User
from tests.explores import published

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = ("business", "-f", "contacts.country", "-f", "orders.revenue", "--now", "2026-03-15T12:00")


@pytest.fixture
def data(account: Account, subaccount: SubAccount) -> Account:
    published.write(account)
    return account


def explore(*words: str) -> str:
    out = io.StringIO()
    call_command("explore", *words, stdout=out)
    return out.getvalue()


def test_json_holds_the_contract(data: Account) -> None:
    found = json.loads(explore(*ASKED, "--totals", "--limit", "2", "--format", "json"), parse_float=str)
    assert {"fields", "rows", "totals", "returned", "total_rows", "as_of", "sql"} <= found.keys()
    assert found["rows"] == [
        {"contacts.country": "PT", "orders.revenue": 100}, {"contacts.country": "FR", "orders.revenue": "30.3"},
    ]  # fmt: skip
    assert (found["returned"], found["total_rows"], found["totals"]) == (2, 3, {"orders.revenue": "135.3"})


def test_a_table_says_how_many_rows_there_are(data: Account) -> None:
    said = explore(*ASKED, "--limit", "1")
    assert "PT" in said and "1 of 3 rows" in said


def test_csv_and_sql_are_to_be_had(data: Account) -> None:
    assert explore(*ASKED, "--format", "csv").splitlines()[1] == "PT,100"
    assert explore(*ASKED, "--format", "sql").startswith("WITH groups AS")


def test_a_pivot_in_json_is_keyed_by_its_columns(data: Account) -> None:
    words = ("business", "-f", "contacts.country", "-f", "orders.count", "--pivot", "contacts.country", "--row-totals")
    found = json.loads(explore(*words, "--format", "json"))
    assert found["rows"] == [{"orders.count": {"DE": 1, "FR": 2, "PT": 1}}]
    assert found["row_totals"] == [{"orders.count": 4}]


def test_fields_are_listed(data: Account) -> None:
    listed = {field["id"]: field for field in json.loads(explore("--fields", "business"))}
    assert listed["orders.revenue"]["label"] == "Orders › Revenue"
    assert listed["contacts.attr_points"]["type"] == "number" and listed["orders.revenue"]["definition"]


def test_as_a_person_it_answers_from_their_rows(data: Account, bob: User) -> None:
    found = json.loads(explore(*ASKED, "--as", "bob@example.org", "--format", "json"))
    assert {row["contacts.country"] for row in found["rows"]} == {"FR", "DE"}


def test_a_stranger_sees_nothing_of_it(data: Account, charlie: User) -> None:
    found = json.loads(explore(*ASKED, "--as", "charlie@example.org", "--format", "json"))
    assert found["rows"] == []


def test_a_custom_field_is_given_as_json(data: Account) -> None:
    custom = json.dumps({"in_france": {"based_on": "orders.count", "filters": {"contacts.country": "FR"}}})
    found = json.loads(explore("business", "-f", "in_france", "--custom", custom, "--format", "json"))
    assert found["rows"] == [{"in_france": 2}]


def test_filters_joined_by_or_are_given_as_json(data: Account) -> None:
    where = json.dumps(
        {"any": [{"field": "contacts.country", "is": "FR"}, {"field": "orders.total", "is": ">1000000"}]}
    )
    found = json.loads(explore("business", "-f", "orders.count", "--where", where, "--format", "json"))
    assert found["rows"] == [{"orders.count": 2}]


WRONG: tuple[tuple[tuple[str, ...], str], ...] = (
    (("busines", "-f", "orders.count"), "Try business"),
    (("business", "-f", "orders.cont"), "Try orders.count"),
    (("business",), "at least one field"),
    (("business", "-f", "orders.count", "--filter", "orders.status"), "has no '='"),
    (("business", "-f", "orders.count", "--filter", "orders.ordered_date=last blue moon"), "last blue moon"),
    (("business", "-f", "orders.count", "--limit", "few"), "whole number"),
    (("business", "-f", "orders.count", "--sort", "orders.count up"), "asc or desc"),
    (("business", "-f", "orders.count", "--custom", "{"), "no JSON"),
    (("business", "-f", "orders.count", "--where", '{"any": 3}'), "Each part is"),
    (("business", "-f", "orders.count", "--now", "noon"), "ISO time"),
    (("business", "-f", "orders.count", "--timezone", "Europe/Pari"), "Try Europe/Paris"),
    (("business", "-f", "orders.count", "--as", "alic@example.org"), "Try alice@example.org"),
)


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_what_is_wrong_is_said_with_exit_status_1(account: Account, alice: User, words: Any, said: str) -> None:
    with pytest.raises(CommandError) as caught:
        explore(*words)
    assert said in str(caught.value) and caught.value.returncode == 1


def test_of_several_accounts_one_must_be_named(account: Account, charlie: User) -> None:
    with pytest.raises(CommandError, match="--account"):
        explore(*ASKED)


def test_table_calculations_are_asked_for_as_on_the_page(data: Account) -> None:
    made = {"share": {"calculation_type": "percent_of_column_sum", "of": "orders.revenue"}}
    words = (*ASKED, "-f", "share", "--custom", json.dumps(made))
    assert "Percent of column of Revenue" in explore(*words) and "73.9" in explore(*words)
    assert explore(*words, "--format", "csv").splitlines()[1].startswith("PT,100,0.739")
    found = json.loads(explore(*words, "--format", "json"), parse_float=str)
    assert found["fields"][2]["kind"] == "calculation" and found["rows"][0]["share"].startswith("0.7390")
