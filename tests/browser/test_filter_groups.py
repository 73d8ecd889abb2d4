"""Filters joined by OR on the explore page: by mouse, and by the keyboard alone."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.conftest import PHONE, SignIn
from tests.browser.quiet import held

pytestmark = pytest.mark.browser
PAGE = "/explore/business/?fields=orders.channel,orders.count"


def tree(page: Page) -> Any:
    return json.loads(parse_qs(urlsplit(page.url).query)["where"][0])


def test_an_or_of_two_fields_is_made_by_mouse_and_survives_back(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(PAGE)
    page.get_by_role("button", name="Group", exact=True).click()
    group = page.locator(".filter-group")
    for name, value in (("orders.channel", "Email"), ("orders.ordered_month", "2025-01")):
        group.get_by_role("button", name="Filter", exact=True).click()
        page.locator("[data-search]").fill(name)
        page.locator(f'#picker [data-field="{name}"] .picker-name').click()
        editor = group.locator(f'filter-editor[data-field="{name}"]')
        editor.locator('[name="op"]').select_option("matches")
        editor.locator(".filter-expression").fill(value)
    expect(group.locator(".group-words")).to_contain_text("Channel: is “Email” OR Month: 1 Jan 2025")
    page.locator("#run").click()
    page.wait_for_url("**where=**")
    assert tree(page) == {
        "any": [{"field": "orders.channel", "is": "Email"}, {"field": "orders.ordered_month", "is": "2025-01"}]
    }
    group.get_by_label("How many conditions").select_option("all")
    page.locator("#run").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.go_back()
    expect(group.get_by_label("How many conditions")).to_have_value("any")
    group.get_by_label("Remove this group").click()
    page.locator("#run").click()
    page.wait_for_url(lambda address: "where=" not in address)


def test_a_nested_group_is_made_by_keys_alone(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(PAGE)
    page.locator("[data-new-group]").focus()
    page.keyboard.press("Enter")
    group = page.locator(".filter-group").first
    expect(group.locator("[data-add-filter]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # a group inside
    inner = group.locator(".filter-group")
    expect(inner.locator("[data-add-filter]")).to_be_focused()
    page.keyboard.press("Enter")  # which field?
    page.keyboard.type("orders.channel")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    box = inner.locator('filter-editor [name="v"]')
    expect(box).to_be_focused()
    page.keyboard.type("Ads")
    expect(group.locator(":scope > .group-words")).to_contain_text("is “Ads”")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**where=**")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert tree(page) == {"any": [{"any": [{"field": "orders.channel", "is": "Ads"}]}]}


def test_filters_that_all_applied_become_ones_of_which_any_is_enough(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(f"{PAGE}&f[orders.channel]=Email&f[orders.total]=>1000")
    late = held(page, re.compile(r"where=%7B%22any%22%3A%5B%5D%7D"))  # the words of the group while it was empty
    page.get_by_role("button", name="All conditions apply").click()
    words = "Channel: is “Email” OR Amount: more than 1000"
    expect(page.locator(".group-words")).to_have_text(words)
    for route in late:
        with page.expect_response(route.request.url):
            route.continue_()
    page.evaluate("new Promise((done) => setTimeout(done, 50))")  # time enough for them to be put in place
    assert late
    expect(page.locator(".group-words")).to_have_text(words)
    page.locator("#run").click()
    page.wait_for_url("**where=**")
    assert "f[" not in page.url and len(tree(page)["any"]) == 2
    expect(page.locator("#filters > filter-editor")).to_have_count(0)


def test_a_formula_filters_and_is_completed_while_it_is_typed(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto(PAGE)
    page.get_by_role("button", name="Group", exact=True).click()
    page.get_by_role("button", name="Formula").click()
    box = page.get_by_label("Formula that is yes or no")
    expect(box).to_be_focused()
    page.keyboard.type("${orders.tot")
    page.keyboard.press("Enter")
    page.keyboard.type(" >")
    expect(page.locator(".group-words.bad")).to_be_visible()
    page.keyboard.type(" 1000")
    expect(page.locator(".group-words")).to_have_text("${orders.total} > 1000")
    page.keyboard.press("Control+Enter")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_groups_fit_a_phone(sign_in: SignIn, bob: User) -> None:
    page = sign_in(bob, size=PHONE)
    inner = {"all": [{"field": "orders.status", "is": "paid"}, {"expression": "${orders.total} > 3"}]}
    groups = {"any": [{"field": "orders.channel", "is": "Email,Ads,Marketplace,Store,Phone"}, inner]}
    page.goto(f"{PAGE}&{urlencode({'where': json.dumps(groups)})}")
    expect(page.locator(".filter-group .filter-group [name=said]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
