"""Nothing is written to a mirrored table outside a batch, and whatever is written carries its batch."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import Error, connection, transaction

from cdp.batches import batch
from cdp.models import Batch, Order, Tombstone
from tests.cdp.warehouse.conftest import insert_order, open_batch, order, other_session, write

pytestmark = pytest.mark.django_db(transaction=True)


def raw(statement: str) -> Callable[[], Any]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


OUTSIDE: dict[str, Callable[[], Any]] = {
    "insert": lambda: order(2).save(),
    "bulk_create": lambda: Order.objects.bulk_create([order(2), order(3)]),
    "update": lambda: Order.objects.update(status="paid"),
    "save": lambda: Order.objects.get().save(),
    "delete": lambda: Order.objects.get().delete(),
    "delete many": lambda: Order.objects.all().delete(),
    "raw update": raw("UPDATE cdp_order SET status = 'x'"),
    "raw insert that names a batch": raw(
        "INSERT INTO cdp_order (batch_id, subaccount_id, source_id, external_id, attributes, ordered_at, currency) "
        "VALUES (1, 1, 1, 'x', '{}', now(), '')"
    ),
    "raw delete": raw("DELETE FROM cdp_order"),
}


@pytest.mark.parametrize("act", OUTSIDE.values(), ids=list(OUTSIDE))
def test_a_write_outside_a_batch_fails_and_says_what_to_do(act: Callable[[], Any]) -> None:
    write(order(1))
    with pytest.raises(Error, match=r"cdp_order is written outside a batch[\s\S]*cdp.batches.batch"):
        act()
    assert Order.objects.count() == 1


def test_a_write_in_a_batch_that_is_published_already_fails() -> None:
    write(order(1))
    done = Batch.objects.get()
    Batch.objects.update(published_at="2024-01-01T00:00Z")
    with pytest.raises(Error, match="is not open"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sextant.batch', %s, true)", [str(done.pk)])
        order(2).save()


def test_rows_carry_the_batch_that_last_wrote_them() -> None:
    with batch() as first:
        Order.objects.bulk_create([order(1), order(2)])
    with batch() as second:
        Order.objects.filter(external_id="o-1").update(status="paid")
    assert dict(Order.objects.values_list("external_id", "batch_id")) == {"o-1": second.pk, "o-2": first.pk}


def test_a_deleted_row_leaves_a_tombstone_of_its_batch() -> None:
    write(order(1))
    key = Order.objects.get().pk
    with batch() as opened:
        Order.objects.all().delete()
    assert list(Tombstone.objects.values_list("batch_id", "table", "key")) == [(opened.pk, "orders", key)]


def test_the_id_of_a_row_never_changes() -> None:
    write(order(1))
    with pytest.raises(Error, match="the id of a row of cdp_order is changed"), batch():
        Order.objects.update(id=77)


def test_two_batches_on_one_row_are_ordered_by_its_lock() -> None:
    write(order(1))
    with other_session() as late:
        number = open_batch(late)
        late.execute("UPDATE cdp_order SET status = 'late'")
        waiting = threading.Thread(target=_pay)
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()  # behind the row lock of the batch that was opened later but wrote first
        late.commit()
    waiting.join(10)
    last = Order.objects.get()
    assert last.status == "paid" and last.batch_id != number


def _pay() -> None:
    with batch():
        Order.objects.update(status="paid")
    connection.close()


def test_a_mirrored_table_is_not_truncated_behind_the_warehouse(lake: object) -> None:
    from cdp.warehouse.mirror import publish

    write(order(1))
    publish()
    with pytest.raises(Error, match="TRUNCATE of cdp_order would leave its rows"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE cdp_order")


def test_a_batch_that_fails_leaves_nothing() -> None:
    with suppress(ZeroDivisionError), batch():
        order(1).save()
        raise ZeroDivisionError
    assert not Batch.objects.exists() and not Order.objects.exists()


def test_a_batch_opened_by_another_session_is_not_seen_before_its_commit() -> None:
    with other_session() as late:
        open_batch(late)
        insert_order(late, 1)
        assert not Order.objects.exists() and not Batch.objects.exists()
