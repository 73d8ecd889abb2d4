"""What rules decide by themselves, as far as each may go, within the limits, once for an ad and a verdict."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail

from accounts.models import Account
from accounts.viewer import Viewer
from alerts.acting import killing, limiting, people, protecting, releasing, ruling, sweeping
from alerts.acting.trying import Trial
from alerts.models import Decision, Health, Incident, Limits
from alerts.models.ads import Mode, Stage
from tests.alerts.acting.shop import NOW, Shop, judged, mode, rounds
from tests.servers.platforms.tiktok import tiktok

pytestmark = pytest.mark.django_db
FIRES = {"signal": "ctr", "label": "Low CTR", "state": "fires", "now": "0.4 %", "do": ["renew", "pause"], "version": 1}
HOUR = timedelta(hours=1)


def only() -> Decision:
    return Decision.objects.get()


def test_a_rule_that_suggests_decides_nothing(sick: Shop) -> None:
    mode(sick, Mode.ADVISE)
    rounds()
    assert not Decision.objects.exists() and not sick.platform.calls


def test_a_rule_acts_by_itself_once_and_everyone_is_told(sick: Shop, ann: Viewer) -> None:
    mode(sick, Mode.AUTOMATIC)
    rounds()
    made = only()
    assert (made.stage, made.rule, made.rule_version, made.by) == (Stage.DONE, "evidence", 4, None), made.said
    assert not sick.thing("a1").on and made.inputs["evidence"]["verdict"] == "pause" and made.chance == 0.97
    assert [(each.to, each.subject) for each in mail.outbox] == [(["ann@example.org"], "a1: paused")]


def test_a_signal_that_advises_a_pause_is_a_trigger_by_its_own_mode(sick: Shop) -> None:
    mode(sick, Mode.AUTOMATIC, "ctr")
    Health.objects.filter(name="a1").update(evidence={}, signals=[FIRES], fired=1)
    rounds()
    assert (only().rule, only().stage) == ("ctr", Stage.DONE)


@pytest.mark.parametrize("signal", [{**FIRES, "state": "waiting"}, {**FIRES, "do": ["renew"]}, {**FIRES, "do": []}, {}])
def test_a_signal_that_does_not_advise_a_pause_is_none(sick: Shop, signal: dict[str, Any]) -> None:
    mode(sick, Mode.AUTOMATIC, "ctr")
    Health.objects.filter(name="a1").update(evidence={}, signals=[signal])
    rounds()
    assert not Decision.objects.exists()


def test_a_shadow_says_what_it_would_have_done_and_does_nothing(sick: Shop) -> None:
    mode(sick, Mode.SHADOW)
    rounds()
    assert only().stage == Stage.SHADOW and sick.thing("a1").on and not sick.platform.changes
    assert "It would have been paused. A dry run on Meta passed." in only().said and not mail.outbox


def test_a_shadow_says_what_would_have_held_it(sick: Shop, ann: Viewer) -> None:
    mode(sick, Mode.SHADOW)
    protecting.protect(ann, "campaign", sick.row("c1"), "Brand", NOW)
    rounds()
    assert "would have been held. It is protected: by its campaign" in only().said


def held(shop: Shop, *words: str) -> None:
    mode(shop, Mode.AUTOMATIC)
    rounds()
    assert only().stage == Stage.HELD and shop.thing("a1").on and not shop.platform.changes
    assert all(each in only().said for each in words), only().said


def test_the_kill_switch_holds_without_a_call(sick: Shop, ann: Viewer) -> None:
    killing.throw(ann, NOW)
    held(sick, "The kill switch is thrown: Ann threw it")
    assert not sick.platform.calls


def test_an_incident_holds(sick: Shop, account: Account) -> None:
    row = sick.rows["a1"]
    account_row = sick.rows["c1"].ad_account_id  # type: ignore[union-attr]
    Incident.objects.create(
        account=account, subaccount_id=row.subaccount_id, ad_account=account_row, kind="broken tag",
        said="Clicks are normal and nobody buys anywhere.", began_at=NOW,
    )  # fmt: skip
    held(sick, "An incident is open: Clicks are normal")


def test_late_figures_hold(sick: Shop) -> None:
    Health.objects.filter(name="a1").update(day="2026-11-17")
    held(sick, "Its figures end on 2026-11-17, and not on 2026-11-19.")


def test_the_last_ad_of_its_set_is_held_by_what_the_platform_says(sick: Shop) -> None:
    sick.thing("a2").on = False  # the rows know nothing of it yet
    held(sick, "It is the last active of its ad set.")


def test_what_is_learning_is_held(sick: Shop) -> None:
    sick.thing("s1").learning = True
    held(sick, "still learning")


def test_what_was_edited_lately_is_held(sick: Shop) -> None:
    sick.thing("a1").updated = NOW - HOUR
    held(sick, "It was edited in the last 48 hours.")


def test_the_share_of_spend_holds(sick: Shop) -> None:
    Health.objects.filter(name="a1").update(spend=Decimal(300))
    held(sick, "With it €42.86 a day would be paused in 24 hours; the limit is 20% of a day's spend, €40.00.")


def test_a_snooze_holds_until_it_ends(sick: Shop) -> None:
    Health.objects.filter(name="a1").update(snoozed_until=NOW + HOUR)
    held(sick, "It is snoozed until 2026-11-20 11:00 UTC.")
    assert only().next_at == NOW + HOUR
    sweeping.sweep(NOW + HOUR)
    assert only().stage == Stage.DONE


def test_a_platform_that_does_not_answer_holds(sick: Shop) -> None:
    sick.platform.trouble = "broken"
    held(sick, "could not be read back")


@pytest.mark.parametrize("trouble", ["expired", "forbidden"])
def test_what_only_a_person_can_mend_fails_and_is_told(sick: Shop, ann: Viewer, trouble: str) -> None:
    sick.platform.trouble = trouble
    mode(sick, Mode.AUTOMATIC)
    rounds()
    assert only().stage == Stage.FAILED and [each.subject for each in mail.outbox] == ["a1: not paused"]


def test_quiet_hours_hold(sick: Shop) -> None:
    quiet = {"start": "09:00", "end": "12:00", "zone": "Europe/Paris", "weekdays": []}
    Limits.objects.update(quiet=quiet)
    held(sick, "quiet hours, until 2026-11-20 11:00 UTC")


def test_no_more_than_the_count_in_a_day(sick: Shop) -> None:
    Limits.objects.update(per_day=1, spend_share=1)
    mode(sick, Mode.AUTOMATIC)
    sick_too = Health.objects.filter(name__in=["a3", "a1"])
    sick_too.update(evidence={"verdict": "pause"}, group="pause")
    rounds()
    stages = sorted(Decision.objects.values_list("stage", flat=True))
    assert stages == [Stage.DONE, Stage.HELD] and len(sick.platform.changes) == 1


def test_two_of_one_set_are_never_both_paused(sick: Shop) -> None:
    Limits.objects.update(spend_share=1)
    mode(sick, Mode.AUTOMATIC)
    Health.objects.filter(name__in=["a1", "a2"]).update(evidence={"verdict": "pause"}, group="pause")
    rounds()
    assert sick.thing("a1").on is not sick.thing("a2").on


def test_a_dry_run_that_fails_holds_and_nothing_is_asked(sick: Shop) -> None:
    sick.platform.trouble, sick.platform.on = "broken", "change"
    held(sick, "A dry run failed.")
    assert only().tries == 0 and only().asked_at is None


def test_what_is_held_ends_when_the_verdict_changes(sick: Shop, ann: Viewer) -> None:
    killing.throw(ann, NOW)
    held(sick)
    Health.objects.filter(name="a1").update(evidence={"verdict": "watch"})
    ruling.again(NOW + HOUR)
    assert only().stage == Stage.LAPSED and "verdict has changed" in only().said


def test_what_is_held_goes_ahead_when_nothing_holds_it(sick: Shop, ann: Viewer) -> None:
    killing.throw(ann, NOW)
    held(sick)
    Limits.objects.update(killed_at=None)
    ruling.again(NOW + HOUR)
    assert only().stage == Stage.DONE and not sick.thing("a1").on


def test_the_kill_switch_stops_what_waits_for_a_try(sick: Shop, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    mode(sick, Mode.AUTOMATIC)
    with monkeypatch.context() as patch:
        patch.setattr(releasing, "tried", lambda _: Trial("It passed."))
        sick.platform.trouble, sick.platform.on = "throttled", "change"
        rounds(count=1)
    assert only().stage == Stage.DUE
    sick.platform.trouble = None
    killing.throw(ann, NOW)
    sweeping.sweep(NOW + HOUR)
    assert only().stage == Stage.HELD and sick.thing("a1").on


def test_what_a_person_resumed_is_left_alone_for_a_week(sick: Shop, ann: Viewer) -> None:
    mode(sick, Mode.AUTOMATIC)
    rounds()
    people.undo(ann, only().pk, NOW + HOUR)
    Health.objects.filter(name="a1").update(status="on", day="2026-11-25")
    sick.thing("a1").updated = NOW - timedelta(days=9)
    rounds(NOW + timedelta(days=6))
    assert sick.thing("a1").on and Decision.objects.count() == 2


def test_what_a_person_switched_on_by_hand_is_left_alone_for_a_week_too(sick: Shop, ann: Viewer) -> None:
    for act in (people.pause, people.resume):
        act(ann, "ad", sick.row("a1"), NOW)
    sick.thing("a1").updated = NOW - timedelta(days=9)
    mode(sick, Mode.AUTOMATIC)
    for days, made in ((6, 2), (8, 3)):
        Health.objects.filter(name="a1").update(day=NOW + timedelta(days=days))
        rounds(NOW + timedelta(days=days))
        assert Decision.objects.count() == made
    assert not sick.thing("a1").on


@pytest.mark.parametrize("how", [Mode.AUTOMATIC, Mode.SHADOW, Mode.APPROVE])
def test_an_ad_is_paused_before_its_set_and_its_campaign_and_they_wait(sick: Shop, how: Mode) -> None:
    Limits.objects.update(spend_share=1)
    mode(sick, how)
    inside = {"campaign": sick.row("c1"), "ad_account": 1}
    judged(sick, "s1", evidence={"verdict": "pause"}, ad_set=sick.row("s1"), at_stake=Decimal(90), **inside)
    Health.objects.filter(name="c1").update(
        evidence={"verdict": "pause"}, group="pause", at_stake=Decimal(99), campaign=sick.row("c1")
    )
    rounds()
    assert [(each.level, each.name) for each in Decision.objects.all()] == [("ad", "a1")]


def test_what_it_is_in_is_paused_when_the_ad_did_not_help(sick: Shop) -> None:
    Limits.objects.update(spend_share=1)
    mode(sick, Mode.AUTOMATIC)
    rounds()
    after = NOW + timedelta(days=3, hours=1)
    inside = {"campaign": sick.row("c1"), "ad_account": 1, "ad_set": sick.row("s1"), "day": after.date()}
    judged(sick, "s1", evidence={"verdict": "pause"}, **inside)
    rounds(after)
    assert not sick.thing("s1").on


def test_tiktok_has_no_dry_run_and_that_is_said(account: Account, subaccount: Any, settings: Any) -> None:
    from alerts.acting.finding import known
    from alerts.acting.trying import tried
    from tests.alerts.acting.shop import opened

    with opened(account, subaccount, settings, tiktok) as shop:
        entity = known("ad", shop.row("a1"))
        assert entity and tried(entity).said.startswith("TikTok knows no dry run")


def test_limits_that_are_not_set_are_the_usual_ones(account: Account) -> None:
    assert limiting.of(account.pk).per_day == 3
