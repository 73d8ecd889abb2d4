"""The explore page as Alice (all sub-accounts), Bob (one of them), Charlie (another company) and nobody see it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from cdp.warehouse.base import QueryTimeout, WarehouseError
from tests import shop

MONTHS = "fields=orders.ordered_month,orders.revenue&f[orders.ordered_date]=2025-10,2025-11&total=1"
Get = Callable[..., Any]


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


@pytest.fixture
def get() -> Get:
    """A page as one person gets it, its text with single spaces."""

    def fetch(user: User | None, path: str, status: int = 200) -> str:
        client = Client()
        if user:
            client.force_login(user)
        answer = client.get(f"/explore/{path}")
        assert answer.status_code == status, answer.content[:500]
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return re.sub(r"\s+", " ", body.decode())

    return fetch


def test_the_five_explores_are_listed(get: Get, alice: User) -> None:
    page = get(alice, "")
    for name in ("business", "marketing_email", "transactional_email", "sms", "ads"):
        assert f'href="/explore/{name}/"' in page


def test_a_link_opens_the_query_it_names(sales: None, get: Get, alice: User) -> None:
    page = get(alice, f"business/?{MONTHS}")
    assert "2025-11" in page and "€690.00" in page  # three orders of 100 + 10 × 13
    assert "2 of 2 rows" in page and "Total, 2 rows" in page and "totals queried, not added up" in page
    assert 'data-field="orders.revenue" data-hue="mea"' in page and 'aria-pressed="true">Revenue' in page


def test_a_team_mate_sees_the_rows_of_their_sub_account_only(sales: None, get: Get, bob: User, alice: User) -> None:
    assert "€99,660" in get(alice, f"business/?{MONTHS}")
    page = get(bob, f"business/?{MONTHS}")
    assert "€660.00" in page and "99,660" not in page


def test_a_filter_on_another_sub_account_widens_nothing(sales: None, get: Get, bob: User) -> None:
    asked = "business/?fields=orders.channel,orders.revenue&f[common.subaccount]=Alba Italia"
    assert "99,000" not in get(bob, asked)


def test_a_stranger_sees_none_of_it(sales: None, get: Get, charlie: User) -> None:
    page = get(charlie, f"business/result?{MONTHS}")
    assert "€" not in page.replace("€0", "") and "0 of 0 rows" in page


def test_a_person_without_membership_learns_nothing(get: Get, db: None) -> None:
    nobody = User.objects.create_user("dora@example.org", "correct horse battery")
    for path in ("", "business/", "business/result", "business/filter?field=orders.channel", "business.json"):
        get(nobody, path, status=404)


def test_who_is_signed_out_is_sent_to_the_sign_in(db: None, client: Client) -> None:
    for path in ("", "business/", "business/result", "business/field", "business.csv"):
        assert client.get(f"/explore/{path}")["Location"].startswith("/accounts/login/")


def test_an_unknown_explore_is_not_found(get: Get, alice: User) -> None:
    get(alice, "busines/", status=404)


def test_the_first_visit_offers_questions_to_start_from(get: Get, alice: User) -> None:
    page = get(alice, "business/")
    assert "Revenue by month" in page and "Ask Business" in page


def test_an_unknown_field_is_named_with_a_way_out_and_the_page_stays(get: Get, alice: User) -> None:
    page = get(alice, "business/?fields=orders.channel,orders.revenu")
    assert "There is no field &#x27;orders.revenu&#x27;" in page
    assert 'href="?fields=orders.channel,orders.revenue"' in page and "Remove orders.revenu" in page
    assert 'data-field="orders.channel"' in page


def test_a_filter_that_does_not_parse_keeps_its_chip(get: Get, alice: User) -> None:
    page = get(alice, "business/?fields=orders.count&f[orders.ordered_date]=12 mnths")
    assert "explore-problem" in page
    assert "12 mnths" in page and "orders.ordered_date" in page


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("fields=orders.count&limit=many", "whole number"),
        ("fields=orders.count&sorts=orders.count down", "asc or desc"),
        ("fields=orders.count&pivots=orders.channel", "not among the chosen fields"),
        ("fields=orders.count&tz=Mars/Base", "Mars/Base"),
        ("fields=orders.count&colour=red", "colour"),
        ("fields=orders.count&custom={", "custom"),
        ("fields=orders.count&f[orders.nope]=5", "orders.nope"),
    ],
)
def test_an_address_that_somebody_edited_says_what_is_wrong(get: Get, alice: User, asked: str, words: str) -> None:
    page = get(alice, f"business/?{asked}")
    assert "explore-problem" in page and words in page
    assert words in get(alice, f"business/result?{asked}", status=400)


def test_before_the_first_data_the_page_says_so(get: Get, alice: User, transactional_db: None) -> None:
    assert "There is no data yet" in get(alice, "business/result?fields=orders.count", status=409)


def test_a_query_that_takes_too_long_says_how_to_shorten_it(sales: None, get: Get, alice: User) -> None:
    with patch("explores.runner.run", side_effect=QueryTimeout("Stopped after 60 s.")):
        page = get(alice, "business/result?fields=orders.count", status=504)
    assert "Stopped after 60 s." in page and "Shorten the dates" in page


def test_a_cut_result_says_so_and_offers_all_rows(sales: None, get: Get, alice: User) -> None:
    page = get(alice, "business/result?fields=orders.external_id,orders.revenue&limit=5&total=1")
    assert 'class="result-cut">5 of 43 rows' in page and "Total, all 43 rows" in page
    assert "limit=all" in page


def test_a_click_on_a_header_is_a_link_to_the_sorted_query(sales: None, get: Get, alice: User) -> None:
    page = get(alice, f"business/result?{MONTHS}")
    assert 'aria-sort="descending"' in page
    assert "sorts=orders.ordered_month&quot;" not in page and "sorts=orders.ordered_month" in page
    assert "sorts=orders.ordered_month+desc,orders.revenue+desc" in page  # what Shift adds


def test_a_pivot_sorts_by_one_of_its_columns(sales: None, get: Get, alice: User) -> None:
    asked = (
        "fields=orders.ordered_month,orders.channel,orders.revenue&pivots=orders.channel&f[orders.ordered_date]=2025"
    )
    page = get(alice, f"business/result?{asked}")
    link = re.search(r'href="(\?[^"]*sorts=orders.revenue\+desc[^"]*Email[^"]*)"', page)
    assert link
    assert 'aria-sort="descending"' in get(alice, "business/result" + link[1].replace("&amp;", "&"))


def test_row_totals_sort_over_all_rows_even_where_the_limit_cuts(sales: None, get: Get, alice: User) -> None:
    asked = "fields=orders.external_id,orders.channel,orders.revenue&pivots=orders.channel&row_total=1"
    heads = re.findall(
        r'<th[^>]*data-head="orders.revenue"[^>]*><a href="([^"]+)"', get(alice, f"business/result?{asked}")
    )
    assert heads, "the head of the row totals sorts"
    few, every = (
        json.loads(get(alice, f"business.json{heads[0].replace('&amp;', '&')}&limit={limit}"))["row_totals"]
        for limit in ("3", "all")
    )
    figures = [float(row["orders.revenue"]) for row in every]
    assert figures == sorted(figures) and figures[0] < figures[-1]  # the largest came first without a sort
    assert [float(row["orders.revenue"]) for row in few] == figures[:3]


def test_each_kind_of_chart_comes_with_a_figure_and_its_words(sales: None, get: Get, alice: User) -> None:
    for kind in ("column", "bar", "line", "area", "scatter", "pie"):
        page = get(alice, f"business/result?{MONTHS}&vis={kind}")
        figure = re.search(r'<script type="application/json">(.*?)</script>', page)
        assert figure and json.loads(figure[1])["data"]
        assert 'role="img" aria-label="' in page


def test_a_single_value_is_text_not_a_plot(sales: None, get: Get, alice: User) -> None:
    page = get(alice, "business/result?fields=orders.count&vis=single")
    assert '<p class="single-value">' in page and ">43</button></p>" in page and "<plot-chart" not in page


def test_a_hostile_value_is_text_in_table_chart_and_chip(sales: None, get: Get, alice: User) -> None:
    page = get(alice, "business/?fields=orders.channel,orders.revenue&vis=bar&f[orders.channel]=%25<img%25")
    assert "&lt;img src=x" in page and "<img" not in page


def test_nothing_on_the_page_is_inline(sales: None, get: Get, alice: User) -> None:
    page = get(alice, f"business/?{MONTHS}")
    assert not re.search(r"<[^>]+\s(style|on\w+)=", page)
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)


def test_the_explanation_says_what_a_filter_means(get: Get, alice: User) -> None:
    told = get(alice, "business/filter?explain=1&field=orders.ordered_date&op=range&v=2025-01-01&v=2025-02-01")
    assert 'data-expression="2025-01-01 to 2025-02-01"' in told
    assert "1 Jan 2025 00:00 to 1 Feb 2025 00:00, Europe/Paris" in told


def test_the_explanation_says_where_the_fault_is(get: Get, alice: User) -> None:
    told = get(alice, "business/filter?explain=1&field=orders.ordered_date&op=matches&v=12 mnths")
    assert 'data-error="1"' in told and "character" in told


def test_a_new_filter_opens_with_the_simplest_way_to_fill_it(get: Get, alice: User) -> None:
    editor = get(alice, "business/filter?field=orders.channel")
    assert '<option value="is" selected>' in editor and 'name="v" value=""' in editor


def test_what_is_filled_in_stays_when_the_operator_changes(get: Get, alice: User) -> None:
    editor = get(alice, "business/filter?field=orders.channel&expression=Email&op=contains&v=Email")
    assert 'data-condition="contains Email"' in editor
    advanced = get(alice, "business/filter?field=orders.channel&expression=-Email&op=matches&v=Email")
    assert 'value="-Email"' in advanced


@pytest.mark.parametrize("asked", ["field=orders.nope", "field=", "field=orders.channel&op=near", "op=is"])
def test_an_editor_for_nonsense_says_so_and_does_not_break(get: Get, alice: User, asked: str) -> None:
    assert "filter-explained bad" in get(alice, f"business/filter?{asked}")


def test_switches_are_there_where_they_have_something_to_switch(sales: None, get: Get, alice: User) -> None:
    flat = get(alice, f"business/result?{MONTHS}")
    assert 'data-flag="subtotal"' not in flat and 'data-run="stack"' not in flat
    two = "fields=orders.ordered_month,orders.channel,orders.count&vis=column"
    assert 'data-flag="subtotal"' in get(alice, f"business/result?{two}")
    pivoted = get(alice, f"business/result?{two}&pivots=orders.channel&stack=percent")
    assert 'data-run="stack" aria-current="true">100 %' in pivoted and 'data-flag="row_total"' in pivoted
    assert 'aria-label="Pivoted"' in pivoted


def test_a_trend_line_is_chosen_where_one_can_be_drawn(sales: None, get: Get, alice: User) -> None:
    page = get(alice, f"business/result?{MONTHS}&vis=column&trend=polynomial:2")
    assert '<option value="polynomial:2" selected>Polynomial, order 2' in page
    assert "Revenue has no polynomial trend of order 2: it takes 3 points at least" in page
    assert '<option value="linear,average:4" selected>Linear and Moving average of 4' in get(
        alice, f"business/result?{MONTHS}&vis=line&trend=linear,average:4"
    )
    assert 'data-param="trend"' not in get(alice, f"business/result?{MONTHS}&vis=pie")


def test_a_trend_somebody_edited_leaves_the_page_whole(sales: None, get: Get, alice: User) -> None:
    page = get(alice, f"business/result?{MONTHS}&vis=column&trend=%3Cscript%3E")
    assert "No trend line: there is no trend line" in page and "<script>'" not in page
    assert "<tbody" in page


def test_cut_pivot_columns_are_told_in_amber(sales: None, get: Get, alice: User) -> None:
    fields = "fields=orders.ordered_month,orders.channel,orders.count&pivots=orders.channel"
    page = get(alice, f"business/result?{fields}&column_limit=2")
    assert '<span class="result-cut">2 of 4 pivot columns are shown; totals cover all of them.</span>' in page


def test_subtotals_stand_under_their_group(sales: None, get: Get, bob: User) -> None:
    page = get(bob, "business/result?fields=orders.channel,orders.ordered_year,orders.count&subtotal=1")
    assert page.count('<tr class="subtotal" data-level="1"') == 3


@pytest.mark.parametrize(
    ("asked", "way"),
    [
        ("fields=orders.count&limit=abc", "Remove limit"),
        ("fields=orders.count&subtotal=1", "Remove subtotal"),
        ("fields=orders.count&row_total=1", "Remove row_total"),
        ("fields=orders.count&tz=Mars/Base", "Remove tz"),
        ("fields=orders.count&nonsense=1", "Remove nonsense"),
        ("fields=orders.count&sorts=orders.revenue desc", "Remove Revenue"),
        ("fields=orders.count,orders.channel&pivots=orders.countr", "Remove orders.countr"),
        ("fields=orders.count&f[orders.ordered_date]=12 mnths", "Remove the filter on Order date"),
    ],
)
def test_a_part_of_the_address_that_cannot_be_can_be_taken_away(get: Get, alice: User, asked: str, way: str) -> None:
    page = get(alice, f"business/?{asked}")
    assert f"data-go-query>{way}</a>" in page and 'id="picker"' in page and 'id="filters"' in page


def test_a_custom_field_of_the_address_is_a_field_like_others(sales: None, get: Get, alice: User) -> None:
    custom = '{"buyers": {"type": "count_distinct", "of": "orders.channel", "label": "Channels used"}}'
    page = get(alice, f"business/result?fields=orders.ordered_month,buyers&custom={quote(custom)}")
    assert "Channels used" in page and "<tbody" in page
    whole = get(alice, f"business/?fields=orders.ordered_month,buyers&f[buyers]=%3E0&custom={quote(custom)}")
    assert "There is no field" not in whole


def test_a_custom_field_that_is_wrong_is_named(get: Get, alice: User) -> None:
    page = get(alice, "business/result?fields=orders.count,odd&custom={%22odd%22:{%22type%22:%22sum%22}}", status=400)
    assert "odd" in page and "needs" in page


@pytest.mark.parametrize(
    ("field", "expression", "condition"),
    [
        ("orders.ordered_year", "last year", "last year"),
        ("orders.ordered_month_name", "March", "is March"),
        ("orders.ordered_day_of_month", "3", "is 3"),
    ],
)
def test_a_time_frame_is_edited_in_the_grammar_it_is_read_by(
    get: Get, alice: User, field: str, expression: str, condition: str
) -> None:
    editor = get(alice, f"business/filter?field={field}&expression={quote(expression)}")
    assert "filter-explained bad" not in editor
    assert f'data-condition="{condition}' in editor


def test_leaving_out_a_wrong_filter_keeps_the_column(get: Get, alice: User) -> None:
    page = get(alice, "business/?fields=orders.ordered_date,orders.count&f[orders.ordered_date]=12 mnths")
    assert 'href="?fields=orders.ordered_date,orders.count" data-go-query>' in page


def test_what_the_engine_says_is_for_the_log(
    sales: None, get: Get, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    with patch("explores.runner.open_warehouse", side_effect=WarehouseError("no room in /srv/lake")):
        page = get(alice, "business/result?fields=orders.count", status=503)
    assert "The warehouse could not answer." in page and "/srv" not in page
    assert "no room in /srv/lake" in caplog.text


def test_where_nothing_passes_the_filters_each_can_be_left_out(sales: None, get: Get, alice: User) -> None:
    page = get(alice, "business/?fields=orders.channel,orders.count&f[orders.ordered_date]=1999&f[orders.channel]=Ads")
    assert "No row passes the filters" in page and "1 Jan 1999 00:00" in page
    assert '?fields=orders.channel,orders.count&amp;f[orders.channel]=Ads" data-go-query>Without Order date' in page


def test_a_field_answers_for_itself(get: Get, alice: User) -> None:
    told = get(alice, "business/field?field=orders.revenue")
    assert "refunds are not taken off" in told and "sum(orders.total)" in told
    assert "There is no field" in get(alice, "business/field?field=orders.nope", status=404)


def test_the_same_query_comes_as_json(sales: None, get: Get, bob: User) -> None:
    data = json.loads(get(bob, f"business.json?{MONTHS}&vis=line"))
    assert data["rows"][0] == {"orders.ordered_month": "2025-11", "orders.revenue": 690}
    assert (data["returned"], data["total_rows"], data["totals"]) == (2, 2, {"orders.revenue": 1350})


def test_the_same_query_comes_as_csv(sales: None, get: Get, bob: User) -> None:
    text = get(bob, f"business.csv?{MONTHS}")
    assert text.startswith("Orders › Order date › Month,Orders › Revenue 2025-11,690")


def test_a_file_of_a_wrong_query_is_an_error_that_programs_read(sales: None, get: Get, alice: User) -> None:
    data = json.loads(get(alice, "business.json?fields=orders.revenu", status=400))
    assert data["error"]["field"] == "orders.revenu" and "orders.revenue" in data["error"]["todo"]
    assert "Choose at least one field" in get(alice, "business.csv", status=400)
