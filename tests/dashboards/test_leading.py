"""Figures of a table tile lead on by one click, where the catalog says so."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import unquote_plus

import pytest
from django.test import Client

from accounts.models import SubAccount, User
from cdp.batches import batch
from cdp.models import MessageEvent, Source
from cdp.warehouse import mirror

PAGE = "/dashboards/deliverability/tiles/{}/?date=2026-01-01 to 2026-03-01&now=2026-03-17T12:00:00%2B00:00"


@pytest.fixture
def mail(transactional_db: None, subaccount: SubAccount) -> None:
    """Two e-mails in January, one of them refused."""
    source = Source.objects.create(subaccount=subaccount, name="mail", kind="file")
    with batch(source):
        for number, kind in enumerate(("sent", "sent", "delivered", "hard_bounce")):
            MessageEvent.objects.create(
                subaccount_id=subaccount.pk, source_id=source.pk, external_id=str(number), message_id=f"m{number % 2}",
                channel="email", stream="marketing", kind=kind, occurred_at=datetime(2026, 1, 9, 12, tzinfo=UTC),
            )  # fmt: skip
    mirror.publish()


def test_one_click_on_a_month_opens_its_undelivered_mail_crossed(mail: None, client: Client, alice: User) -> None:
    client.force_login(alice)
    tile = unquote_plus(client.get(PAGE.format("months")).content.decode())
    assert '<td class="num"><a href="/explore/email/?fields=campaigns.name,emails.sender,emails.sending_ip' in tile
    href = tile.split('<a href="')[1].split('"')[0].replace("&amp;", "&")
    assert "f[emails.occurred_month]=2026-01" in href and "emails.mailbox_domain" in href
    page = client.get(href).content.decode()
    assert "Hard bounces" in page and ">50.00" in page.replace("\u202f", "")


def test_a_table_without_such_figures_has_no_links(mail: None, client: Client, alice: User) -> None:
    client.force_login(alice)
    assert (
        '<td class="num"><a' not in client.get(PAGE.format("months").replace("deliverability", "sms")).content.decode()
    )
