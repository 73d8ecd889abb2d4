"""What tests begin with is as good laid out again as made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase

from accounts.models import Account, SubAccount
from cdp.batches import batch
from cdp.models import Contact, Source
from tests import emptying
from tests.dashboards.sales import sell


def sold() -> SubAccount:
    """A company of its own with the rows."""
    account = Account.objects.create(name="Maison Alba")
    france, italy = (
        SubAccount.objects.create(pk=pk, account=account, name=name) for pk, name in ((101, "F"), (102, "I"))
    )
    sell(france, italy)
    return france


@pytest.mark.django_db(transaction=True)
def test_new_rows_are_numbered_behind_those_laid_out_again(lake: Path) -> None:
    sold()
    emptying.of_rows(TransactionTestCase())
    shutil.rmtree(lake)
    with connection.cursor() as cursor:  # as somebody leaves it who fills the table with numbers of their own
        cursor.execute("SELECT setval(pg_get_serial_sequence('cdp_contact', 'id'), 1)")
    france = sold()
    last = Contact.objects.latest("pk").pk
    with batch(Source.objects.earliest("pk")):
        assert Contact.objects.create(subaccount_id=france.pk, email="zoe@example.org").pk > last
