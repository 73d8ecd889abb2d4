"""Alerts made, changed, paused and removed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.access import viewer_for
from accounts.models import SubAccount, User
from accounts.viewer import Viewer
from alerts.keeping import saving
from alerts.models import Alert
from alerts.rules.rule import Rule
from alerts.rules.rule_form import rule_from_json
from deliveries import cadence
from deliveries.content.subject import Kind as What
from deliveries.content.subject import Subject
from deliveries.models import Schedule
from deliveries.schedules import saving as schedules
from explores.keeping.refused import Refused
from tests.alerts.checking.watched import ABOVE_7, COUNT
from tests.alerts.keeping.drafts import LEA, draft
from tests.alerts.watching.history import publish
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lea(alice: User, subaccount: SubAccount) -> Viewer:
    publish()
    return viewer_for(analyst(subaccount.account))


def made(viewer: Viewer, **values: Any) -> Alert:
    return saving.make(viewer, draft(**values), timezone.now())


def rule(**changes: Any) -> Rule:
    return rule_from_json({**ABOVE_7, **changes})


def test_an_alert_is_named_after_its_rule_and_due_at_its_next_time(lea: Viewer) -> None:
    found = made(lea)
    assert found.name == "Orders is above 7" and found.about == "explore:business"
    assert found.next_at and found.next_at > timezone.now() and found.next_at.hour == 6
    assert found.query["fields"] == ["orders.ordered_date", COUNT] and found.phase == "ok"


def test_its_messages_go_by_a_schedule_that_no_list_shows_and_no_clock_plans(lea: Viewer) -> None:
    found = made(lea)
    assert found.sends and (found.sends.passing, found.sends.next_at) == (True, None)
    assert not schedules.seen(lea).exists() and found.sends.targets.get().recipients == ["lea@example.org"]


def test_another_rule_begins_a_life_of_its_own_and_another_name_does_not(lea: Viewer) -> None:
    found = made(lea)
    Alert.objects.update(state={"phase": "firing"}, phase="firing")
    named = saving.save(lea, found, draft(name="Busy days"), 1, timezone.now())
    assert (named.name, named.phase, named.rule_version, named.version) == ("Busy days", "firing", 1, 2)
    other = saving.save(lea, named, draft(rule=rule(in_a_row=2)), 2, timezone.now())
    assert (other.state, other.phase, other.rule_version) == ({}, "ok", 2) and Schedule.objects.count() == 1


def test_the_second_of_two_people_is_told(lea: Viewer) -> None:
    found = made(lea)
    saving.save(lea, found, draft(name="Mine"), 1, timezone.now())
    with pytest.raises(Refused, match="Somebody saved this alert"):
        saving.save(lea, found, draft(name="Theirs"), 1, timezone.now())
    assert Alert.objects.get().name == "Mine"


def test_it_rests_while_it_is_paused(lea: Viewer) -> None:
    found = made(lea)
    saving.pause(lea, found, timezone.now())
    assert Alert.objects.get().next_at is None
    saving.resume(lea, found, timezone.now())
    assert Alert.objects.get().next_at and Alert.objects.get().paused_at is None


def test_what_is_removed_is_found_no_more(lea: Viewer) -> None:
    found = made(lea)
    saving.remove(lea, found, timezone.now())
    with pytest.raises(Http404):
        saving.find(lea, found.pk)


def test_admins_find_all_and_others_their_own(lea: Viewer, alice: User, charlie: User) -> None:
    found = made(lea)
    assert saving.find(viewer_for(alice), found.pk) == found
    other = viewer_for(analyst(SubAccount.objects.get().account, "dora"))
    for stranger in (other, viewer_for(charlie)):
        with pytest.raises(Http404):
            saving.find(stranger, found.pk)


def test_who_may_only_look_sets_no_alert(lea: Viewer, bob: User) -> None:
    with pytest.raises(PermissionDenied):
        made(viewer_for(bob))


DASHBOARD = Subject(What.DASHBOARD, slug="revenue")
GONE = Subject(What.LOOK, look=404)
BY_WEEK = rule(time="orders.ordered_week")
REVENUE = rule(conditions=[{"field": "orders.revenue", "op": "above", "value": "1"}])
OFTEN = cadence.Recurrence(cadence.Kind.REFRESH, "UTC", every=1)


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"subject": DASHBOARD}, "content", "set the alert on one of its tiles"),
        ({"subject": GONE}, "content", "deleted, lies in the trash, or is not open"),
        ({"rule": BY_WEEK}, "time", "choose its date"),
        ({"rule": REVENUE}, "field", "choose one of its figures"),
        ({"targets": ()}, "targets", "at least one place"),
        ({"targets": (replace(LEA, recipients=("nobody",)),)}, "recipients", "nobody"),
        ({"recurrence": OFTEN}, "every", "every 5 minutes at most"),
        ({"name": "x" * 300}, "name", "200"),
    ],
    ids=["dashboard", "gone", "date", "figure", "targets", "address", "often", "name"],
)
def test_what_cannot_be_watched_is_refused_at_its_field(
    lea: Viewer, values: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(Refused, match=said) as caught:
        made(lea, **values)
    assert caught.value.field == field and not Alert.objects.exists() and not Schedule.objects.exists()
