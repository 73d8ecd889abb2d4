"""A value is sent where an action of its field says: by whom, what of it, and how that is told."""

from __future__ import annotations

import html
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.test import Client

from accounts.models import Account, Role, SubAccount, User
from net.addresses import Allowed
from tests import shop
from tests.net.hosts import Host, closed_port, hosting

BY_CHANNEL = {"fields": "orders.channel,orders.revenue"}
ADS = {"field": "orders.channel", "row": '["Ads"]', "action": "Pause it"}
MONEY = {"field": "orders.revenue", "row": '["Ads"]', "action": "Tell finance"}
VIEW = """
view: orders
label: Orders
item: order
table: orders
key: id
dimensions:
  channel:
    actions:
    - label: Pause it
      url: "%(url)s/pause/{value}?r={orders.channel}"
      confirm: The ads of this channel stop at once.
      params: {source: sextant}
      form:
      - {name: reason, label: Reason, type: textarea, required: true}
      - {name: until, label: Until, type: select, options: [tomorrow, for ever], default: tomorrow}
      - {name: note, label: Note}
    - {label: To the wall, url: "%(url)s/302"}
    - {label: To nobody, url: "http://127.0.0.1:%(closed)s/"}
    - {label: To the inside, url: "http://localhost:1/x"}
measures:
  revenue:
    {type: sum, sql: total, format: money, actions: [{label: Tell finance, url: "%(url)s/money?c={orders.channel}"}]}
"""


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as found:
        yield found


@pytest.fixture(autouse=True)
def sales(
    transactional_db: None, account: Account, subaccount: SubAccount, settings: Any, tmp_path: Path, host: Host
) -> None:
    shop.fill(account, subaccount)
    closed = write_catalog(tmp_path, host)
    settings.CATALOG_DIR = str(tmp_path)
    settings.NET_ALLOW = Allowed.of([f"127.0.0.1:{host.port}", f"127.0.0.1:{closed}"])


def write_catalog(folder: Path, host: Host) -> int:
    """An explore whose actions lead to ``host``, and one to a port at which nobody listens, which is given back."""
    (folder / "explores").mkdir()
    (folder / "views").mkdir()
    closed = closed_port()
    (folder / "views" / "orders.yaml").write_text(VIEW % {"url": host.url, "closed": closed})
    for name in ("mine", "business"):
        text = f"{{explore: {name}, label: {name.capitalize()}, base: {{view: orders}}}}"
        (folder / "explores" / f"{name}.yaml").write_text(text)
    return closed


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def get(user: User, part: str, *params: dict[str, str], status: int = 200) -> str:
    asked = urlencode({name: value for each in params for name, value in each.items()})
    answer = client_of(user).get(f"/explore/mine/{part}?{asked}")
    assert answer.status_code == status, answer.content[:500]
    return re.sub(r"\s+", " ", answer.content.decode())


def sent(user: User, cell: dict[str, str], form: dict[str, str] | None = None, status: int = 200) -> str:
    """The form filled in and sent as a browser does."""
    page = get(user, "action", BY_CHANNEL, cell)
    hidden = {name: html.unescape(value) for name, value in
              re.findall(r'<input type="hidden" name="(seen|key)" value="([^"]*)">', page)}  # fmt: skip
    answer = client_of(user).post(
        f"/explore/mine/action?{urlencode({**BY_CHANNEL, **cell})}", {**hidden, **(form or {})}
    )
    assert answer.status_code == status, answer.content[:500]
    return re.sub(r"\s+", " ", answer.content.decode())


REASON = {"given_reason": "Too dear", "given_until": "for ever"}


def test_the_menu_of_a_value_names_its_actions_and_a_form_asks_first(alice: User, host: Host) -> None:
    menu = get(alice, "drill", BY_CHANNEL, {"field": "orders.channel", "row": '["Ads"]'})
    found = re.search(r'href="([^"]*action=Pause%20it)"', menu)
    assert found and "Pause it…" in menu and "Tell finance" not in menu
    page = client_of(alice).get(html.unescape(found[1])).content.decode()
    assert "The ads of this channel stop at once." in page and "<strong>Ads</strong>" in page
    assert '<textarea class="input" name="given_reason"' in page and "csrfmiddlewaretoken" in page
    assert "<option selected>tomorrow</option>" in page and f"are sent to 127.0.0.1:{host.port}" in page
    assert "/explore/mine/?fields=orders.channel%2Corders.revenue" in page
    assert host.got == []


def test_a_value_arrives_with_its_row_and_what_was_filled_in(
    alice: User, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "explores.drill.action_views"):
        assert f"Delivered: 127.0.0.1:{host.port} took it (200)." in sent(alice, ADS, REASON)
    [(path, headers, body)] = host.got
    assert path == "/pause/Ads?r=Ads" and headers["Content-Type"] == "application/json"
    assert UUID(headers["Idempotency-Key"])
    assert json.loads(body) == {
        "type": "cell", "field": "orders.channel", "value": "Ads", "row": {"orders.channel": "Ads"},
        "form_params": {"reason": "Too dear", "until": "for ever", "note": ""}, "data": {"source": "sextant"},
    }  # fmt: skip
    [line] = caplog.messages
    assert "'Pause it' of orders.channel" in line and "arrived" in line and "Ads" not in line and "dear" not in line


def test_a_figure_is_looked_up_and_not_taken_from_who_asks(alice: User, bob: User, host: Host) -> None:
    sent(alice, MONEY)
    [(path, _, body)] = host.got
    said = json.loads(body)
    assert path == "/money?c=Ads" and said["value"] == sum(100 + 10 * n for n in range(14)) == 2310
    assert said["row"] == {"orders.channel": "Ads"}
    bob.memberships.update(role=Role.ANALYST)
    hidden = {"field": "orders.revenue", "row": json.dumps([shop.HOSTILE]), "action": "Tell finance"}
    assert "99,000" not in (page := get(bob, "action", BY_CHANNEL, hidden, status=400))  # another sub-account than his
    assert "no such value in the rows that you may see" in page
    invented = {**ADS, "row": '["Nowhere"]'}
    assert "no such value" in get(alice, "action", BY_CHANNEL, invented, status=400)
    answer = client_of(bob).post(f"/explore/mine/action?{urlencode({**BY_CHANNEL, **hidden})}", {"seen": "99000"})
    assert answer.status_code == 400 and len(host.got) == 1


def test_a_pivoted_figure_is_sent_with_the_values_of_its_row_and_column(alice: User, host: Host) -> None:
    asked = {"fields": "common.subaccount,orders.channel,orders.revenue", "pivots": "orders.channel"}
    asked |= {"f[orders.channel]": "Ads,Email", "f[orders.revenue]": ">5"}
    cell = {"field": "orders.revenue", "row": '["Alba France"]', "pivot": '["Email"]', "action": "Tell finance"}
    page = get(alice, "action", asked, cell)
    assert (
        "<strong>€2,310.00</strong>" in page and "Common › Sub-account: Alba France · Orders › Channel: Email" in page
    )
    seen = html.unescape(re.findall(r'name="seen" value="([^"]*)"', page)[0])
    client_of(alice).post(f"/explore/mine/action?{urlencode({**asked, **cell})}", {"seen": seen})
    assert json.loads(host.got[0][2])["row"] == {"common.subaccount": "Alba France", "orders.channel": "Email"}


def test_hostile_values_are_text_in_the_form_and_one_part_of_the_address(alice: User, host: Host) -> None:
    cell = {**ADS, "row": json.dumps([shop.HOSTILE])}
    assert "<img src=x" not in get(alice, "action", BY_CHANNEL, cell)
    assert "<img src=x" not in sent(alice, cell, {**REASON, "given_note": "<script>"})
    [(path, _, body)] = host.got
    assert path.startswith("/pause/%3Cimg%20src%3Dx%20onerror%3D%22") and path.count("/") == 2
    assert json.loads(body)["value"] == shop.HOSTILE
    page = sent(alice, cell, {"given_note": '"><script>alert(1)</script>'}, status=422)
    assert "<script>alert" not in page and "Reason is needed." in page and len(host.got) == 1


def test_what_is_filled_in_wrongly_is_said_and_nothing_is_sent(alice: User, host: Host) -> None:
    assert "Reason is needed." in sent(alice, ADS, {"given_reason": " "}, status=422)
    page = sent(alice, ADS, {**REASON, "given_until": "never"}, status=422)
    assert "Until takes one of its options." in page and "Too dear" in page
    assert "at most 5,000 characters" in sent(alice, ADS, {"given_reason": "x" * 5001}, status=422)
    answer = client_of(alice).post(f"/explore/mine/action?{urlencode({**BY_CHANNEL, **MONEY})}", {"seen": "1"})
    assert answer.status_code == 422 and "has changed since" in answer.content.decode()
    assert host.got == []


def test_one_form_has_one_key_however_often_it_is_sent(alice: User, host: Host) -> None:
    key = "5f0c1f2e-6d3a-4a63-8a0e-0d5a4b8f2c11"
    for _ in range(2):
        sent(alice, MONEY, {"key": key})
    sent(alice, MONEY, {"key": "x\r\nX-Evil: 1"})
    keys = [headers["Idempotency-Key"] for _, headers, _ in host.got]
    assert keys[:2] == [key, key] and UUID(keys[2]) and keys[2] != key


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("To the wall", "sends it on to another address (302), which is not followed"),
        ("To nobody", "does not take connections"),
        ("To the inside", "Not delivered: This installation does not send to localhost:1 without TLS"),
    ],
)
def test_why_a_value_was_not_delivered_is_said_in_words(alice: User, host: Host, label: str, words: str) -> None:
    page = sent(alice, {**ADS, "action": label})
    assert words in page and "Not delivered" in page and "secret of the inside" not in page
    assert [path for path, _, _ in host.got] == (["/302"] if label == "To the wall" else [])


def test_an_action_or_a_value_that_is_not_there_is_not_found(alice: User) -> None:
    get(alice, "action", BY_CHANNEL, {**ADS, "action": "Tell finance"}, status=404)
    get(alice, "action", BY_CHANNEL, {**ADS, "action": ""}, status=404)
    assert "There is no value" in get(alice, "action", BY_CHANNEL, {**ADS, "row": "[]"}, status=400)
    assert "needs is missing" in sent(alice, {**MONEY, "row": "[]"}, status=422)
    menu = get(alice, "drill", BY_CHANNEL, {"field": "orders.revenue"})
    assert "Tell finance" not in menu  # a total stands for no channel
    assert "Tell finance…" in get(alice, "drill", BY_CHANNEL, {"field": "orders.revenue", "row": '["Ads"]'})


def test_a_form_from_elsewhere_sends_nothing(alice: User, host: Host) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    answer = client.post(f"/explore/mine/action?{urlencode({**BY_CHANNEL, **MONEY})}", {"seen": "2310"})
    assert answer.status_code == 403 and host.got == []


def test_a_viewer_of_the_team_is_offered_no_action_and_may_send_none(bob: User, host: Host) -> None:
    assert "Pause it" not in get(bob, "drill", BY_CHANNEL, {"field": "orders.channel", "row": '["Ads"]'})
    for method in ("get", "post"):
        answer = getattr(client_of(bob), method)(f"/explore/mine/action?{urlencode({**BY_CHANNEL, **ADS})}")
        assert answer.status_code == 403
    assert host.got == []


def test_a_team_mate_who_may_save_sends_figures_of_their_own_rows(bob: User, host: Host) -> None:
    bob.memberships.update(role=Role.ANALYST)
    assert "Delivered" in sent(bob, MONEY)
    assert json.loads(host.got[0][2])["value"] == 2310


def test_a_stranger_has_no_value_of_ours_to_send(charlie: User, client: Client, host: Host) -> None:
    get(charlie, "action", BY_CHANNEL, MONEY, status=400)
    nobody = User.objects.create_user("dora@example.org", "correct horse battery")
    get(nobody, "action", BY_CHANNEL, MONEY, status=404)
    assert client.get("/explore/mine/action")["Location"].startswith("/accounts/login/")
    assert host.got == []
