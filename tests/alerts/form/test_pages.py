"""The page of an alert: opened from a bell, sent back, tried, tested; and what comes of input that can't be."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, Role, SubAccount, User
from alerts.models import Alert
from deliveries.models import Delivery
from tests.alerts.checking.watched import alert
from tests.alerts.form.forms import BOUNCES, CHANNELS, form

pytestmark = pytest.mark.usefixtures("sold")
HTMX = {"HX-Request": "true"}
BELL = "/alerts/new?content=explore:business&fields=orders.ordered_date,orders.count"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def created(page: Client, content: Any = None, **given: Any) -> Alert:
    answer = page.post("/alerts/new", form(content, **given))
    assert answer.status_code == 302
    return Alert.objects.get()


def test_the_bell_opens_a_form_about_what_it_hangs_on(page: Client) -> None:
    shown = text(page.get(BELL))
    assert "New alert" in shown and 'value="series:date" selected' in shown and "alice@example.org" in shown


def test_without_a_content_it_asks_what_is_to_be_watched(page: Client) -> None:
    assert "What is to be watched?" in text(page.get("/alerts/new"))


def test_a_percentage_is_kept_in_the_unit_of_rules(page: Client) -> None:
    made = created(page, BOUNCES, c1_field="emails.hard_bounce_rate", c1_value="0,2 %")
    assert made.rule["conditions"][0]["value"] == "0.002" and made.name == "Hard bounce rate is above 0.20 %"


def test_a_rate_that_stands_alone_can_want_enough_of_what_it_is_over(page: Client) -> None:
    given = {"c1_field": "emails.hard_bounce_rate", "c1_value": "0.2", "volume": "emails.sent", "least": "1,000"}
    made = created(page, BOUNCES, **given)
    assert (
        made.rule["volume"] == {"field": "emails.sent", "least": "1000"} and "emails.sent" not in made.query["fields"]
    )
    shown = text(page.get(f"/alerts/{made.pk}/edit"))
    assert 'name="volume" value="emails.sent"' in shown and 'name="least" value="1000"' in shown
    other = page.post("/alerts/new", form(BOUNCES, **given | {"volume": "emails.clicks"}))
    assert "Choose the figure that a row can have too little of" in text(other)


def test_what_was_chosen_is_what_is_kept(page: Client, alice: User) -> None:
    made = created(page, c1_op="between", c1_value="1,000", c1_upper="2 000", volume="orders.count", least="3",
                   in_a_row="2", running="on", stays=None, reminds="on", hours="12", hushed="on", hush_from="22",
                   hush_to="7:30", hush_day=["5", "6"], name="Mine")  # fmt: skip
    assert (made.owner, made.name, made.about) == (alice, "Mine", "explore:business")
    assert made.rule["conditions"] == [{"field": "orders.count", "op": "between", "value": "1000", "upper": "2000"}]
    assert made.rule["volume"] == {"field": "orders.count", "least": "3"} and made.rule["in_a_row"] == 2
    assert made.policy["repeat"] and made.policy["remind_hours"] == 12
    assert made.policy["quiet"] == {"start": "22:00", "end": "07:30", "zone": "UTC", "weekdays": [5, 6]}


def test_each_channel_has_its_own_threshold_where_it_was_typed(page: Client) -> None:
    made = created(page, CHANNELS, watch="category", o=["1"], o1_name=["web"], o1_value="20")
    assert made.rule["categories"] == ["orders.channel"] and made.rule["own"] == [["web", "20"]]


def test_two_conditions_are_joined(page: Client) -> None:
    given = {"c2.field": "orders.count", "c2.op": "no_data", "c": ["1", "2"], "join": "or"}
    assert created(page, **given).name == "Orders is above 7 or Orders has no data"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"c1_value": "abc"}, "“abc” is not a number"),
        ({"c1_value": ""}, "Type a number"),
        ({"c1_value": "nan"}, "“nan” is not a number"),
        ({"c1_value": "1e999"}, "“1e999” is not a number"),
        ({"c1_op": "between", "c1_upper": "3"}, "The range ends at 3, before it begins"),
        ({"c1_field": "orders.gone"}, "The question has no such figure any more"),
        ({"c1_op": "explodes"}, "Choose one of those that are offered"),
        ({"c1_op": "increases", "c1_value": "0"}, "A change is at least a little above 0"),
        ({"watch": "category"}, "Choose which rows are watched"),
        ({"in_a_row": "0"}, "It takes 1 to 60 breaches in a row"),
        ({"in_a_row": "two"}, "It takes a whole number"),
        ({"volume": "orders.count", "least": "-1"}, "The least volume is 0 or more"),
        ({"reminds": "on", "hours": "0"}, "Reminders come every 1 to"),
        ({"hushed": "on", "hush_from": "noon"}, "Quiet hours begin and end"),
        ({"t1_recipients": "nobody"}, "nobody"),
        ({"at": "25:00"}, "is not a time of the day"),
        ({"zone": "Mars/Phobos"}, "Mars/Phobos"),
        ({"when": "refresh", "every": "1"}, "every 5 minutes at most"),
        ({"c": [str(n) for n in range(1, 13)]}, "more than an alert takes"),
        ({"name": "x" * 201}, "201 characters"),
    ],
)
def test_what_cant_be_is_said_at_its_box_and_what_was_typed_stays(
    page: Client, given: dict[str, Any], said: str
) -> None:
    answer = page.post("/alerts/new", form(note="kept as typed", **given))
    assert answer.status_code == 400 and not Alert.objects.exists()
    assert said in text(answer) and "kept as typed" in text(answer)


@pytest.mark.parametrize(
    "address",
    ["?content=", "?content=tile:deliverability", "?content=tile:gone/sent", "?content=tile:deliverability/gone",
     "?content=look:0", "?content=look:99", "?content=look:x", "?content=explore:gone&fields=a", "?content=dashboard:x",
     "?content=explore:business", "?content=explore:business&fields=orders.channel", "?content=" + "x" * 5000],
)  # fmt: skip
def test_what_there_is_not_is_told_in_words(page: Client, address: str) -> None:
    assert page.get(f"/alerts/new{address}").status_code == 404


@pytest.mark.parametrize("content", ["", "nonsense", "[]", '{"kind": "look", "look": "x"}', "[" * 9000])
def test_a_form_about_nothing_is_not_found(page: Client, content: str) -> None:
    assert page.post("/alerts/new", {"content": content}).status_code == 404


def test_a_question_without_a_figure_has_nothing_to_watch(page: Client) -> None:
    answer = page.get("/alerts/new?content=explore:business&fields=orders.channel")
    assert "shows no figure, so there is nothing to watch" in text(answer)


def test_before_a_threshold_is_typed_the_figure_is_shown_with_thresholds_to_begin_with(page: Client) -> None:
    shown = text(page.post("/alerts/trial", form(c1_value="", past="30"), headers=HTMX))
    assert "Orders in the last 30 days" in shown and "Between 5 and 9, half of the time 5 or less." in shown
    assert "Begin with a threshold" in shown and "Would have fired" not in shown and "<table" not in shown
    assert 'value="threshold:5"' in shown and "3 times" in shown and "field-error" in shown
    assert "is not a number" not in shown and "Type a number" not in shown


def test_a_box_that_is_wrong_is_said_before_a_threshold_is_typed(page: Client) -> None:
    shown = text(page.post("/alerts/trial", form(c1_value="", in_a_row="0"), headers=HTMX))
    assert "It takes 1 to 60 breaches in a row" in shown and "Begin with" not in shown


def test_the_trial_says_how_often_it_would_have_fired(page: Client) -> None:
    shown = text(page.post("/alerts/trial", form(past="30"), headers=HTMX))
    assert "Would have fired 3 times in the last 30 days" in shown and "3 days in breach" in shown
    assert "Orders is above 7" in shown and "3 of 3 fires" in shown and "30 days replayed in" in shown


def test_a_trial_of_what_is_wrong_leaves_the_last_finding_and_says_why(page: Client) -> None:
    answer = page.post("/alerts/trial", form(c1_value="x"), headers=HTMX)
    assert answer["HX-Reswap"] == "none" and "“x” is not a number" in text(answer)


def test_a_trial_before_anything_is_typed_finds_no_fault(page: Client) -> None:
    assert "number" not in text(page.post("/alerts/trial", form(c1_value=""), headers=HTMX))


def test_another_threshold_goes_into_its_box(page: Client) -> None:
    answer = page.post("/alerts/draw", form(do="threshold:9"), headers=HTMX)
    assert 'name="c1.value" value="9"' in text(answer) and answer["HX-Trigger-After-Settle"] == "alert-changed"


@pytest.mark.parametrize(
    ("do", "shown"),
    [("condition", "condition-2"), ("own:1", "Its own threshold"), ("add:email", "target-2"), ("unown:9", "New"),
     ("remove:1", "No destination"), ("uncondition:1", "condition-1"), ("nonsense:1", "Alert me when"),
     ("own:abc", "Its own threshold")],
)  # fmt: skip
def test_boxes_come_and_go(page: Client, do: str, shown: str) -> None:
    given = {"watch": "category"} if "own" in do else {}
    assert shown in text(page.post("/alerts/draw", form(CHANNELS, do=do, **given)))


def test_a_test_sends_the_words_to_those_it_names_and_keeps_nothing(page: Client) -> None:
    answer = page.post("/alerts/test", form())
    assert "A test is on the way" in text(answer) and not Alert.objects.exists()
    sent = Delivery.objects.get()
    assert sent.title == "Test: Orders is above 7" and sent.recipients.get().address == "lea@example.org"
    assert sent.words["message"].startswith("This is a test. What the alert watches is in breach now:")


def test_an_alert_is_changed_and_its_people_keep_their_history(page: Client) -> None:
    made = created(page)
    target = made.sends.targets.get().pk  # type: ignore[union-attr]
    shown = text(page.get(f"/alerts/{made.pk}/edit"))
    assert 'name="c1.value" value="7"' in shown and "Change alert" in shown
    given = form(number=str(made.pk), version="1", c1_value="8", t1_number=str(target))
    assert page.post(f"/alerts/{made.pk}/edit", given).status_code == 302
    made.refresh_from_db()
    assert made.name == "Orders is above 8" and made.sends.targets.get().pk == target  # type: ignore[union-attr]


def test_a_change_that_was_overtaken_says_so_and_keeps_what_was_typed(page: Client) -> None:
    made = created(page)
    Alert.objects.update(version=2)
    answer = page.post(f"/alerts/{made.pk}/edit", form(number=str(made.pk), version="1", c1_value="8"))
    assert answer.status_code == 400 and "while you changed it" in text(answer)
    assert 'name="c1.value" value="8"' in text(answer)


def test_what_an_older_version_kept_is_told_in_words(page: Client, alice: User, subaccount: SubAccount) -> None:
    made = alert(alice, subaccount, rule={"kind": "spiral"})
    answer = page.get(f"/alerts/{made.pk}/edit")
    assert answer.status_code == 404 and "kept by an older version" in text(answer)


def test_alerts_of_others_are_not_found_and_viewers_set_none(page: Client, bob: User, charlie: User) -> None:
    made = created(page)
    page.force_login(charlie)
    assert page.get(f"/alerts/{made.pk}/edit").status_code == 404
    page.force_login(bob)
    assert {page.get(BELL).status_code, page.post("/alerts/new", form()).status_code} == {403}
    Membership.objects.filter(user=bob).update(role=Role.ANALYST)
    assert page.get(f"/alerts/{made.pk}/edit").status_code == 404


def test_the_bell_of_a_tile_that_is_watched_says_so(page: Client, alice: User, subaccount: SubAccount) -> None:
    alert(alice, subaccount, about="tile:automation/left")
    shown = text(page.get("/dashboards/automation/"))
    assert '<span id="watched-left" hidden>1 alert of yours</span>' in shown and shown.count(" watched") == 1


def test_money_has_its_currency_in_the_name_the_trial_and_the_list(page: Client) -> None:
    revenue = {"c1_field": "orders.revenue", "c1_value": "40", "watch": "category"}
    made = created(page, CHANNELS, **revenue)
    assert made.name == "Revenue is above €40.00"
    shown = text(page.post("/alerts/trial", form(CHANNELS, **revenue), headers=HTMX))
    assert "€40" in shown
    assert "€40.00" in text(page.get("/alerts/")) and "€40.00" in text(page.get(f"/alerts/{made.pk}/"))


def test_a_figure_that_stands_alone_is_not_asked_to_be_enough_of_itself(page: Client) -> None:
    assert 'name="least"' not in text(page.get(BELL))
    assert 'name="least"' in text(page.get(f"{BELL},orders.revenue"))
    made = created(page, volume="orders.count", least="3")
    assert 'name="least"' in text(page.get(f"/alerts/{made.pk}/edit"))


def test_a_new_alert_is_not_called_fine_before_its_first_check(page: Client) -> None:
    made = created(page)
    assert "Not checked yet" in text(page.get("/alerts/")) and "Not checked yet" in text(
        page.get(f"/alerts/{made.pk}/")
    )
