"""Mails that come back: from the report of a mail server to the receipt, and to the owner."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail as outbox
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import SubAccount, User
from deliveries.models import Delivery, Hold, Recipient, State
from deliveries.watch import telling
from tests.deliveries import reports

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[1] / "destinations" / "bounces"
ID = "<8d3f2a@example.org>"  # of the mail that the samples are about


@pytest.fixture
def delivery(alice: User, subaccount: SubAccount) -> Delivery:
    """Delivered to two, the owner content."""
    schedule = reports.schedule(alice, subaccount)
    reports.mail(schedule, "gone@partner.example", "lea@example.org")
    made = reports.planned(schedule)
    now = timezone.now()
    Delivery.objects.update(state=State.DELIVERED, finished_at=now, told_at=now, looked_at=now)
    made.recipients.update(state=Hold.DELIVERED)
    made.recipients.filter(address="gone@partner.example").update(message_id=ID)
    return made


def taken(*arguments: object) -> dict[str, int]:
    out = io.StringIO()
    call_command("take_bounces", *arguments, stdout=out)
    found: dict[str, int] = json.loads(out.getvalue())
    return found


def piped(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> dict[str, int]:
    """What comes in by a mail server's pipe."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    return taken()


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.eml").read_bytes()


def test_a_report_marks_its_recipient_alone(monkeypatch: pytest.MonkeyPatch, delivery: Delivery) -> None:
    assert piped(monkeypatch, sample("postfix")) == {"read": 1, "reports": 1, "bounced": 1, "other": 0}
    gone, lea = delivery.recipients.all()
    assert (gone.state, lea.state) == (Hold.BOUNCED, Hold.DELIVERED)
    assert gone.said.startswith("It came back with 5.1.1.") and "User unknown" in gone.said
    delivery.refresh_from_db()
    assert (delivery.state, delivery.code) == (State.DELIVERED, "partly") and delivery.steps.get().tone == "bad"
    assert delivery.said.startswith("Accepted for 1 of 2. gone@partner.example")


def test_what_nobody_got_has_failed(monkeypatch: pytest.MonkeyPatch, delivery: Delivery) -> None:
    delivery.recipients.filter(address="lea@example.org").delete()
    piped(monkeypatch, sample("postfix"))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.code) == (State.FAILED, "bounced")


def test_the_owner_hears_of_it_days_later_and_once(monkeypatch: pytest.MonkeyPatch, delivery: Delivery) -> None:
    Delivery.objects.update(finished_at=timezone.now() - timedelta(days=5))
    piped(monkeypatch, sample("postfix"))
    assert telling.tell(timezone.now()) == 1 and telling.tell(timezone.now()) == 0
    assert outbox.outbox[0].to == ["alice@example.org"] and "User unknown" in outbox.outbox[0].body


def test_a_report_that_is_read_twice_counts_once(monkeypatch: pytest.MonkeyPatch, delivery: Delivery) -> None:
    assert [piped(monkeypatch, sample("postfix"))["bounced"] for _ in range(2)] == [1, 0]
    assert delivery.steps.count() == 1


def test_what_is_only_late_changes_nothing(monkeypatch: pytest.MonkeyPatch, delivery: Delivery) -> None:
    late = sample("postfix").replace(b"Action: failed", b"Action: delayed")
    assert piped(monkeypatch, late) == {"read": 1, "reports": 1, "bounced": 0, "other": 0}
    assert not Recipient.objects.filter(state=Hold.BOUNCED).exists()


@pytest.mark.parametrize("name", ["vacation", "read_receipt", "hostile"])
def test_what_is_no_report_of_ours_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, delivery: Delivery, name: str
) -> None:
    delivery.recipients.filter(address="lea@example.org").update(message_id="")
    assert piped(monkeypatch, sample(name))["bounced"] == 0
    assert piped(monkeypatch, b"\xff\x00 noise")["other"] == 1
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED and delivery.told_at


@pytest.mark.parametrize("state", [State.RETRYING, State.CANCELLED])
def test_what_is_under_way_or_cancelled_stays_so(
    monkeypatch: pytest.MonkeyPatch, delivery: Delivery, state: State
) -> None:
    Delivery.objects.update(state=state)
    assert piped(monkeypatch, sample("postfix"))["bounced"] == 1
    delivery.refresh_from_db()
    assert delivery.state == state


def test_a_mail_of_which_nobody_knew_has_come_back(monkeypatch: pytest.MonkeyPatch, delivery: Delivery) -> None:
    Delivery.objects.update(state=State.UNSURE)
    delivery.recipients.update(state=Hold.UNSURE)
    piped(monkeypatch, sample("postfix"))
    delivery.refresh_from_db()
    assert delivery.state == State.UNSURE and "came back" in delivery.said
    assert [each.state for each in delivery.recipients.all()] == [Hold.BOUNCED, Hold.UNSURE]


def test_a_maildir_is_emptied_into_its_seen_mails(tmp_path: Path, delivery: Delivery) -> None:
    for part in ("new", "cur"):
        (tmp_path / part / "folder").mkdir(parents=True)
    for name in ("postfix", "vacation"):
        (tmp_path / "new" / name).write_bytes(sample(name))
    assert taken(str(tmp_path)) == {"read": 2, "reports": 1, "bounced": 1, "other": 1}
    assert sorted(each.name for each in (tmp_path / "cur").iterdir() if each.is_file()) == [
        "postfix:2,S",
        "vacation:2,S",
    ]
    assert taken(str(tmp_path))["read"] == 0


def test_a_folder_that_is_no_maildir_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is no maildir"):
        taken(str(tmp_path))
