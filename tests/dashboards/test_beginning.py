"""The start says what has come from each source, whether it is published, and whether all parts answer."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.access import viewer_for
from accounts.models import SubAccount, User
from cdp.batches import batch
from cdp.models import Pin, QuarantinedRow, Source
from cdp.records import ENTITIES
from config import views
from dashboards import beginning
from dashboards.beginning import KINDS

RECEIVED = datetime(2025, 3, 4, 12, 3, tzinfo=UTC)


def home(client: Client, user: User) -> str:
    client.force_login(user)
    page = client.get("/").content.decode()
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def test_every_kind_of_rows_on_offer_is_one_that_a_mapping_can_name() -> None:
    assert {kind.entity for kind in KINDS} <= ENTITIES.keys()


def test_before_there_is_a_source_the_first_step_is_a_file(client: Client, alice: User) -> None:
    page = home(client, alice)
    assert "Bring in your first file" in page and "import_file orders.csv --mapping orders.yaml" in page
    assert all(kind.name in page for kind in KINDS)


def test_what_came_waits_to_be_published_and_says_so(client: Client, alice: User, subaccount: SubAccount) -> None:
    shop = Source.objects.create(subaccount=subaccount, name="Shop", kind="file", last_received_at=RECEIVED)
    Source.objects.create(subaccount=subaccount, name="Mail", kind="file")
    with batch(shop):
        pass
    QuarantinedRow.objects.create(source=shop, file="o.csv", file_digest="d", line=2, field="total", reason="r", row={})
    page = home(client, alice)
    assert "Publish what has come in" in page and "python manage.py mirror" in page
    assert "Shop received 4 Mar 2025, not published yet, 1 row in quarantine" in page
    assert "Mail nothing received yet" in page


def test_sources_of_sub_accounts_one_does_not_see_are_not_named(
    client: Client, charlie: User, subaccount: SubAccount
) -> None:
    Source.objects.create(subaccount=subaccount, name="Shop of another", kind="file")
    assert "Shop of another" not in home(client, charlie)


def test_once_something_is_published_home_is_the_dashboards(
    client: Client, alice: User, subaccount: SubAccount
) -> None:
    Source.objects.create(subaccount=subaccount, name="Shop", kind="file", last_received_at=RECEIVED)
    assert not beginning.over(viewer_for(alice)) and "Give a dashboard a star" not in home(client, alice)
    Pin.objects.create(versions={}, data_as_of=RECEIVED)
    assert "Give a dashboard a star" in home(client, alice)


def test_the_line_says_which_parts_answer(client: Client, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(alice)
    assert "Database, queue and engine all answer" in client.get("/health/line").content.decode()
    monkeypatch.setattr(views, "_redis", lambda: False)
    said = client.get("/health/line").content.decode()
    assert "Queue does not answer" in said and "all answer" not in said
