"""Two imports at once: they take turns in a sub-account, and no person is made twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest
from django.db import connection

from accounts.models import SubAccount
from cdp.ingest import fold, ingest
from cdp.models import Contact, Identity, Source
from cdp.records import RecordBatch


@pytest.mark.django_db(transaction=True)
def test_the_same_people_from_two_sides_are_made_once(subaccount: SubAccount) -> None:
    sources = [Source.objects.create(subaccount=subaccount, name=name, kind="file") for name in ("shop", "crm")]
    emails = pa.table({"email": [f"ana{n}@alba.fr" for n in range(200)]})

    def bring(place: int) -> int:
        try:
            return ingest(sources[place % 2], fold([RecordBatch("contacts", emails)])).loaded
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        loaded = list(pool.map(bring, range(8)))
    assert sorted(loaded) == [0] * 7 + [200]
    assert (Contact.objects.count(), Identity.objects.count()) == (200, 200)
