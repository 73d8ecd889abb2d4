"""Contacts in: identities, merges, and which value of a field stays."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations
from typing import Any

import pyarrow as pa
import pytest

from accounts.models import SubAccount
from cdp.ingest import Counts, fold, ingest
from cdp.models import AttributeDefinition, Consent, Contact, ContactMerge, Identity, ListMember, Order, Source
from cdp.records import RecordBatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(subaccount: SubAccount) -> Source:
    return Source.objects.create(subaccount=subaccount, name="shop", kind="file")


def put(source: Source, entity: str, *rows: dict[str, Any]) -> Counts:
    names = dict.fromkeys(name for row in rows for name in row)
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    return ingest(source, fold([RecordBatch(entity, table)]), file="people.csv")


def test_an_address_in_any_case_is_one_person(source: Source) -> None:
    counts = put(source, "contacts", {"email": "Ana@Alba.FR"}, {"email": " ana@alba.fr "})
    assert Contact.objects.get().email == "ana@alba.fr"
    assert (counts.loaded, counts.updated, counts.skipped) == (1, 0, 1)


def test_a_link_found_later_merges_into_the_lowest_id(source: Source) -> None:
    put(source, "contacts", {"external_id": "7", "city": "Lyon"}, {"email": "ana@alba.fr", "city": "Nice"})
    first, second = Contact.objects.order_by("id").values_list("id", flat=True)
    counts = put(source, "contacts", {"external_id": "7", "email": "ana@alba.fr", "line": 5})
    assert Contact.objects.get().pk == first
    assert counts.merged == 1
    assert ContactMerge.objects.get(old_id=second).current_id == first
    moved = Identity.objects.get(kind="EMAIL").evidence
    assert moved["moved"][0]["from"] == second
    assert moved["moved"][0]["line"] == 5
    assert moved["file"] == "people.csv"


def test_chains_of_merges_are_kept_flat(source: Source) -> None:
    put(source, "contacts", *({"external_id": each} for each in "abc"))
    a, b, c = Contact.objects.order_by("id").values_list("id", flat=True)
    put(source, "contacts", {"external_id": "b", "id:crm": "x"}, {"external_id": "c", "id:crm": "x"})
    put(source, "contacts", {"external_id": "a", "id:crm": "x"})
    assert set(ContactMerge.objects.values_list("old_id", "current_id")) == {(b, a), (c, a)}


def test_orders_keep_the_contact_of_their_arrival(source: Source) -> None:
    put(source, "orders", {"external_id": "1", "contact": "7", "ordered_at": datetime(2024, 1, 1)})
    put(source, "orders", {"external_id": "2", "contact_email": "ana@alba.fr", "ordered_at": datetime(2024, 1, 2)})
    before = set(Order.objects.values_list("external_id", "contact_id"))
    put(source, "contacts", {"external_id": "7", "email": "ana@alba.fr"})
    assert set(Order.objects.values_list("external_id", "contact_id")) == before
    assert Contact.objects.count() == 1


def test_a_placeholder_links_nobody_but_is_kept(source: Source) -> None:
    put(
        source, "contacts",
        {"external_id": "1", "email": "test@example.com", "phone": "0000000000"},
        {"external_id": "2", "email": "test@example.com", "phone": "0000000000"},
    )  # fmt: skip
    assert list(Contact.objects.values_list("email", flat=True)) == ["test@example.com"] * 2
    assert set(Identity.objects.values_list("kind", flat=True)) == {"SOURCE"}


def test_a_record_that_names_nobody_is_rejected_with_its_line(source: Source) -> None:
    counts = put(source, "contacts", {"email": "noreply@alba.fr", "line": 9}, {"email": "ana@alba.fr", "line": 10})
    assert [(each.line, each.field) for each in counts.rejected] == [(9, "contacts")]
    assert counts.loaded == 1


RECORDS = [
    {"external_id": "7", "city": "Lyon", "attr:tier": "gold", "updated_at": datetime(2024, 1, 1)},
    {"external_id": "7", "city": "Nice", "updated_at": datetime(2024, 1, 3)},
    {"external_id": "7", "city": "Brest", "first_name": "Ana", "updated_at": datetime(2024, 1, 2)},
    {"external_id": "7", "attr:tier": "silver", "email": "ana@alba.fr", "updated_at": datetime(2024, 1, 3)},
    {"email": "ana@alba.fr", "attr:tier": "bronze", "city": "Metz", "updated_at": datetime(2024, 1, 3)},
]


@pytest.mark.parametrize("order", list(permutations(range(5)))[::7])
@pytest.mark.parametrize("portions", [1, 2, 5])
def test_the_newest_value_stays_whatever_the_order(source: Source, order: tuple[int, ...], portions: int) -> None:
    for start in range(portions):
        put(source, "contacts", *(RECORDS[place] for place in order[start::portions]))
    contact = Contact.objects.get()
    assert (contact.city, contact.first_name, contact.attributes) == ("Nice", "Ana", {"tier": "silver"})
    assert contact.updated_at is not None
    assert contact.updated_at.day == 3


def test_without_a_time_the_last_import_wins_and_absent_erases_nothing(source: Source) -> None:
    put(source, "contacts", {"external_id": "7", "city": "Lyon", "first_name": "Ana"})
    counts = put(source, "contacts", {"external_id": "7", "city": "Nice", "first_name": None})
    contact = Contact.objects.get()
    assert (contact.city, contact.first_name, counts.updated) == ("Nice", "Ana", 1)


def test_the_same_record_again_changes_nothing(source: Source) -> None:
    row = {"external_id": "7", "city": "Lyon", "attr:age": 41, "email_consent": True}
    put(source, "contacts", row)
    stamp = Contact.objects.get().batch_id
    counts = put(source, "contacts", row)
    assert (counts.loaded, counts.updated, counts.skipped) == (0, 0, 1)
    assert Contact.objects.get().batch_id == stamp
    assert Consent.objects.count() == 1


def test_memberships_follow_a_merge_once(source: Source) -> None:
    put(source, "list_members", {"contact": "a", "list": "news"}, {"contact": "b", "list": "news"})
    put(source, "contacts", {"external_id": "a", "id:crm": "x"}, {"external_id": "b", "id:crm": "x"})
    assert ListMember.objects.get().contact_id == Contact.objects.get().pk


def test_an_attribute_of_another_type_is_refused_before_anything_is_written(source: Source) -> None:
    put(source, "contacts", {"external_id": "7", "attr:income": 41_000})
    assert AttributeDefinition.objects.get().type == "number"
    with pytest.raises(ValueError, match=r"income.*number.*text"):
        put(source, "contacts", {"external_id": "8", "attr:income": "a lot"})
    assert Contact.objects.count() == 1


def test_people_of_two_subaccounts_never_mix(source: Source) -> None:
    other = SubAccount.objects.create(account=source.subaccount.account, name="Alba Italia")
    put(source, "contacts", {"email": "ana@alba.fr"})
    put(Source.objects.create(subaccount=other, name="shop", kind="file"), "contacts", {"email": "ana@alba.fr"})
    assert set(Contact.objects.values_list("subaccount_id", flat=True)) == {source.subaccount_id, other.pk}
