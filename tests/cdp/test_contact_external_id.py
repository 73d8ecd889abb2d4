"""A contact goes by the id of its source, whatever the order in which its ids are learnt."""

from __future__ import annotations

import itertools

import pyarrow as pa
import pytest

from accounts.models import SubAccount
from cdp.ingest import fold, ingest
from cdp.models import Contact, Source
from cdp.records import RecordBatch

pytestmark = pytest.mark.django_db(transaction=True)

PORTIONS = [
    {"id:seller": ["s9"], "email": ["ana@example.org"]},
    {"id:lead": ["l4"], "email": ["ana@example.org"]},
    {"id:lead": ["l2"], "id:seller": ["s9"]},
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_contact_goes_by_the_first_of_its_source_ids_in_any_order(
    order: tuple[int, ...], subaccount: SubAccount
) -> None:
    source = Source.objects.create(subaccount=subaccount, name="funnel", kind="file")
    for number in order:
        table = pa.table({**PORTIONS[number], "line": [number]})
        ingest(source, fold([RecordBatch("contacts", table)]))
    assert [contact.external_id for contact in Contact.objects.all()] == ["l2"]
