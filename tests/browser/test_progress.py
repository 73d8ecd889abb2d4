"""A run that takes long shows how far it is, on a desk and on a phone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.conftest import PHONE, SignIn
from tests.explores import slow

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [{}, {"size": PHONE}])
def test_a_long_run_shows_how_far_it_is_beside_its_time(
    sales: None, sign_in: SignIn, alice: User, settings: Any, tmp_path: Path, size: Any
) -> None:
    settings.CATALOG_DIR = slow.write(tmp_path)
    page = sign_in(alice, **size)
    page.goto("/explore/slow/?fields=slow.wave")
    strip = page.locator("#still")
    expect(strip).to_be_visible()
    expect(strip).to_have_text(re.compile(r"Still running\s*(about \d+ % read|no estimate yet)\s*\d+ s\s*Stop"))
    expect(strip.get_by_role("progressbar", name="How far the run is")).to_be_visible()
    box, width = strip.bounding_box(), page.evaluate("innerWidth")
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
    page.get_by_role("button", name="Stop").click()
    expect(strip).to_be_hidden()
    expect(page.locator(".run-progress progress")).to_have_count(0)
