"""A schedule is kept only if it can be sent; whatever cannot is said of its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.access import viewer_for
from accounts.models import Account, Membership, Role, SubAccount, User
from accounts.viewer import Viewer
from deliveries.cadence import Kind as When
from deliveries.cadence import Recurrence
from deliveries.content.subject import BadSubject, Kind, Subject, from_json
from deliveries.models import Delivery, Schedule, State
from deliveries.models import Kind as To
from deliveries.options import BadOptions, Options
from deliveries.options import from_json as options_from
from deliveries.schedules import saving
from deliveries.schedules.drafts import Draft, TargetDraft
from explores.keeping.refused import Refused
from tests.deliveries import reports

pytestmark = pytest.mark.usefixtures("published")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAILY = Recurrence(When.DAILY, "Europe/Paris", at=time(6))
PEOPLE = TargetDraft(To.EMAIL, "pdf", recipients=("lea@example.org",))
REVENUE = Draft(Subject(Kind.DASHBOARD, slug="revenue"), DAILY, (PEOPLE,))


@pytest.fixture
def viewer(alice: User) -> Viewer:
    return viewer_for(alice)


def refused(viewer: Viewer, draft: Draft) -> tuple[str, str]:
    """The field that is named, and what is said of it."""
    with pytest.raises(Refused) as found:
        saving.make(viewer, draft, NOW)
    assert not Schedule.objects.exists()
    return str(found.value.field), found.value.message


def test_a_schedule_names_itself_by_what_and_when(viewer: Viewer) -> None:
    made = saving.make(viewer, REVENUE, NOW)
    assert made.name == "Revenue performance, every day at 06:00"
    assert made.next_at == datetime(2026, 11, 23, 5, tzinfo=UTC)


def test_a_schedule_of_a_question_is_named_after_what_it_asks(viewer: Viewer) -> None:
    asks = Subject(Kind.EXPLORE, explore="business", query="fields=orders.ordered_month,orders.revenue,orders.count")
    table = replace(PEOPLE, format="csv")
    assert saving.make(viewer, replace(REVENUE, subject=asks, targets=(table,)), NOW).name == (
        "Revenue and Orders by order month, every day at 06:00"
    )


def test_it_shows_the_sub_accounts_that_its_maker_looked_at(viewer: Viewer, subaccount: SubAccount) -> None:
    made = saving.make(replace(viewer, subaccounts=frozenset({subaccount.pk})), REVENUE, NOW)
    assert [each.name for each in made.subaccounts.all()] == ["Alba France"]


@pytest.mark.parametrize(("change", "field", "said"), [
    ({"targets": ()}, "targets", "at least one"),
    ({"targets": (PEOPLE,) * 21}, "targets", "takes 20"),
    ({"targets": (replace(PEOPLE, recipients=()),)}, "recipients", "at least one"),
    ({"targets": (replace(PEOPLE, recipients=("nobody",)),)}, "recipients", "nobody"),
    ({"targets": (replace(PEOPLE, recipients=("a@b.example",) * 501),)}, "recipients", "501 addresses"),
    ({"targets": (replace(PEOPLE, recipients=("a@b.c\nBcc: x@y.z",)),)}, "recipients", "no address"),
    ({"targets": (replace(PEOPLE, format="xlsx"),)}, "format", "takes no xlsx"),
    ({"targets": (TargetDraft(To.S3, "pdf", 4711),)}, "destination", "saved Amazon S3"),
    ({"options": Options(limit=10)}, "limit", "limits of their own"),
    ({"subject": Subject(Kind.DASHBOARD, slug="4711")}, "content", "was deleted"),
    ({"subject": Subject(Kind.TILE, slug="revenue", tile="nothing")}, "content", "was deleted"),
    ({"filters": {"order_date": "the day after never"}}, "f.order_date", "Order date"),
    ({"filters": {"colour": "red"}}, "f.colour", "has no filter 'colour'"),
    ({"recurrence": replace(DAILY, zone="Europe/Pariss")}, "zone", "Europe/Paris"),
    ({"recurrence": Recurrence(When.MONTHS, "UTC", months=(2,), days=(30,))}, "days", "30 February"),
    ({"recurrence": Recurrence(When.ONCE, "UTC", on=date(2026, 11, 21))}, "on", "is over"),
    ({"options": Options(message="x" * 1501)}, "message", "1,501"),
    ({"options": Options(message="nul \0")}, "message", "character"),
    ({"name": "x" * 201}, "name", "201"),
    ({"options": Options(own_rows=True)}, "recipients", "not a member"),
])  # fmt: skip
def test_what_cannot_be_sent_is_not_kept(viewer: Viewer, change: dict[str, Any], field: str, said: str) -> None:
    found, message = refused(viewer, replace(REVENUE, **change))
    assert found == field and said in message


def test_mail_to_domains_outside_the_list_is_refused(viewer: Viewer, settings: Any) -> None:
    settings.EMAIL_DOMAINS = ["maison-alba.example"]
    assert "EMAIL_DOMAINS" in refused(viewer, REVENUE)[1]


def test_a_destination_of_another_account_is_none(viewer: Viewer, charlie: User, subaccount: SubAccount) -> None:
    elsewhere = SubAccount.objects.create(account=charlie.memberships.get().account, name="Elsewhere")
    theirs = reports.webhook(reports.schedule(charlie, elsewhere), "https://hooks.example.org").destination
    Schedule.objects.all().delete()
    assert theirs
    draft = replace(REVENUE, targets=(TargetDraft(To.WEBHOOK, "pdf", theirs.pk),))
    assert refused(viewer, draft)[0] == "destination"


def test_a_viewer_schedules_nothing(bob: User) -> None:
    with pytest.raises(PermissionDenied):
        saving.make(viewer_for(bob), REVENUE, NOW)


def test_others_do_not_see_it_and_admins_do(viewer: Viewer, account: Account, charlie: User) -> None:
    analyst = User.objects.create_user("ana@example.org", "correct horse battery")
    Membership.objects.create(user=analyst, account=account, role=Role.ANALYST, all_subaccounts=True)
    made = saving.make(viewer_for(analyst), REVENUE, NOW)
    assert saving.find(viewer, made.pk) == made
    Schedule.objects.update(owner=viewer.user)
    for stranger in (analyst, charlie):
        with pytest.raises(Http404):
            saving.find(viewer_for(stranger), made.pk)


def test_a_change_keeps_the_history_of_what_stays(viewer: Viewer) -> None:
    made = saving.make(viewer, REVENUE, NOW)
    first = made.targets.get()
    draft = saving.draft_of(made)
    more = TargetDraft(To.EMAIL, "csv_zip", recipients=("hugo@example.org",))
    saving.save(viewer, made, replace(draft, targets=(*draft.targets, more)), 1, NOW)
    assert first in made.targets.all() and made.targets.count() == 2
    saved = saving.draft_of(Schedule.objects.get())
    saving.save(viewer, made, replace(saved, targets=saved.targets[1:]), 2, NOW)
    first.refresh_from_db()
    assert first.removed_at and len(saving.draft_of(Schedule.objects.get()).targets) == 1


def test_of_two_who_change_it_at_once_the_second_is_told(viewer: Viewer) -> None:
    made = saving.make(viewer, REVENUE, NOW)
    saving.save(viewer, made, replace(REVENUE, name="Mine"), 1, NOW)
    with pytest.raises(Refused, match="nothing of yours is saved"):
        saving.save(viewer, made, replace(REVENUE, name="Yours"), 1, NOW)
    assert Schedule.objects.get().name == "Mine"


def test_what_was_kept_reads_back_as_it_was_written(viewer: Viewer) -> None:
    options = Options(message="Look", only="results", changed=True, fresh_minutes=90, zipped=True)
    draft = replace(REVENUE, name="Named", options=options, filters={"order_date": "last month"})
    made = saving.make(viewer, draft, NOW)
    found = saving.draft_of(Schedule.objects.get(pk=made.pk))
    assert replace(found, targets=(replace(found.targets[0], number=None),)) == draft


def test_a_copy_sends_nothing_until_somebody_says_so(viewer: Viewer) -> None:
    copied = saving.copy(viewer, saving.make(viewer, REVENUE, NOW), NOW)
    assert copied.name.endswith(", copy") and copied.paused_at and copied.next_at is None


@pytest.fixture
def over(viewer: Viewer) -> Schedule:
    """A schedule whose single moment has passed."""
    once = Recurrence(When.ONCE, "UTC", on=date(2026, 11, 20), at=time(6))
    return saving.make(viewer, replace(REVENUE, recurrence=once), NOW - timedelta(days=9))


def test_a_copy_of_what_is_over_says_so_until_a_later_moment_is_chosen(viewer: Viewer, over: Schedule) -> None:
    copied = saving.copy(viewer, over, NOW)
    assert copied.paused_at and copied.paused_why == "Its moment has passed. Choose a later one before you resume it."
    saving.save(viewer, copied, replace(REVENUE, recurrence=DAILY), 1, NOW)
    copied.refresh_from_db()
    assert copied.paused_at and copied.paused_why == ""


def test_what_is_over_can_be_given_to_somebody_else(viewer: Viewer, over: Schedule, bob: User) -> None:
    Membership.objects.filter(user=bob).update(role=Role.ANALYST)
    saving.reassign(viewer, over, bob)
    assert Schedule.objects.get().owner == bob


@pytest.mark.parametrize("name", ["", "Named"])
def test_a_draft_is_checked_once_before_it_is_sent(viewer: Viewer, name: str, monkeypatch: Any) -> None:
    seen: list[Draft] = []
    check = saving.checked
    monkeypatch.setattr(saving, "checked", lambda who, draft, now: [seen.append(draft), check(who, draft, now)][1])
    saving.test_now(viewer, replace(REVENUE, name=name), "alice@example.org", timezone.now())
    named = Schedule.objects.get().name
    assert len(seen) == 1 and named == f"Test: {name or 'Revenue performance, every day at 06:00'}"


def test_it_is_given_only_to_who_may_send(viewer: Viewer, bob: User, account: Account) -> None:
    made = saving.make(viewer, REVENUE, NOW)
    with pytest.raises(Refused, match="does not let them send"):
        saving.reassign(viewer, made, bob)
    Membership.objects.filter(user=bob).update(role=Role.ANALYST)
    saving.reassign(viewer, made, bob)
    assert Schedule.objects.get().owner == bob


def test_send_now_is_one_slot_and_in_no_list(viewer: Viewer) -> None:
    sent = saving.send_now(viewer, REVENUE, timezone.now())
    assert [each.state for each in sent] == [State.WAITING]
    assert not saving.seen(viewer).exists() and Schedule.objects.get().next_at is None


def test_a_test_goes_to_its_writer_alone_in_each_format(viewer: Viewer) -> None:
    more = replace(PEOPLE, format="csv_zip", recipients=("boss@example.org",))
    sent = saving.test_now(viewer, replace(REVENUE, targets=(PEOPLE, more)), "alice@example.org", timezone.now())
    assert {each.format for each in sent} == {"pdf", "csv_zip"}
    assert {each.place for each in sent} == {"alice@example.org"}


def test_sending_again_makes_a_new_receipt(viewer: Viewer) -> None:
    [first] = saving.send_now(viewer, REVENUE, timezone.now())
    Delivery.objects.update(state=State.UNSURE)
    second = saving.again(viewer, first)
    assert (second.turn, second.state, second.uid == first.uid) == (1, State.WAITING, False)
    assert [line.address for line in second.recipients.all()] == ["lea@example.org"]


def test_a_removed_schedule_keeps_its_receipts(viewer: Viewer) -> None:
    made = saving.make(viewer, REVENUE, NOW)
    reports.planned(made)
    saving.remove(made, NOW)
    assert not saving.seen(viewer).exists() and Delivery.objects.count() == 1


HOSTILE = [None, [], "dashboard", 3, {}, {"kind": "page"}, {"kind": []}, {"kind": "look", "look": True},
           {"kind": "look", "look": "3"}, {"kind": "dashboard", "slug": ""}, {"kind": "dashboard", "slug": ["a"]},
           {"kind": "tile", "slug": "a"}, {"kind": "dashboard", "slug": "a", "more": 1}]  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE, ids=repr)
def test_a_content_that_is_none_is_named(data: Any) -> None:
    with pytest.raises(BadSubject):
        from_json(data)


ODD = [[], {"only": 3}, {"only": "maybe"}, {"changed": 1}, {"limit": -1}, {"limit": True}, {"limit": 10**9},
       {"fresh_minutes": 0}, {"mesage": "x"}, {"message": None}]  # fmt: skip


@pytest.mark.parametrize("data", ODD, ids=repr)
def test_options_that_are_none_are_named(data: Any) -> None:
    with pytest.raises(BadOptions):
        options_from(data)


def test_an_hour_later_the_slot_before_is_over(viewer: Viewer) -> None:
    made = saving.make(viewer, REVENUE, NOW)
    saving.save(viewer, made, REVENUE, 1, NOW + timedelta(days=3))
    assert Schedule.objects.get().next_at == datetime(2026, 11, 26, 5, tzinfo=UTC)
