"""Two at once: one is heard, the other is told what stands and who did it; what is shown is what the platform has."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from accounts.viewer import Viewer
from alerts.acting import answers, carrying, deciding, guarding, people, ruling, sweeping, triggers
from alerts.acting.deciding import Busy, Wish
from alerts.acting.finding import find, known
from alerts.acting.limits import Limit
from alerts.models import Decision, Health, Limits
from alerts.models.ads import Act, Mode, Stage
from tests.alerts.acting.shop import NOW, Shop, mode
from tests.waiting import PATIENCE, comes

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[object]:
    """What each returned or raised; all begin at one moment."""
    gate, heard = threading.Barrier(len(acts)), list[object]([None] * len(acts))

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            heard[place] = act()
        except Exception as error:
            heard[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return heard


def test_pause_and_resume_at_once(any_shop: Shop, ann: Viewer, ben: Viewer) -> None:
    row = any_shop.row("a1")
    heard = together(lambda: people.pause(ann, "ad", row, NOW), lambda: people.resume(ben, "ad", row, NOW))
    done = [each for each in heard if isinstance(each, Decision)]
    told = [each for each in heard if isinstance(each, Busy)]
    assert done and len(done) + len(told) == 2 and all(each.stage == Stage.DONE for each in done)
    last = max(Decision.objects.all(), key=lambda each: each.pk)
    assert any_shop.thing("a1").on is (last.after["set"] == "on")
    for each in told:
        assert ("Ann asked to pause it" in each.message) or ("Ben asked to resume it" in each.message)


def test_ten_clicks_at_once_ask_the_platform_once(shop: Shop, ann: Viewer) -> None:
    row = shop.row("a1")
    heard = together(*[lambda: people.pause(ann, "ad", row, NOW)] * 10)
    assert len(shop.platform.changes) == 1 and not shop.thing("a1").on
    assert {type(each) for each in heard} <= {Decision, Busy}


def test_two_workers_finish_a_decision_once(shop: Shop, ann: Viewer) -> None:
    wish = Wish(find(ann, "ad", shop.row("a1")), Act.PAUSE, people.person(ann))
    made = deciding.begin(wish, NOW)
    after = NOW + deciding.CLAIM + timedelta(seconds=1)
    heard = together(*[lambda: sweeping.finish(after)] * 4)
    made.refresh_from_db()
    assert sorted(map(str, heard)) == ["0", "0", "0", "1"] and made.stage == Stage.DONE and made.tries == 1


def test_a_worker_that_comes_too_late_writes_nothing(shop: Shop, ann: Viewer) -> None:
    wish = Wish(find(ann, "ad", shop.row("a1")), Act.PAUSE, people.person(ann))
    slow = deciding.begin(wish, NOW)
    quick = carrying.claimed(slow.pk, NOW + deciding.CLAIM + timedelta(seconds=1))
    assert quick and carrying.carry(quick, NOW).stage == Stage.DONE
    shop.thing("a1").on = True
    slow.stage = Stage.DUE
    said = Decision.objects.get().said
    assert carrying.carry(slow, NOW).said == said and shop.thing("a1").on


def test_what_the_platform_has_not_shown_may_be_overruled(shop: Shop, ann: Viewer, ben: Viewer) -> None:
    shop.platform.lies = True
    first = people.pause(ann, "ad", shop.row("a1"), NOW)
    with pytest.raises(Busy, match=r"Ann asked to pause it .* and the platform has not shown it yet"):
        people.pause(ben, "ad", shop.row("a1"), NOW + timedelta(seconds=9))
    shop.platform.lies = False
    second = people.resume(ben, "ad", shop.row("a1"), NOW + timedelta(seconds=9))
    first.refresh_from_db()
    assert (first.stage, second.stage) == (Stage.FAILED, Stage.DONE) and "Ben decided to resume it" in first.said


def test_rules_never_pause_both_of_one_set_at_once(sick: Shop) -> None:
    Limits.objects.update(spend_share=1)
    mode(sick, Mode.AUTOMATIC)
    Health.objects.filter(name__in=["a1", "a2"]).update(evidence={"verdict": "pause"}, group="pause")
    together(*[lambda: sweeping.decide(NOW)] * 4)
    assert sick.thing("a1").on is not sick.thing("a2").on
    assert sorted(Decision.objects.values_list("stage", flat=True)) == [Stage.DONE, Stage.HELD]


def test_rules_never_go_over_the_count_at_once(sick: Shop) -> None:
    Limits.objects.update(spend_share=1, per_day=1)
    mode(sick, Mode.AUTOMATIC)
    Health.objects.filter(name__in=["a1", "a3"]).update(evidence={"verdict": "pause"}, group="pause")
    together(*[lambda: sweeping.decide(NOW)] * 4)
    assert len(sick.platform.changes) == 1


@pytest.mark.parametrize("how", [Mode.AUTOMATIC, Mode.APPROVE, Mode.SHADOW])
def test_an_ad_and_its_campaign_are_never_decided_at_once(
    sick: Shop, how: Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both workers have looked, and found nothing that bars it, before either writes."""
    Limits.objects.update(spend_share=1)
    mode(sick, how)
    Health.objects.filter(name="c1").update(evidence={"verdict": "pause"}, group="pause")
    Health.objects.update(ad_account=sick.rows["c1"].ad_account_id)  # type: ignore[union-attr]
    gate, draft = threading.Barrier(2), ruling.draft

    def both_looked(*of: Any) -> Decision:
        gate.wait(timeout=30)
        return draft(*of)

    monkeypatch.setattr(ruling, "draft", both_looked)
    settings = triggers.settings_of(sick.account.pk)
    speaking = [trigger for name in ("a1", "c1") for trigger in triggers.found(Health.objects.get(name=name), settings)]
    did: list[Any] = together(*[partial(ruling._decided, each, NOW) for each in speaking])
    assert sorted(did) == [0, 1] and Decision.objects.count() == 1


def test_an_ad_is_proposed_once(sick: Shop, ann: Viewer) -> None:
    mode(sick, Mode.APPROVE)
    together(*[lambda: sweeping.decide(NOW)] * 4)
    sweeping.decide(NOW)
    assert Decision.objects.count() == 1 == len(mail.outbox)


def test_a_look_that_is_older_than_a_pause_beside_it_does_not_count(sick: Shop) -> None:
    entity = known("ad", sick.row("a2"))
    assert entity is not None
    seen = guarding.look(entity)
    mode(sick, Mode.AUTOMATIC)
    sweeping.decide(NOW)
    assert not sick.thing("a1").on
    assert Limit.LAST in {each.limit for each in guarding.held(entity, seen, NOW, automatic=True)}


def test_an_approval_waits_for_what_begins_in_the_same_moment(
    sick: Shop, ann: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What begins has looked and found nothing on the way; an approval that came between was soon carried out, so that
    nothing told any more by whom, nor what."""
    mode(sick, Mode.APPROVE)
    sweeping.decide(NOW)
    heard: list[Any] = []
    gone_ahead = threading.Event()
    approval = threading.Thread(target=lambda: heard.extend(together(partial(_approved, ann))))
    make_room, look, carry = deciding._make_room, deciding.open_of, answers.carry

    def looked(*of: Any) -> None:
        make_room(*of)
        approval.start()
        comes(lambda: _is_waited_for() or Decision.objects.filter(stage=Stage.DUE).exists())

    def carried_out_before(*of: Any) -> Decision | None:
        gone_ahead.set()
        approval.join()
        return look(*of)

    def carried(*of: Any) -> Decision:
        gone_ahead.wait(PATIENCE)
        return carry(*of)

    monkeypatch.setattr(deciding, "_make_room", looked)
    monkeypatch.setattr(deciding, "open_of", carried_out_before)
    monkeypatch.setattr(answers, "carry", carried)
    entity = known("ad", sick.row("a1"))
    assert entity is not None
    begun = deciding.begin(Wish(entity, Act.BUDGET), NOW)
    approval.join()
    assert begun.stage == Stage.DUE and isinstance(heard[0], Busy) and heard[0].decision == begun


def _approved(by: Viewer) -> Decision:
    return answers.approve(by, Decision.objects.get(stage=Stage.PROPOSED).pk, NOW)


def _is_waited_for() -> bool:
    """Whether somebody waits for a lock by name in this database."""
    waits = """SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database
               WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"""
    with connection.cursor() as cursor:
        cursor.execute(waits)
        return cursor.fetchone() is not None
