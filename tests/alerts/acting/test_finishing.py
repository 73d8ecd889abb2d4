"""What is not shown at once: looked at again, tried again, or given up in clear words; never called done before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from accounts.models import Account, Role
from accounts.viewer import Viewer
from alerts.acting import outcomes, people, sweeping
from alerts.acting.outcomes import LOOKS, MOST_TRIES
from alerts.models import Decision, Health
from alerts.models.ads import Stage
from connectors.models import AdConnection, State
from tests.alerts.acting.shop import NOW, Shop, judged, person

pytestmark = pytest.mark.django_db


def later(decision: Decision, hours: float = 12) -> Decision:
    """The worker's looks from now on, each when it is due."""
    until = NOW + timedelta(hours=hours)
    while True:
        decision.refresh_from_db()
        if decision.next_at is None or decision.next_at > until:
            return decision
        sweeping.sweep(decision.next_at)


def test_a_late_effect_is_asked_for_once_and_done_when_it_shows(any_shop: Shop, ann: Viewer) -> None:
    any_shop.platform.delay = 6
    made = people.pause(ann, "ad", any_shop.row("a1"), NOW)
    assert made.stage == Stage.ASKED and "said yes and does not show it yet" in made.said and made.accepted_at
    finished = later(made)
    assert finished.stage == Stage.DONE and finished.after["set"] == "off" and finished.seen_at > NOW
    assert len(any_shop.platform.changes) == 1


def test_until_it_shows_pages_say_what_the_platform_shows(shop: Shop, ann: Viewer) -> None:
    shop.platform.delay = 6
    judged(shop, "a1")
    made = people.pause(ann, "ad", shop.row("a1"), NOW)
    assert Health.objects.get().status == "on" and made.after["set"] == "on"


def test_a_yes_that_is_not_done_is_given_up_in_clear_words(any_shop: Shop, ann: Viewer) -> None:
    any_shop.platform.lies = True
    ended = later(people.pause(ann, "ad", any_shop.row("a1"), NOW))
    assert ended.stage == Stage.FAILED and ended.looks == len(LOOKS) + 1
    assert ended.said.startswith("The platform said yes and did not do it: it shows on.")
    assert [message.to for message in mail.outbox] == [["ann@example.org"]] and "not paused" in mail.outbox[0].subject


def test_looks_are_farther_and_farther_apart(shop: Shop, ann: Viewer) -> None:
    shop.platform.lies = True
    made, waits = people.pause(ann, "ad", shop.row("a1"), NOW), []
    while made.next_at:
        at = made.next_at
        sweeping.sweep(at)
        made.refresh_from_db()
        waits.append(made.next_at - at if made.next_at else None)
    assert waits == [*LOOKS, None]


def test_a_throttled_platform_is_waited_for_and_asked_again(any_shop: Shop, ann: Viewer) -> None:
    any_shop.platform.trouble, any_shop.platform.on = "throttled", "change"
    made = people.pause(ann, "ad", any_shop.row("a1"), NOW)
    assert made.stage == Stage.DUE and "tries again by itself" in made.said and any_shop.thing("a1").on
    assert made.next_at is not None and made.next_at > NOW and sweeping.finish(NOW) == 0
    any_shop.platform.trouble = None
    assert later(made).stage == Stage.DONE and not any_shop.thing("a1").on


def test_who_is_throttled_lets_all_others_of_the_account_wait(shop: Shop, ann: Viewer) -> None:
    shop.platform.trouble = "throttled"
    for name in ("a1", "a2", "a3"):
        people.pause(ann, "ad", shop.row(name), NOW)
    shop.platform.calls.clear()
    assert sweeping.finish(NOW + timedelta(hours=1)) == 1 and len(shop.platform.calls) == 1


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passing trouble is waited out for half an hour, not for six: fewer looks say the same."""
    monkeypatch.setattr(outcomes, "PATIENCE", timedelta(minutes=30))


@pytest.mark.usefixtures("impatient")
def test_a_throttle_without_end_is_given_up_and_told(shop: Shop, ann: Viewer) -> None:
    shop.platform.trouble, shop.platform.on = "throttled", "change"
    ended = later(people.pause(ann, "ad", shop.row("a1"), NOW))
    assert ended.stage == Stage.FAILED and ended.said.startswith("Nothing was changed.")
    assert "not paused" in mail.outbox[-1].subject


@pytest.mark.parametrize("trouble", ["expired", "revoked"])
def test_a_dead_token_fails_at_once_and_who_can_renew_it_is_told(
    any_shop: Shop, ann: Viewer, account: Account, trouble: str
) -> None:
    person(account, "Ada", Role.ADMIN)
    any_shop.platform.trouble = trouble
    made = people.pause(ann, "ad", any_shop.row("a1"), NOW)
    assert made.stage == Stage.FAILED and "does not accept the token" in made.said
    assert AdConnection.objects.get().state == State.EXPIRED
    sweeping.sweep(NOW)
    assert sorted(message.to[0] for message in mail.outbox) == ["ada@example.org", "ann@example.org"]


def test_no_secret_is_in_what_is_told(shop: Shop, ann: Viewer) -> None:
    shop.platform.trouble = "expired"
    made = people.pause(ann, "ad", shop.row("a1"), NOW)
    assert shop.platform.token not in f"{made.said} {made.before} {made.after} {made.inputs}"


@pytest.mark.parametrize("trouble", ["drop_after", "drop", "garbage", "half", "wrong_shape", "broken"])
def test_a_broken_line_at_the_change_is_settled_by_reading_back(any_shop: Shop, ann: Viewer, trouble: str) -> None:
    any_shop.platform.trouble, any_shop.platform.on, any_shop.platform.times = trouble, "change", 1
    made = later(people.pause(ann, "ad", any_shop.row("a1"), NOW))
    assert made.stage == Stage.DONE and not any_shop.thing("a1").on
    assert len(any_shop.platform.changes) == 1


def test_what_was_heard_without_an_answer_keeps_what_stood_before(shop: Shop, ann: Viewer) -> None:
    shop.platform.trouble, shop.platform.on, shop.platform.times, shop.platform.delay = "drop_after", "change", 1, 5
    made = later(people.pause(ann, "ad", shop.row("a1"), NOW))
    assert (made.stage, made.before["set"], made.tries) == (Stage.DONE, "on", 1), made.said
    shop.platform.delay = 0
    people.undo(ann, made.pk, NOW)
    assert shop.thing("a1").on


def test_what_somebody_else_did_while_we_waited_is_not_ours(shop: Shop, ann: Viewer) -> None:
    shop.platform.trouble, shop.platform.on = "throttled", "change"
    made = people.pause(ann, "ad", shop.row("a1"), NOW)
    shop.platform.trouble = None
    shop.thing("a1").on = False
    ended = later(made)
    assert ended.stage == Stage.DONE and ended.tries == 0 and "it was paused already" in ended.said


def test_questions_without_an_answer_are_not_asked_for_ever(shop: Shop, ann: Viewer) -> None:
    shop.platform.trouble, shop.platform.on = "drop", "change"
    ended = later(people.pause(ann, "ad", shop.row("a1"), NOW))
    assert ended.stage == Stage.FAILED and ended.tries == MOST_TRIES
    assert "No answer came to 4 questions, and it shows on" in ended.said


@pytest.mark.usefixtures("impatient")
def test_a_platform_that_cannot_be_read_back_leaves_it_open_and_then_says_so(shop: Shop, ann: Viewer) -> None:
    shop.platform.delay = 99
    made = people.pause(ann, "ad", shop.row("a1"), NOW)
    shop.platform.trouble = "broken"
    sweeping.sweep(made.next_at or NOW)
    made.refresh_from_db()
    assert made.stage == Stage.ASKED and "looks again by itself" in made.said
    ended = later(made)
    assert ended.stage == Stage.FAILED and "could not be read back" in ended.said


def test_what_is_deleted_meanwhile_is_not_waited_for(shop: Shop, ann: Viewer) -> None:
    shop.platform.delay = 99
    made = people.pause(ann, "ad", shop.row("a1"), NOW)
    shop.thing("a1").removed = True
    assert later(made).said == "It was deleted or archived on the platform."


def test_a_mail_server_that_is_gone_is_tried_again(shop: Shop, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.platform.trouble = "expired"
    people.pause(ann, "ad", shop.row("a1"), NOW)
    with monkeypatch.context() as patch:
        patch.setattr("alerts.acting.telling.send_mail", _gone)
        sweeping.sweep(NOW)
    assert not mail.outbox
    sweeping.sweep(NOW + timedelta(minutes=1))
    sweeping.sweep(NOW + timedelta(minutes=2))
    assert len(mail.outbox) == 1


def _gone(*_: object, **__: object) -> int:
    raise ConnectionRefusedError
