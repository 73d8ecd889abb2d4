"""Parameters chosen on the page, and values offered where a field is made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.conftest import SignIn
from tests.explores.test_parameters import VIEW

pytestmark = pytest.mark.browser
SIZE = {"size": {"bins": "orders.total", "size": 100, "min": 0, "max": 300, "style": "interval", "label": "Size"}}


def test_a_parameter_is_picked_chosen_from_its_list_and_run(
    sales: None, sign_in: SignIn, alice: User, settings: Any, tmp_path: Path
) -> None:
    for folder, name, text in (
        ("views", "orders", VIEW),
        ("explores", "goods", "{explore: goods, label: Goods, base: {view: orders}}"),
        ("explores", "business", "{explore: business, label: Business, base: {view: orders}}"),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / f"{name}.yaml").write_text(text)
    settings.CATALOG_DIR = str(tmp_path)
    page = sign_in(alice)
    page.goto("/explore/goods/?fields=orders.ordered_by,orders.count")
    expect(page.get_by_text("Filter-only fields")).to_be_visible()
    page.locator('#picker [data-field="orders.period"] .picker-name').click()
    editor = page.locator('filter-editor[data-field="orders.period"]')
    expect(editor.locator("[name=v]")).to_have_value("month")
    editor.locator("[name=v]").select_option("Year <b>")
    expect(editor.locator(".chip-value")).to_have_text("is Year <b>")
    page.locator("#run").click()
    page.wait_for_url(lambda address: "year" in address)
    expect(page.locator("thead")).to_contain_text("By period: Year <b>")
    expect(page.locator("tbody tr")).to_have_count(2)


def test_a_bin_is_taken_from_the_list_where_a_group_is_made(sales: None, sign_in: SignIn, alice: User) -> None:
    page = sign_in(alice)
    page.goto("/explore/business/?" + urlencode({"fields": "size,orders.count", "custom": json.dumps(SIZE)}))
    page.get_by_label("New custom field").click()
    page.locator("#custom-new").locator("[data-custom='kind=group']").click()
    page.get_by_label("Of the field").select_option("size")
    page.get_by_placeholder("Label", exact=True).first.fill("Small")
    box = page.get_by_placeholder("Filter, such as FR,DE or >10").first
    box.press_sequentially("[100")
    page.get_by_role("option", name="[100,200)").click()
    expect(box).to_have_value("[100^,200)")
    box.press("End")
    box.press_sequentially(",")
    page.get_by_role("option", name="[200,300)").click()
    expect(box).to_have_value("[100^,200),[200^,300)")
    page.locator("dialog [type=submit]").click()
    page.locator("#run").click()
    page.wait_for_url("**groups**")
    expect(page.locator("tbody")).to_contain_text("Small")
