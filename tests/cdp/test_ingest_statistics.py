"""The planner is told of a table that a portion makes large, while the portion is still being written."""

from __future__ import annotations

import pyarrow as pa
import pytest
from django.db import connection

from accounts.models import SubAccount
from cdp.ingest import fold, ingest
from cdp.models import Source
from cdp.records import RecordBatch


@pytest.mark.django_db
def test_a_table_the_planner_takes_for_empty_is_analysed(subaccount: SubAccount) -> None:
    source = Source.objects.create(subaccount=subaccount, name="shop", kind="file")
    names = [str(number) for number in range(50)]
    ingest(source, fold([RecordBatch("products", pa.table({"external_id": names, "line": range(50)}))]))
    with connection.cursor() as cursor:
        cursor.execute("select reltuples from pg_class where relname = 'cdp_product'")
        assert cursor.fetchone()[0] >= 50
