"""Parameters of a site's own catalog on the explore page, in Looks, over REST, in the command and on dashboards."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts import tokens
from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from dashboards import offered
from dashboards.asking import Asked
from dashboards.chips import chips
from dashboards.explaining import explained
from dashboards.filters import narrowed, values_of
from dashboards.model import Box, Dashboard, Filter, Tile
from dashboards.validation import faults
from explores.catalogs import standard
from explores.keeping import folders
from explores.models import Look
from explores.semantic.query import Query
from tests import shop
from tests.explores.keeping.people import send

VIEW = """
view: orders
label: Orders
item: order
table: orders
key: id
parameters:
  period: {type: choice, label: Period, default: month, definition: "By which stretch of time.", allowed_values: [
    {value: day, label: Day}, {value: month, label: Month}, {value: year, label: "Year <b>"}]}
  rate: {type: number, label: Rate, default: 1}
dimensions:
  id: {}
  channel: {}
  ordered: {sql: ordered_at, timeframes: [date, month, year]}
  ordered_by: {type: choice, label: By period, parameter: period, of: {day: ordered_date, month: ordered_month, year: ordered_year}}
measures:
  count: {type: count, label: Orders}
  scaled: {type: sum, label: Scaled, sql: total * $rate, format: money}
"""  # noqa: E501
FIELDS = "fields=orders.ordered_by,orders.count&total=1"


@pytest.fixture(autouse=True)
def goods(transactional_db: None, account: Account, subaccount: SubAccount, settings: Any, tmp_path: Path) -> None:
    shop.fill(account, subaccount)
    for folder in ("views", "explores"):
        (tmp_path / folder).mkdir()
    (tmp_path / "views" / "orders.yaml").write_text(VIEW)
    for name in ("goods", "business"):
        (tmp_path / "explores" / f"{name}.yaml").write_text(f"{{explore: {name}, label: G, base: {{view: orders}}}}")
    settings.CATALOG_DIR = str(tmp_path)


def get(user: User | None, path: str, status: int = 200) -> str:
    client = Client()
    if user:
        client.force_login(user)
    answer = client.get(f"/explore/goods/{path}")
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_picker_lists_parameters_apart_as_what_is_only_filtered(alice: User) -> None:
    page = get(alice, "")
    section = page[page.index("Filter-only fields") :]
    assert 'data-field="orders.period" data-hue="fil"' in section
    assert "orders.period" not in page[: page.index("Filter-only fields")]


def test_a_choice_in_the_address_is_a_drop_down_and_decides_the_answer(alice: User) -> None:
    page = get(alice, f"?{FIELDS}&f[orders.period]=year")
    assert 'value="year" selected>Year &lt;b&gt;</option>' in page and "is Year &lt;b&gt;" in page
    assert "By period: Year &lt;b&gt;" in page and "Year <b>" not in page
    assert "2 of 2 rows" in page and "14 of 14 rows" in get(alice, f"?{FIELDS}")
    reader = Client()
    reader.force_login(alice)
    answer: Any = reader.get(f"/explore/goods.csv?{FIELDS}&f[orders.period]=year")
    assert b"".join(answer.streaming_content).decode().splitlines()[1:3] == ["2025,34", "2024,9"]


def test_a_number_is_typed_and_what_is_none_is_told_beside_its_box(alice: User) -> None:
    asked = "filter?field=orders.rate&expression="
    assert 'class="input filter-number" name="v" value="1"' in get(alice, f"{asked}")
    assert "<script" not in get(alice, f"{asked}%3Cscript%3E")
    told = get(alice, f"{asked}&op=is&v=2.5&explain=1")
    assert "2.5" in told and 'data-expression="2.5"' in told
    assert "it takes a number such as 0.15" in unescape(get(alice, f"{asked}&op=is&v=many&explain=1"))


def test_what_is_not_allowed_is_told_with_the_nearest_and_the_page_stays(alice: User) -> None:
    page = unescape(get(alice, f"?{FIELDS}&f[orders.period]=Yearly"))
    assert "The parameter Period is 'Yearly'; it takes one of day, month, year.</p><p class=\"ink2\">Try year." in page
    assert "Remove the filter on Period" in page and "Filter-only fields" in page


def test_a_parameter_among_the_fields_is_told_where_it_belongs(alice: User) -> None:
    page = unescape(get(alice, "?fields=orders.period,orders.count"))
    assert "'orders.period' is a parameter: it holds no data." in page and "Remove Period" in page


def test_a_parameter_is_explained_and_offered_nowhere_else(alice: User) -> None:
    assert "one of day (Day), month (Month), year (Year &lt;b&gt;); month unless chosen" in get(
        alice, "field?field=orders.period"
    )
    assert get(alice, "values?field=orders.period").count("<option") == 0
    assert "orders.period" not in get(alice, f"custom?kind=group&{FIELDS}")


def test_a_choice_is_kept_in_a_look(alice: User) -> None:
    folder = str(folders.personal(viewer_for(alice)).pk)
    query = f"{FIELDS}&f[orders.period]=day"
    send(alice, "/explore/goods/save", place="look", query=query, name="Daily", folder=folder)
    look = Look.objects.get()
    assert {"field": "orders.period", "expression": "day"} in look.query["filters"]
    where = send(alice, f"/looks/{look.pk}/").headers["Location"]
    assert "f%5Borders.period%5D=day" in where or "f[orders.period]=day" in where


def test_the_same_is_asked_over_rest_and_by_the_command(alice: User, account: Account) -> None:
    program = Client(headers={"authorization": f"Bearer {tokens.issue(alice, account, 'test')}"})

    def ask(period: str) -> Any:
        body = {"fields": ["orders.ordered_by", "orders.count"], "filters": {"orders.period": period}}
        return program.post("/api/v1/explores/goods/query", json.dumps(body), content_type="application/json")

    assert [row["orders.count"] for row in ask("year").json()["rows"]] == [34, 9]
    refused = ask("x'; DROP TABLE orders; --")
    assert (refused.status_code, refused.json()["field"]) == (400, "orders.period")
    fields = {field["id"]: field for field in program.get("/api/v1/explores/goods").json()["fields"]}
    assert fields["orders.period"]["kind"] == "parameter"
    assert fields["orders.period"]["allowed"][0] == ["day", "Day"] and fields["orders.period"]["default"] == "month"
    out = io.StringIO()
    call_command("explore", "goods", "-f", "orders.scaled", "--filter", "orders.rate=3", "--format", "json", stdout=out)
    plain = io.StringIO()
    call_command("explore", "goods", "-f", "orders.scaled", "--format", "json", stdout=plain)
    values = [json.loads(found.getvalue())["rows"][0]["orders.scaled"] for found in (out, plain)]
    assert values[0] == 3 * values[1]


PAGE = Dashboard(
    "page", "Page", "", "orders", (Filter("by", "Period", "parameter", "orders.period"),),
    (Tile("one", "One", "table", Query("goods", ("orders.ordered_by", "orders.count")), Box(0, 0, 8, 4)),),
)  # fmt: skip


def test_a_dashboards_filter_chooses_for_its_tiles(alice: User, settings: Any) -> None:
    viewer = viewer_for(alice)
    assert faults(PAGE, standard(str(settings.CATALOG_DIR))) == []
    values = values_of(PAGE, {"by": "year"})
    assert narrowed(PAGE.tiles[0], PAGE, values).filters == (("orders.period", "year"),)
    asked = Asked(PAGE, values, viewer, datetime(2026, 3, 1, tzinfo=UTC), None)
    (chip,) = chips(PAGE, values)
    assert explained(chip.filter, chip.value, asked).words == "Year <b>"
    assert explained(chip.filter, "", asked).words == "Month, as usual"
    assert "it takes one of day, month, year" in explained(chip.filter, "never", asked).fault
    found = offered.offer(PAGE.filters[0], asked, picked=["year"])
    assert [(one.label, one.value, one.chosen) for one in found.options] == [
        ("Day", "day", False),
        ("Month", "month", False),
        ("Year <b>", "year", True),
    ]


def test_a_dashboards_filter_is_of_the_type_that_its_field_is(settings: Any) -> None:
    catalog = standard(str(settings.CATALOG_DIR))
    for kind, field in (("string", "orders.period"), ("parameter", "orders.channel")):
        (said,) = faults(Dashboard("p", "P", "", "x", (Filter("by", "By", kind, field),), PAGE.tiles), catalog)
        assert f"the filter 'by' is of type {kind}, and {field!r} is" in said


def test_a_choice_shows_nobody_more_than_they_may_see(alice: User, bob: User, charlie: User) -> None:
    said = {user: get(user, "?fields=orders.scaled&f[orders.rate]=2") for user in (alice, bob, charlie)}
    assert "€" in said[bob] and said[bob] != said[alice]
    assert "198,000" not in said[bob] and "€" not in said[charlie]
    assert get(None, "", status=302) == ""
