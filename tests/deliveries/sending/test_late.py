"""A worker that is taken for dead and goes on making files, while the next one already sends its own."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import SubAccount, User
from deliveries.content import making
from deliveries.models import Delivery, Destination, Kind, State, Target
from deliveries.sending import claims, handover, one_try, spool
from net.addresses import Allowed
from tests.deliveries import reports
from tests.servers.ssh import Sshd, serving
from tests.waiting import PATIENCE

pytestmark = pytest.mark.usefixtures("published")


class Stop:
    """A point in the code at which one worker stops until it may go on; others pass."""

    def __init__(self, patch: pytest.MonkeyPatch, module: Any, name: str, worker: str) -> None:
        self._worker, self._first = worker, getattr(module, name)
        self._came, self._on = threading.Event(), threading.Event()
        patch.setattr(module, name, self._passed)

    def _passed(self, *args: Any, **more: Any) -> Any:
        if threading.current_thread().name == self._worker:
            self._came.set()
            assert self._on.wait(PATIENCE)
        return self._first(*args, **more)

    def reached(self) -> None:
        assert self._came.wait(PATIENCE), f"{self._worker} did not come there"

    def go_on(self) -> None:
        self._on.set()


class Worker(threading.Thread):
    """One that is at a delivery. ``left``: the state that it left it in, None where it was not its own any more."""

    left: State | None = None

    def __init__(self, name: str, number: int) -> None:
        super().__init__(name=name, daemon=True)
        self._number = number
        self.start()

    def run(self) -> None:
        try:
            self.left = one_try.send(self._number)
        finally:
            connection.close()

    def ended(self) -> State | None:
        self.join(PATIENCE)
        assert not self.is_alive()
        return self.left


@pytest.fixture
def sshd(tmp_path: Path, settings: Any) -> Iterator[Sshd]:
    (tmp_path / "ssh").mkdir()
    with serving(tmp_path / "ssh") as found:
        settings.NET_ALLOW = Allowed.of([f"127.0.0.1:{found.port}"])
        yield found


@pytest.fixture
def delivery(alice: User, subaccount: SubAccount, sshd: Sshd, monkeypatch: pytest.MonkeyPatch) -> Delivery:
    """Of files that come out otherwise each time: they are encrypted. No worker's heart beats."""
    monkeypatch.setattr(claims.Claim, "_beat", lambda *_: None)
    schedule = reports.schedule(alice, subaccount, options={"zipped": True}, sealed={"password": "Meridian 0"})
    config, secret = dict(sshd.place.config), dict(sshd.place.secret)
    place = Destination.objects.create(
        account=schedule.account, kind=Kind.SFTP, name="Files", config=config, sealed=secret
    )
    Target.objects.create(schedule=schedule, kind=Kind.SFTP, destination=place, format="csv")
    return reports.planned(schedule)


def taken_for_dead(delivery: Delivery) -> None:
    held = Delivery.objects.filter(pk=delivery.pk, state=State.WORKING)
    assert held.update(lease_until=timezone.now() - timedelta(seconds=1))


def check_arrived(delivery: Delivery, sshd: Sshd) -> None:
    """What the receipt says, and nothing else; and nothing that others made is left here."""
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempt) == (State.DELIVERED, 2), delivery.said  # a lost worker counts as a try
    told = {file["name"]: file["sha256"] for file in delivery.files}
    assert told == {name: hashlib.sha256((sshd.files / name).read_bytes()).hexdigest() for name in sshd.names()}
    assert len(told) == 1 and spool.kept(delivery.uid, delivery.files, delivery.made_by)
    assert [each.name for each in spool.folder_of(delivery.uid).iterdir()] == ["2"]


@pytest.mark.parametrize(("module", "point"), [
    (making, "answer_of"),  # it has no file yet
    (making.files, "write"),  # a file that is empty
    (making, "archive"),  # a file that is whole, and none of the ZIP
    (spool, "to_json"),  # all, and the receipt does not say so
])  # fmt: skip
def test_what_a_late_worker_makes_spoils_nothing_of_its_successor(
    delivery: Delivery, sshd: Sshd, monkeypatch: pytest.MonkeyPatch, module: Any, point: str
) -> None:
    makes = Stop(monkeypatch, module, point, "late")
    late = Worker("late", delivery.pk)
    makes.reached()
    taken_for_dead(delivery)
    sends = Stop(monkeypatch, handover, "handed", "next")
    successor = Worker("next", delivery.pk)
    sends.reached()
    makes.go_on()
    assert late.ended() is None
    sends.go_on()
    assert successor.ended() == State.DELIVERED
    check_arrived(delivery, sshd)


def test_what_the_late_worker_noted_in_time_its_successor_sends(
    delivery: Delivery, sshd: Sshd, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends = Stop(monkeypatch, handover, "handed", "late")
    late = Worker("late", delivery.pk)
    sends.reached()
    made = Delivery.objects.get().files
    taken_for_dead(delivery)
    assert one_try.send(delivery.pk) == State.DELIVERED
    sends.go_on()
    assert late.ended() is None
    delivery.refresh_from_db()
    assert (delivery.files, delivery.made_by, delivery.fence) == (made, 1, 2)
    assert hashlib.sha256((sshd.files / made[0]["name"]).read_bytes()).hexdigest() == made[0]["sha256"]


def test_what_a_killed_worker_left_half_made_goes_with_the_next_try(delivery: Delivery, sshd: Sshd) -> None:
    lost = claims.take(delivery.pk, timezone.now() - timedelta(days=1))
    assert lost
    (spool.folder_of(delivery.uid, lost.fence) / "orders.csv").write_text("channel,rev")
    assert one_try.send(delivery.pk) == State.DELIVERED
    check_arrived(delivery, sshd)


def test_what_a_try_made_that_broke_goes_with_it(
    delivery: Delivery, sshd: Sshd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(making, "archive", full)
    assert one_try.send(delivery.pk) == State.RETRYING
    assert not list(spool.folder_of(delivery.uid).iterdir()) and not sshd.names()


def test_files_that_were_made_before_claims_had_folders_are_sent(delivery: Delivery, sshd: Sshd) -> None:
    made = spool.folder_of(delivery.uid) / "orders.csv"
    made.write_text("channel,revenue\n")
    files = spool.to_json([spool.measured(made, made.name, "text/csv", rows=0)])
    Delivery.objects.update(files=files, rows=0, total_rows=0)
    assert one_try.send(delivery.pk) == State.DELIVERED
    assert sshd.names() == ["orders.csv"]
