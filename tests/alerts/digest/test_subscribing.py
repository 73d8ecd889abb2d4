"""People subscribe themselves, and get what they may see when it is sent."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from accounts.access import viewer_for
from accounts.models import Account, Membership, Role, SubAccount, User
from alerts.models.ads import Group
from cdp.warehouse import open_warehouse
from deliveries.content.finding import find
from deliveries.content.making import Wanted, make
from deliveries.content.subject import Kind, Shape, Subject
from deliveries.formats import offered
from deliveries.models import Delivery, Schedule, State
from deliveries.schedules import planning
from deliveries.schedules.kept import recurrence_of
from deliveries.sending import one_try
from tests.alerts.screen import drawn
from tests.servers.mail import Postbox

pytestmark = pytest.mark.usefixtures("ads")
WEEKLY = {"when": "weekly", "weekday": "6", "at": "02:30", "zone": "Europe/Paris"}


def subscribed(visit: Client, **typed: str) -> Schedule:
    answer = visit.post("/ads/digest/", {"when": "daily", "at": "07:00", "zone": "Europe/Paris", **typed})
    assert answer.status_code == 302, answer.content.decode()
    return Schedule.objects.get(about="ads:health", removed_at=None)


def sent(schedule: Schedule) -> Delivery:
    """The next slot, as when its time has come."""
    Schedule.objects.filter(pk=schedule.pk).update(
        next_at=timezone.now(), planned_until=timezone.now() - timedelta(days=8)
    )
    planning.plan(timezone.now())
    delivery = schedule.deliveries.filter(state=State.WAITING).latest("slot")
    one_try.send(delivery.pk)
    delivery.refresh_from_db()
    return delivery


def pressing(place: SubAccount) -> None:
    drawn.judged(place, 41, Group.PAUSE, "Linen bed", 588, 11, signals=drawn.tired())


def test_a_viewer_subscribes_and_the_mail_leads_to_the_panel(
    visit: Client, subaccount: SubAccount, post: Postbox
) -> None:
    pressing(subaccount)
    delivery = sent(subscribed(visit))
    [mail] = post.mails
    html, text = (mail.message.get_body((kind,)).get_content() for kind in ("html", "plain"))  # type: ignore[union-attr]
    assert (delivery.state, mail.recipient) == (State.DELIVERED, "bob@example.org")
    assert 'href="https://bi.example.org/ads/ad/41/"' in html and "Linen bed" in text
    assert mail.message["Subject"].startswith("Ads health: 1 pause suggested")
    assert "because you subscribed" in html and delivery.rows == 1


def test_one_slot_is_sent_once_however_often_it_is_planned_and_tried(visit: Client, post: Postbox) -> None:
    delivery = sent(subscribed(visit))
    planning.plan(timezone.now())
    assert one_try.send(delivery.pk) is None and len(post.mails) == 1
    assert Delivery.objects.filter(slot=delivery.slot).count() == 1


def test_only_when_something_needs_a_decision(visit: Client, subaccount: SubAccount, post: Postbox) -> None:
    schedule = subscribed(visit, only="1")
    assert (sent(schedule).code, post.mails) == ("no_results", [])
    pressing(subaccount)
    visit.post("/ads/digest/send")
    delivery = schedule.deliveries.latest("pk")
    assert one_try.send(delivery.pk) == State.DELIVERED and len(post.mails) == 1


def test_who_left_gets_nothing(visit: Client, bob: User, post: Postbox) -> None:
    schedule = subscribed(visit)
    Membership.objects.filter(user=bob).delete()
    assert (sent(schedule).code, post.mails) == ("owner_left", [])
    schedule.refresh_from_db()
    assert schedule.paused_at is not None


def html_of(post: Postbox) -> str:
    part = post.mails[-1].message.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def test_nobody_gets_rows_that_they_may_not_see_any_more(
    visit: Client, bob: User, account: Account, subaccount: SubAccount, post: Postbox
) -> None:
    pressing(subaccount)
    schedule = subscribed(visit)
    other = SubAccount.objects.create(account=account, name="Alba Iberia")
    drawn.judged(other, 42, Group.PAUSE, "Carafe", 198, 6, signals=drawn.tired())
    Membership.objects.get(user=bob).subaccounts.set([other])
    assert sent(schedule).state == State.DELIVERED
    assert "Carafe" in html_of(post) and "Linen bed" not in html_of(post)


def test_who_sees_no_sub_account_any_more_gets_nothing(visit: Client, bob: User, post: Postbox) -> None:
    schedule = subscribed(visit)
    Membership.objects.get(user=bob).subaccounts.set([])
    assert (sent(schedule).code, post.mails) == ("no_rows", [])


def test_who_sees_all_gets_a_sub_account_that_came_later(
    visit: Client, bob: User, account: Account, subaccount: SubAccount, post: Postbox
) -> None:
    Membership.objects.filter(user=bob).update(all_subaccounts=True)
    pressing(subaccount)
    schedule = subscribed(visit)
    drawn.judged(SubAccount.objects.create(account=account, name="Alba Iberia"), 42, Group.PAUSE, "Carafe", 198, 6,
                 signals=drawn.tired())  # fmt: skip
    assert sent(schedule).state == State.DELIVERED
    assert "Carafe" in html_of(post) and "Linen bed" in html_of(post)


def test_what_goes_to_others_gains_no_sub_account_that_nobody_chose(
    visit: Client, bob: User, account: Account, subaccount: SubAccount, post: Postbox
) -> None:
    Membership.objects.filter(user=bob).update(all_subaccounts=True, role=Role.ANALYST)
    pressing(subaccount)
    schedule = subscribed(visit)
    schedule.targets.update(recipients=["agency@example.org"])
    drawn.judged(SubAccount.objects.create(account=account, name="Alba Iberia"), 42, Group.PAUSE, "Carafe", 198, 6,
                 signals=drawn.tired())  # fmt: skip
    assert sent(schedule).state == State.DELIVERED
    assert "Linen bed" in html_of(post) and "Carafe" not in html_of(post)


def test_a_viewer_may_not_send_it_to_somebody_else(visit: Client, subaccount: SubAccount, post: Postbox) -> None:
    schedule = subscribed(visit)
    schedule.targets.update(recipients=["rival@example.org"])
    assert (sent(schedule).code, post.mails) == ("not_allowed", [])


def test_a_second_press_changes_the_same_subscription(visit: Client, bob: User) -> None:
    first, second = subscribed(visit), subscribed(visit, **WEEKLY)
    assert first.pk == second.pk and second.recurrence["weekdays"] == [6]
    assert second.targets.filter(removed_at=None).count() == 1


def test_a_weekly_one_keeps_its_hour_where_the_clocks_leap_over_it(visit: Client) -> None:
    schedule = subscribed(visit, **WEEKLY)
    found = planning.first_after(recurrence_of(schedule), datetime(2027, 3, 25, tzinfo=UTC))
    assert found == datetime(2027, 3, 28, 1, tzinfo=UTC)  # 03:00 in Paris: 02:30 does not exist


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"at": "25:00"}, "not a time of the day"),
        ({"zone": "Mars/Olympus"}, "Mars/Olympus"),
        ({"when": "hourly"}, "daily or weekly"),
        ({"when": "weekly", "weekday": "8"}, "weekday"),
        ({"when": "weekly", "weekday": "x\x00"}, "weekday"),
        ({"account": "999999"}, "None of the ad accounts"),
    ],
)
def test_bad_input_is_said_at_its_box_and_nothing_is_kept(visit: Client, typed: dict[str, str], said: str) -> None:
    answer = visit.post("/ads/digest/", {"when": "daily", "at": "07:00", "zone": "Europe/Paris", **typed})
    assert answer.status_code == 400 and said in answer.content.decode()
    assert not Schedule.objects.exists()


def test_it_pauses_resumes_and_ends(visit: Client) -> None:
    schedule = subscribed(visit)
    for act, paused in (("pause", True), ("resume", False)):
        visit.post(f"/ads/digest/{act}")
        schedule.refresh_from_db()
        assert (schedule.paused_at is not None) is paused
    visit.post("/ads/digest/end")
    assert b"Get it by mail" in visit.get("/ads/digest/").content


def test_admins_see_who_is_subscribed_and_others_do_not(visit: Client, bob: User, alice: User) -> None:
    subscribed(visit)
    assert b"Who gets it" not in visit.get("/ads/digest/").content
    admin = Client()
    admin.force_login(alice)
    page = admin.get("/ads/digest/").content.decode()
    assert "Who gets it" in page and "Bob" in page and "Every day at 07:00" in page


def test_the_preview_says_what_the_mail_would(visit: Client, subaccount: SubAccount) -> None:
    pressing(subaccount)
    assert b"1 pause suggested" in visit.get("/ads/digest/preview").content
    assert b"None of the ad accounts" in visit.get("/ads/digest/preview?account=999999").content


def test_programs_get_it_as_a_file(alice: User, subaccount: SubAccount, tmp_path: Path) -> None:
    pressing(subaccount)
    found = find(Subject(Kind.ADS), viewer_for(alice), {}, now=timezone.now(), pin=open_warehouse().pin())
    made = [make(found, Wanted(each.code, "ads"), tmp_path) for each in offered(Shape.REPORT, "webhook")]
    told, html = (each.files[0].path.read_text() for each in made)
    assert "Linen bed" in html and json.loads(told)["sections"][0]["lines"][0]["title"] == "Linen bed"
    assert made[0].rows == 1
