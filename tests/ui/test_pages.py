"""The shell: theme by cookie, error pages, places that exist."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import Account, Membership, Role, User
from ui import shell


@pytest.fixture
def guide(client: Client, alice: User) -> Client:
    alice.is_staff = True
    alice.save()
    client.force_login(alice)
    return client


def test_the_theme_is_a_choice_of_the_browser(guide: Client) -> None:
    guide.post("/ui/theme", {"theme": "dark", "next": "/ui/"})
    assert b'<html lang="en" data-theme="dark">' in guide.get("/ui/").content


def test_following_the_system_forgets_the_choice(guide: Client) -> None:
    guide.cookies["theme"] = "dark"
    guide.post("/ui/theme", {"theme": "system"})
    assert b"data-theme" not in guide.get("/ui/").content


@pytest.mark.parametrize("theme", ['"><script>', "solarized"])
def test_a_theme_nobody_knows_is_the_system_s(guide: Client, theme: str) -> None:
    guide.cookies["theme"] = theme
    assert b"data-theme" not in guide.get("/ui/").content


def test_the_theme_form_sends_nobody_elsewhere(client: Client) -> None:
    answer = client.post("/ui/theme", {"theme": "dark", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_the_style_guide_is_for_staff(client: Client, bob: User) -> None:
    client.force_login(bob)
    answer = client.get("/ui/")
    assert answer.status_code == 404 and b"Nothing is here" in answer.content


def test_a_page_has_no_inline_script_or_style(guide: Client) -> None:
    page = guide.get("/ui/").content.decode()
    assert " style=" not in page and "<script>" not in page


def test_a_place_without_a_page_is_absent() -> None:
    shell.register(shell.Place("Nowhere", "nowhere:at_all", "house", "n", 99))
    assert "Nowhere" not in [link.place.label for link in shell.links("/")]


def bar(client: Client) -> list[tuple[str, str]]:
    page = client.get("/dashboards/").content.decode()
    held = page[page.index('<nav class="bottom-bar"') :].partition("</nav>")[0]
    return re.findall(r'href="([^"]+)"[^>]*>.*?</svg>([^<]+)', held)


def test_a_viewer_s_phone_has_four_places_in_its_bar_and_each_opens(client: Client, bob: User) -> None:
    client.force_login(bob)
    found = bar(client)
    assert [label for _, label in found] == ["Home", "Dashboards", "Alerts", "Ads"]
    assert {client.get(address, follow=True).status_code for address, _ in found} == {200}


def test_who_sees_no_sub_account_opens_an_empty_page_from_the_bar(client: Client, account: Account) -> None:
    nobody = User.objects.create_user("dora@example.org", "correct horse battery")
    Membership.objects.create(user=nobody, account=account, role=Role.VIEWER)
    client.force_login(nobody)
    assert b"No ads data yet" in client.get("/ads/").content
