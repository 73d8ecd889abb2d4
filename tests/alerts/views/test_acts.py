"""What is done to an alert on its page, by whom, and what it says afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.access import viewer_for
from accounts.models import Role, SubAccount, User
from alerts.keeping import saving
from alerts.models import Alert, Answer, Follower
from alerts.rules.state_form import state_from_json, state_to_json
from tests.alerts.checking.watched import alert
from tests.alerts.keeping.drafts import draft
from tests.alerts.listing.test_list import signed_in
from tests.alerts.rules.rows import above
from tests.alerts.rules.test_life import HIGH, Life
from tests.alerts.watching.history import publish
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def firing(alice: User, subaccount: SubAccount) -> Alert:
    state = Life(above(10)).sees(HIGH).state
    return alert(alice, subaccount, phase="firing", state=state_to_json(state))


def press(user: User, made: Alert, act: str, **form: Any) -> Any:
    return signed_in(user).post(f"/alerts/{made.pk}/{act}", form)


def test_a_team_mate_who_sees_it_may_acknowledge_it_and_is_named(firing: Alert, subaccount: SubAccount) -> None:
    dora = analyst(subaccount.account, "dora")
    assert press(dora, firing, "acknowledge").status_code == 302
    firing.refresh_from_db()
    assert firing.phase == "acknowledged" and Answer.objects.get().user == dora
    page = signed_in(dora).get(f"/alerts/{firing.pk}/").content.decode()
    assert "Acknowledged" in page and str(dora) in page


@pytest.mark.parametrize(("chosen", "hours"), [("1h", 1), ("1d", 24), ("3d", 72), ("7d", 168)])
def test_it_is_silent_until_the_chosen_moment(alice: User, firing: Alert, chosen: str, hours: int) -> None:
    press(alice, firing, "snooze", **{"for": chosen})
    until = state_from_json(Alert.objects.get().state).snoozed_until
    assert until and abs(until - timezone.now() - timedelta(hours=hours)) < timedelta(minutes=1)
    press(alice, firing, "wake")
    woken = state_from_json(Alert.objects.get().state).snoozed_until
    assert woken and woken <= timezone.now()


def test_a_snooze_without_a_time_is_refused_in_words(alice: User, firing: Alert) -> None:
    answer = signed_in(alice).post(f"/alerts/{firing.pk}/snooze", {"for": "ages"}, follow=True)
    assert "Choose how long" in answer.content.decode() and Alert.objects.get().phase == "firing"


def test_what_does_not_fire_is_not_acknowledged(alice: User, subaccount: SubAccount) -> None:
    made = alert(alice, subaccount)
    answer = signed_in(alice).post(f"/alerts/{made.pk}/acknowledge", follow=True)
    assert "nothing to acknowledge" in answer.content.decode() and not Answer.objects.exists()


def test_who_may_only_look_answers_nothing_and_may_follow(bob: User, firing: Alert) -> None:
    for act in ("acknowledge", "snooze", "wake", "not-useful", "pause", "resume", "copy", "remove"):
        assert press(bob, firing, act).status_code == 403
    assert press(bob, firing, "follow").status_code == 302 and Follower.objects.get().user == bob
    press(bob, firing, "follow")
    press(bob, firing, "unfollow")
    assert not Follower.objects.exists()


def test_only_its_owner_and_admins_pause_and_remove(alice: User, firing: Alert, subaccount: SubAccount) -> None:
    dora = analyst(subaccount.account, "dora")
    assert {press(dora, firing, act).status_code for act in ("pause", "resume", "remove", "restore")} == {404}
    press(alice, firing, "pause")
    assert Alert.objects.get().paused_by == alice
    press(alice, firing, "resume")
    assert Alert.objects.get().next_at


def test_what_was_removed_comes_back_by_the_toast(alice: User, firing: Alert) -> None:
    answer = signed_in(alice).post(f"/alerts/{firing.pk}/remove", follow=True)
    assert f"/alerts/{firing.pk}/restore" in answer.content.decode() and Alert.objects.get().removed_at
    press(alice, firing, "restore")
    assert Alert.objects.get().removed_at is None and Alert.objects.get().next_at


def test_a_copy_is_paused_and_of_somebody_elses_alert_tells_the_copier_alone(
    alice: User, subaccount: SubAccount
) -> None:
    publish()
    made = saving.make(viewer_for(alice), draft(), timezone.now())
    dora = analyst(subaccount.account, "dora")
    press(dora, made, "copy")
    press(alice, made, "copy")
    hers, mine = Alert.objects.get(owner=dora), Alert.objects.exclude(pk=made.pk).get(owner=alice)
    assert hers.name == "Orders is above 7, copy" and hers.paused_at and not hers.next_at and hers.sends and mine.sends
    assert hers.sends.targets.get().recipients == [dora.email]
    assert mine.sends.targets.get().recipients == ["lea@example.org"]


def test_an_admin_gives_an_alert_that_stood_still_to_somebody_else_and_it_goes_on(
    alice: User, bob: User, subaccount: SubAccount
) -> None:
    publish()
    made = saving.make(viewer_for(alice), draft(), timezone.now())
    Alert.objects.update(paused_at=timezone.now(), paused_why="Nobody owns it.", next_at=None)
    assert "may set alerts" in press(alice, made, "owner", owner=bob.pk).content.decode()
    bob.memberships.update(role=Role.ANALYST)
    assert press(alice, made, "owner", owner=bob.pk).status_code == 302
    made.refresh_from_db()
    assert made.owner == bob and made.next_at and made.sends and made.sends.owner == bob and not made.paused_why


def test_an_alert_is_not_given_to_who_may_not_see_its_sub_accounts(alice: User, bob: User, firing: Alert) -> None:
    bob.memberships.update(role=Role.ANALYST)
    bob.memberships.get().subaccounts.clear()
    assert "may not see any sub-account" in press(alice, firing, "owner", owner=bob.pk).content.decode()
