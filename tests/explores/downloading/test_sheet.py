"""The sheet that asks for a file: what it is called, what there is of it, and why something is not to be had."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from explores.files import pictures
from explores.files.pictures import Picture
from tests import shop

ASK = "fields=orders.channel,orders.revenue&f[orders.ordered_date]=2025&limit=2"
Sheet = Callable[..., str]


@pytest.fixture
def sheet(transactional_db: None, account: Account, subaccount: SubAccount, alice: User) -> Sheet:
    shop.fill(account, subaccount)

    def fetch(path: str, user: User = alice) -> str:
        client = Client()
        client.force_login(user)
        answer = client.get(f"/explore/{path}")
        assert answer.status_code == 200
        return answer.content.decode()

    return fetch


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """No room draws any, until the end of the test."""
    monkeypatch.setattr(pictures, "_registered", {})


@pytest.fixture
def png(no_pictures: None) -> None:
    """A room that draws pictures of explores alone."""
    made = Picture("png", "PNG, a picture of the chart", lambda page, _, name: f"/picture/{name}" * ("explore" in page))
    pictures.register(made)


def test_it_names_the_file_after_the_title_and_the_day_of_its_figures(sheet: Sheet) -> None:
    page = sheet(f"business/download?{ASK}&title=Sales%2Fchannels")
    assert "Download Sales/channels" in page
    name = re.search(r'name="file.name" value="Sales-channels ([-\d]+)"', page)
    assert name and date.fromisoformat(name[1])


def test_its_form_carries_the_question_and_nothing_of_the_visit(sheet: Sheet) -> None:
    page = sheet(f"business/download?{ASK}&title=A&place=&kind=bar")
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert hidden == {
        "fields": "orders.channel,orders.revenue", "f[orders.ordered_date]": "2025", "limit": "2", "file.title": "A",
    }  # fmt: skip
    assert 'action="/explore/business/file"' in page


def test_it_says_how_many_rows_of_how_many_and_that_some_are_missing(sheet: Sheet) -> None:
    page = sheet(f"business/download?{ASK}")
    assert '<span class="result-cut">2 of 4 rows</span>' in page and "All 4 rows" in page
    assert "result-cut" not in sheet(f"business/download?{ASK.replace('limit=2', 'limit=50')}")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("&pivots=orders.channel", "Pivoted rows are put together in memory."),
        ("&compare=previous", "Compared rows are put together in memory."),
    ],
)
def test_all_rows_are_off_where_they_cannot_be_with_the_reason(sheet: Sheet, more: str, why: str) -> None:
    page = sheet(f"business/download?{ASK}{more}")
    assert why in page and re.search(r'value="all" disabled aria-describedby="why-not-all"', page)
    assert 'max="100000"' in page
    assert "disabled" not in sheet(f"business/download?{ASK}")


def test_a_question_that_cannot_be_asked_is_told_in_it(sheet: Sheet) -> None:
    page = html.unescape(sheet("business/download?fields=orders.revenu"))
    assert 'role="alert"' in page and "orders.revenue" in page and "<form" not in page
    assert "Choose at least one field" in sheet("business/download?")


def test_a_title_is_text(sheet: Sheet) -> None:
    assert "<img" not in sheet(f"business/download?{ASK}&title=<img src=x onerror=alert(1)>")


def test_a_merged_result_has_one_too(sheet: Sheet) -> None:
    page = sheet("merge/download?source=business?fields%3Dorders.channel,orders.revenue&title=Both")
    assert 'action="/explore/merge/file"' in page and "4 of 4 rows" in page


def test_a_picture_is_offered_where_some_room_draws_it(sheet: Sheet, png: None) -> None:
    assert '<option value="png">PNG, a picture of the chart</option>' in sheet(f"business/download?{ASK}")


def test_no_picture_is_offered_where_none_is_drawn(sheet: Sheet, no_pictures: None) -> None:
    assert 'value="png"' not in sheet(f"business/download?{ASK}")


def test_a_picture_is_had_where_its_room_says(sheet: Sheet, png: None, alice: User) -> None:
    client = Client()
    client.force_login(alice)
    answer = client.get(f"/explore/business/file?{ASK}&file.format=png&file.name=Mine")
    assert answer.status_code == 302 and answer.headers["Location"] == "/picture/Mine"
