"""Who is who: the same clusters whatever the order of arrival and however records are portioned."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import SubAccount
from cdp import identity
from cdp.ingest import fold, ingest
from cdp.models import Contact, ContactMerge, Identity, Source
from cdp.records import RecordBatch

Record = tuple[int, ...]  # identifiers named together
RECORDS = st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=3).map(tuple), min_size=1, max_size=12)


class Known:
    """Contacts as the database keeps them, in a dict."""

    def __init__(self) -> None:
        self.contact: dict[int, int] = {}
        self.next = 1

    def take(self, records: list[Record]) -> None:
        seen = sorted({each for record in records for each in record})
        place = {each: n for n, each in enumerate(seen)}
        links = [(place[record[0]], place[other]) for record in records for other in record[1:]]
        known = {place[each]: self.contact[each] for each in seen if each in self.contact}
        plan = identity.plan(len(seen), links, known)
        survivors = dict(plan.merges)
        self.contact = {each: survivors.get(contact, contact) for each, contact in self.contact.items()}
        for each in seen:
            contact = plan.contact[place[each]]
            self.contact[each] = contact if contact >= 0 else self.next - 1 - contact
        self.next += plan.fresh

    def clusters(self) -> set[frozenset[int]]:
        return {frozenset(e for e, c in self.contact.items() if c == contact) for contact in self.contact.values()}


def components(records: list[Record]) -> set[frozenset[int]]:
    """The clusters, found the slow and obvious way."""
    clusters: list[set[int]] = []
    for record in records:
        touching = [each for each in clusters if each & set(record)]
        clusters = [each for each in clusters if not each & set(record)] + [set(record).union(*touching)]
    return {frozenset(each) for each in clusters}


def portions(records: list[Record], cuts: list[int]) -> list[list[Record]]:
    places = sorted({0, len(records), *(cut % (len(records) + 1) for cut in cuts)})
    return [records[start:end] for start, end in pairwise(places)]


@settings(max_examples=500, deadline=None)
@given(RECORDS, st.randoms(use_true_random=False), st.lists(st.integers(0, 12), max_size=4))
def test_any_order_and_any_portions_give_the_connected_components(records: Any, chance: Any, cuts: Any) -> None:
    shuffled = chance.sample(records, len(records))
    known = Known()
    for part in portions(shuffled, cuts):
        known.take(part)
    assert known.clusters() == components(records)


KINDS = ["external_id", "id:crm", "email", "phone"]


def as_row(record: Record) -> dict[str, str]:
    """A record of identifiers 0 … 7: two values of each kind."""
    values = {"email": "ana{}@alba.fr", "phone": "+3361234567{}"}
    return {KINDS[each % 4]: values.get(KINDS[each % 4], "id{}").format(each // 4) for each in record}


def rows_of(records: list[Record]) -> list[tuple[int, ...]]:
    """Each record as what its row really holds: of two values of one kind the last stays."""
    return [tuple({each % 4: each for each in record}.values()) for record in records]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RECORDS, st.randoms(use_true_random=False), st.lists(st.integers(0, 12), max_size=3))
def test_so_does_postgresql(subaccount: SubAccount, records: Any, chance: Any, cuts: Any) -> None:
    fresh = SubAccount.objects.create(account=subaccount.account, name=f"S{SubAccount.objects.count()}")
    source = Source.objects.create(subaccount=fresh, name="shop", kind="file")
    records = rows_of(records)
    for part in portions(chance.sample(records, len(records)), cuts):
        rows = [as_row(record) for record in part]
        table = pa.table({kind: pa.array([row.get(kind) for row in rows], pa.string()) for kind in KINDS})
        ingest(source, fold([RecordBatch("contacts", table)]))
    clusters: dict[int, set[str]] = {}
    for each in Identity.objects.filter(subaccount_id=fresh.pk):
        clusters.setdefault(each.contact_id, set()).add(KIND_OF[each.kind, each.namespace] + each.value)
    expected = {frozenset("".join(next(iter(as_row((n,)).items()))) for n in each) for each in components(records)}
    assert {frozenset(each) for each in clusters.values()} == expected
    assert set(Contact.objects.filter(subaccount_id=fresh.pk).values_list("id", flat=True)) == set(clusters)
    assert set(ContactMerge.objects.filter(subaccount_id=fresh.pk).values_list("current_id", flat=True)) <= set(
        clusters
    )


KIND_OF = {
    ("SOURCE", "shop"): "external_id",
    ("SOURCE", "crm"): "id:crm",
    ("EMAIL", ""): "email",
    ("PHONE", ""): "phone",
}


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        (" Ana.Lopez@ALBA.fr ", "ana.lopez@alba.fr"), ("ana@alba", None), ("ana alba.fr", None), ("", None),
        ("a..b@alba.fr", None), ("jürgen@bücher.de", "jürgen@bücher.de"), ("a@b@alba.fr", None),
        ("ana@alba.test", "ana@alba.test"),
    ],
)  # fmt: skip
def test_addresses_have_one_form(raw: str, normal: str | None) -> None:
    assert identity.email(raw) == normal


@pytest.mark.parametrize(
    ("raw", "region", "normal"),
    [
        ("06 12 34 56 78", "FR", "+33612345678"), ("+33 (0)6 12 34 56 78", None, "+33612345678"),
        ("06 12 34 56 78", None, None), ("12", "FR", None), ("0033612345678", "FR", "+33612345678"),
        ("call me", "FR", None),
    ],
)  # fmt: skip
def test_numbers_have_one_form(raw: str, region: str | None, normal: str | None) -> None:
    assert identity.phone(raw, region) == normal


@pytest.mark.parametrize("raw", ["test@example.com", "NoReply@alba.fr", "no-reply@alba.fr"])
def test_placeholder_addresses_identify_nobody(raw: str) -> None:
    assert identity.identifier(identity.EMAIL, raw) is None


@pytest.mark.parametrize("raw", ["0000000000", "+33 1 11 11 11 11", "1234567890"])
def test_placeholder_numbers_identify_nobody(raw: str) -> None:
    assert identity.identifier(identity.PHONE, raw, identity.Rules("FR")) is None


def test_a_mapping_can_block_more() -> None:
    rules = identity.Rules(blocked=frozenset({"info@alba.fr"}))
    assert identity.identifier(identity.EMAIL, "Info@Alba.fr", rules) is None
    assert identity.identifier(identity.EMAIL, "info@alba.it", rules) == "info@alba.it"
