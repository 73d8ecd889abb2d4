"""Calendars on a platform that keeps state: they act at their changes, and leave people alone between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import Account, Role
from accounts.viewer import Viewer
from alerts.acting import calendars, killing, people, protecting, scheduling, sweeping
from alerts.acting.calendars import Draft
from alerts.models import Calendar, Decision, Limits
from alerts.models.ads import Stage
from alerts.playbook.calendar import CalendarRule, Dates, During, Successor
from explores.keeping.refused import Refused
from tests.alerts.acting.shop import NOW, Shop, as_viewer, person

pytestmark = pytest.mark.django_db
WEEKDAYS = CalendarRule(During.RUN, weekdays=frozenset(range(5)))  # NOW is a Friday
SATURDAY = datetime(2026, 11, 20, 23, tzinfo=UTC)  # in Paris
MONDAY = datetime(2026, 11, 22, 23, tzinfo=UTC)
SEASON = CalendarRule(During.RUN, (Dates(date(2026, 11, 1), date(2026, 11, 20)),))


def made(shop: Shop, by: Viewer, rule: CalendarRule = WEEKDAYS, acting: bool = True, name: str = "c1") -> Calendar:
    found = calendars.make(by, Draft("Working days", rule, acting), [("campaign", shop.row(name))], NOW)[0]
    scheduling.run(NOW)
    return found


def said(of: Calendar) -> str:
    of.refresh_from_db()
    return of.said


def test_a_campaign_runs_on_its_days_and_pauses_on_the_others(any_shop: Shop, ann: Viewer) -> None:
    calendar = made(any_shop, ann)
    assert said(calendar) == "c1 is on, as wanted." and calendar.next_at == SATURDAY
    scheduling.run(SATURDAY)
    assert not any_shop.thing("c1").on and said(calendar).startswith("c1: The platform shows it: paused.")
    scheduling.run(MONDAY)
    assert any_shop.thing("c1").on and Decision.objects.count() == 2


def test_what_it_did_is_logged_with_the_calendar(shop: Shop, ann: Viewer) -> None:
    calendar = made(shop, ann)
    scheduling.run(SATURDAY)
    found = Decision.objects.get()
    assert (found.calendar, found.stage, found.by, found.after["set"]) == (calendar, Stage.DONE, None, "off")
    assert not mail.outbox


def test_before_it_acts_it_says_what_it_would_do(shop: Shop, ann: Viewer) -> None:
    calendar = made(shop, ann, acting=False)
    scheduling.run(SATURDAY)
    assert shop.thing("c1").on and Decision.objects.get().stage == Stage.SHADOW
    assert said(calendar) == "c1 would be paused, and is not."


def test_what_was_missed_is_mended_once_it_is_looked_at(shop: Shop, ann: Viewer) -> None:
    made(shop, ann)
    scheduling.run(SATURDAY + timedelta(hours=20))
    assert not shop.thing("c1").on
    scheduling.run(SATURDAY + timedelta(days=9))
    assert Calendar.objects.get().said == "c1: The platform shows it: on."


def test_of_two_calendars_a_pause_wins(shop: Shop, ann: Viewer) -> None:
    made(shop, ann)
    season = made(shop, ann, CalendarRule(During.PAUSE, (Dates(date(2026, 11, 21), date(2026, 11, 30)),)))
    scheduling.run(SATURDAY)
    scheduling.run(MONDAY)
    assert not shop.thing("c1").on
    scheduling.run(datetime(2026, 11, 30, 23, tzinfo=UTC))
    assert shop.thing("c1").on and season.pk


def test_a_person_may_act_against_it_until_its_next_change_and_is_told(shop: Shop, ann: Viewer, ben: Viewer) -> None:
    made(shop, ann)
    paused = people.pause(ben, "campaign", shop.row("c1"), NOW)
    assert "Its calendars want it on: “Working days”. They act next at 2026-11-20 23:00 UTC" in paused.said
    for hour in range(6):
        sweeping.sweep(NOW + timedelta(hours=hour))
    assert not shop.thing("c1").on
    scheduling.run(SATURDAY)
    scheduling.run(MONDAY)
    assert shop.thing("c1").on


def test_a_person_who_agrees_with_it_is_told_nothing(shop: Shop, ann: Viewer) -> None:
    made(shop, ann, CalendarRule(During.PAUSE, weekdays=frozenset({0})))
    people.pause(ann, "campaign", shop.row("c1"), NOW)
    assert "calendars" not in people.resume(ann, "campaign", shop.row("c1"), NOW).said


def test_a_successor_starts_when_the_dates_are_over(shop: Shop, ann: Viewer) -> None:
    shop.thing("c2").on = False
    after = Successor(str(shop.row("c2")), starts=True)
    made(shop, ann, replace(SEASON, successor=after))
    assert not shop.thing("c2").on
    scheduling.run(SATURDAY)
    assert shop.thing("c2").on and not shop.thing("c1").on
    assert set(Decision.objects.values_list("act", flat=True)) == {"pause", "resume"}


def test_a_successor_that_is_only_named_is_told_by_mail(shop: Shop, ann: Viewer) -> None:
    made(shop, ann, replace(SEASON, successor=Successor("Winter linens")))
    sweeping.sweep(SATURDAY)
    assert shop.thing("c2").on and "What comes after it: Winter linens." in str(mail.outbox[0].body)


def test_a_successor_that_starts_must_be_a_campaign_of_the_source(shop: Shop, ann: Viewer) -> None:
    for name in ("Winter linens", "999999", str(10**30)):
        with pytest.raises(Refused, match="campaign of the same source"):
            made(shop, ann, replace(SEASON, successor=Successor(name, starts=True)))


def test_several_campaigns_get_one_each(shop: Shop, ann: Viewer) -> None:
    rows = [("campaign", shop.row("c1")), ("campaign", shop.row("c2"))]
    assert [each.zone for each in calendars.make(ann, Draft("Days", WEEKDAYS, True), rows, NOW)] == ["Europe/Paris"] * 2
    sweeping.sweep(SATURDAY)
    assert not shop.thing("c1").on and not shop.thing("c2").on


def test_the_kill_switch_holds_calendars_until_it_is_lifted(shop: Shop, ann: Viewer) -> None:
    calendar = made(shop, ann)
    killing.throw(ann, NOW)
    scheduling.run(SATURDAY)
    assert shop.thing("c1").on and said(calendar).startswith("The kill switch is thrown: Ann threw it")
    Limits.objects.update(killed_at=None)
    scheduling.run(SATURDAY + timedelta(minutes=15))
    assert not shop.thing("c1").on


def test_what_is_protected_is_left_alone(shop: Shop, ann: Viewer) -> None:
    protecting.protect(ann, "campaign", shop.row("c1"), "Brand", NOW)
    calendar = made(shop, ann)
    scheduling.run(SATURDAY)
    assert shop.thing("c1").on and "c1 is protected: by itself, since Ann protected that" in said(calendar)


def test_a_platform_that_does_not_answer_is_asked_again(shop: Shop, ann: Viewer) -> None:
    calendar = made(shop, ann)
    shop.platform.trouble = "broken"
    scheduling.run(SATURDAY)
    assert "It looks again by itself." in said(calendar) and calendar.next_at == SATURDAY + timedelta(minutes=5)
    shop.platform.trouble = None
    scheduling.run(SATURDAY + timedelta(minutes=5))
    assert not shop.thing("c1").on


def test_a_dead_token_is_told(shop: Shop, ann: Viewer) -> None:
    made(shop, ann)
    shop.platform.trouble = "expired"
    sweeping.sweep(SATURDAY)
    sweeping.sweep(SATURDAY)
    assert Decision.objects.get().stage == Stage.FAILED and "not paused" in mail.outbox[0].subject


def test_what_is_throttled_into_another_day_is_not_done(shop: Shop, ann: Viewer) -> None:
    made(shop, ann)
    shop.platform.trouble, shop.platform.on = "throttled", "change"
    scheduling.run(SATURDAY)
    shop.platform.trouble = None
    sweeping.sweep(MONDAY)
    ended = Decision.objects.order_by("pk")[0]
    assert ended.stage == Stage.FAILED and "wants something else by now" in ended.said and shop.thing("c1").on


def test_two_workers_look_once(shop: Shop, ann: Viewer) -> None:
    made(shop, ann)
    Calendar.objects.update(claimed_until=SATURDAY + timedelta(minutes=1))
    assert scheduling.run(SATURDAY) == 0 and scheduling.run(SATURDAY + timedelta(minutes=2)) == 1


def test_who_changes_it_is_heard_at_once_and_who_was_slower_is_told(shop: Shop, ann: Viewer, ben: Viewer) -> None:
    calendar = made(shop, ann)
    never = CalendarRule(During.PAUSE, weekdays=frozenset({4}))
    calendars.change(ben, calendar.pk, Draft("No Fridays", never, True), 1, NOW)
    scheduling.run(NOW)
    assert not shop.thing("c1").on
    with pytest.raises(Refused, match="Somebody saved this calendar"):
        calendars.change(ann, calendar.pk, Draft("Mine", WEEKDAYS, True), 1, NOW)


def test_what_is_removed_does_nothing(shop: Shop, ann: Viewer) -> None:
    calendar = made(shop, ann)
    calendars.remove(ann, calendar.pk, NOW)
    scheduling.run(SATURDAY)
    assert shop.thing("c1").on and not calendars.seen(ann).exists()


def test_what_cannot_be_kept_any_more_says_so(shop: Shop, ann: Viewer) -> None:
    calendar = made(shop, ann)
    Calendar.objects.update(rule={"during": "sleep"}, next_at=NOW)
    scheduling.run(NOW)
    assert "It can't be kept: 'sleep' is none of run, pause." in said(calendar) and calendar.next_at is None


def test_rights_and_scope_hold(shop: Shop, ann: Viewer, account: Account, charlie: Any) -> None:
    calendar = made(shop, ann)
    draft = Draft("x", WEEKDAYS)
    with pytest.raises(PermissionDenied):
        calendars.make(as_viewer(person(account, "Vic", Role.VIEWER)), draft, [("campaign", shop.row("c1"))], NOW)
    for act in (lambda: calendars.remove(as_viewer(charlie), calendar.pk, NOW),
                lambda: calendars.make(as_viewer(charlie), draft, [("campaign", shop.row("c1"))], NOW)):  # fmt: skip
        with pytest.raises(Http404):
            act()
