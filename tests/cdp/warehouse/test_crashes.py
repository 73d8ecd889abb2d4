"""kill -9 of the mirror at each named point, five times each, with a late commit before the retry: nothing is lost."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cdp import faults
from cdp.batches import batch
from cdp.models import Batch, Order
from cdp.warehouse import mirror, vacuum
from cdp.warehouse.reconcile import reconcile, rows_that_differ
from tests.cdp.warehouse.conftest import (
    JUNE,
    ask,
    child_environment,
    event,
    insert_order,
    open_batch,
    order,
    other_session,
    write,
)  # fmt: skip
from tests.cdp.warehouse.mirrors import Mirrors, mirrors

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROUNDS = 5
TENDING = {"SEXTANT_LAKE_COMPACT_FILES": "2", "SEXTANT_LAKE_GRACE": "0"}


@pytest.fixture(scope="module")
def mirroring(django_db_setup: None) -> Iterator[Mirrors]:
    """Real mirrors, each in a process of its own."""
    with mirrors(child_environment(**TENDING)) as made:
        yield made


@pytest.fixture(autouse=True)
def tend_at_once(settings: Any) -> None:
    settings.LAKE_COMPACT_FILES, settings.LAKE_GRACE = 2, 0


def work(number: int) -> None:
    """New rows in two tables, a changed one, one that moves to another month, a deleted one."""
    write(order(number * 10), order(number * 10 + 1), order(number * 10 + 2, JUNE), event(number))
    with batch():
        Order.objects.filter(external_id=f"o-{number * 10 - 10}").update(ordered_at=JUNE, status="moved")
        Order.objects.filter(external_id=f"o-{number * 10 - 9}").delete()


@pytest.mark.parametrize("point", faults.MIRROR)
def test_a_killed_mirror_loses_and_doubles_nothing(point: str, lake: Path, mirroring: Mirrors) -> None:
    work(1)
    mirror.publish()
    for number in range(2, 2 + ROUNDS):
        work(number)
        with other_session() as late:
            open_batch(late)
            insert_order(late, number)
            late.execute("UPDATE cdp_order SET status = 'late' WHERE external_id = %s", [f"o-{number * 10 + 2}"])
            assert mirroring.run(lake, kill_at=point) == -signal.SIGKILL
            late.commit()
        mirror.publish()
        assert not rows_that_differ() and not reconcile()
        assert not Batch.objects.filter(published_at=None).exists()
        assert ask("SELECT count(*) AS n FROM orders") == [{"n": Order.objects.count()}]
    vacuum.vacuum()
    assert not rows_that_differ()
