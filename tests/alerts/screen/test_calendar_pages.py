"""Calendars: made, shown with what they want today, changed, removed; what can't be is refused and stays typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from alerts.models.ads import Calendar
from tests.alerts.acting.shop import Shop

ADVENT = {"name": "Advent", "during": "run", "first": ["2026-12-01"], "last": ["2026-12-24"], "then": "none"}
EVERY = [str(day) for day in range(7)]


def made(visit: Client, shop: Shop, **form: Any) -> Any:
    of = f"campaign-{shop.row('c1')}"
    return visit.post("/ads/calendar/new", {**ADVENT, "days": EVERY, "of": of, **form})


def line(visit: Client) -> Any:
    (found,) = visit.get("/ads/calendar/").context["lines"]
    return found


def test_a_calendar_says_its_days_and_what_it_wants_today(visit: Client, shop: Shop) -> None:
    assert made(visit, shop).status_code == 302
    found = line(visit)
    assert (found.name, found.level, found.calendar.acting) == ("c1", "Campaign", False)
    assert found.days.startswith("Runs 1 Dec") and found.now in {"on", "paused"} and found.change


def test_weekdays_and_dates_of_every_year_are_said(visit: Client, shop: Shop) -> None:
    made(visit, shop, during="pause", days=EVERY[:5], yearly="0", acting="on")
    found = line(visit)
    assert found.days == "Pauses every year 1 Dec to 24 Dec, Mon to Fri" and found.calendar.acting


def test_a_successor_is_named_or_started(visit: Client, shop: Shop) -> None:
    made(visit, shop, then="starts", starts=str(shop.row("c2")))
    assert line(visit).successor == "Then c2 is started"
    one = Calendar.objects.get()
    form = {**ADVENT, "days": EVERY, "then": "named", "successor": "Spring", "version": str(one.version)}
    visit.post(f"/ads/calendar/{one.pk}/", form)
    assert line(visit).successor == "Then Spring, started by people"


def test_an_ad_gets_one_from_its_panel(visit: Client, shop: Shop) -> None:
    own = f"ad-{shop.row('a1')}"
    assert "Ad a1" in visit.get(f"/ads/calendar/new?of={own}").content.decode()
    made(visit, shop, of=own)
    assert line(visit).level == "Ad"


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"of": ""}, {"days": []}, {"first": [""], "last": [""]}, {"first": ["2026-12-31"]},
     {"first": ["soon"]}, {"during": "dance"}, {"then": "starts", "starts": "999999"}, {"then": "starts"},
     {"then": "named"}],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_stays_typed(visit: Client, shop: Shop, wrong: dict[str, Any]) -> None:
    answer = made(visit, shop, **wrong)
    assert answer.status_code == 400 and "Nothing is saved" in answer.content.decode()
    assert 'value="2026-12-24"' in answer.content.decode() or "last" in wrong
    assert not Calendar.objects.exists()


def test_who_saved_meanwhile_is_not_overwritten(visit: Client, shop: Shop) -> None:
    made(visit, shop)
    one = Calendar.objects.get()
    form = {**ADVENT, "days": EVERY, "name": "Mine", "version": str(one.version - 1)}
    assert visit.post(f"/ads/calendar/{one.pk}/", form).status_code == 400
    assert line(visit).calendar.name == "Advent"


def test_what_is_kept_and_cannot_be_read_is_said(visit: Client, shop: Shop) -> None:
    made(visit, shop)
    Calendar.objects.update(rule={"during": "dance"})
    assert "it does nothing" in visit.get("/ads/calendar/").content.decode()
    assert visit.get(f"/ads/calendar/{Calendar.objects.get().pk}/").status_code == 200


def test_a_calendar_is_removed(visit: Client, shop: Shop) -> None:
    made(visit, shop)
    visit.post(f"/ads/calendar/{Calendar.objects.get().pk}/remove")
    assert visit.get("/ads/calendar/").context["lines"] == []


def test_who_may_only_look_sees_them_without_buttons(visit: Client, shop: Shop, bob: User) -> None:
    made(visit, shop)
    looking = Client()
    looking.force_login(bob)
    said = looking.get("/ads/calendar/").content.decode()
    assert "Advent" in said and "Remove" not in said and "New calendar" not in said
    assert looking.post("/ads/calendar/new", ADVENT).status_code == 403


@pytest.mark.parametrize("query", ["", "?run=1", "?run=1&preset=strict&level=campaign&days=30"])
def test_a_rule_is_tried_on_the_past(visit: Client, shop: Shop, query: str) -> None:
    answer = visit.get(f"/ads/rules/ctr/try{query}")
    assert answer.status_code == 200 and bool(answer.context.get("ran")) == bool(query)


@pytest.mark.parametrize("query", ["preset=odd", "level=planet", "days=99999"])
def test_what_cannot_be_tried_is_refused(visit: Client, shop: Shop, query: str) -> None:
    answer = visit.get(f"/ads/rules/ctr/try?run=1&{query}")
    assert answer.status_code == 400 and answer.context["error"]
