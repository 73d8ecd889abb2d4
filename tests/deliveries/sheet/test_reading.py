"""The form of the schedule sheet, read strictly: what is wrong is said of its box."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries.cadence import Kind
from deliveries.content.subject import from_json
from deliveries.schedules.drafts import Draft
from deliveries.sheet import reading, when
from deliveries.sheet.reading import Wrong
from deliveries.sheet.typed import Typed, of_draft, of_form
from tests.deliveries.sheet.forms import AUTOMATION, QUESTION, form, sent


def typed(**given: Any) -> Typed:
    return of_form(from_json(AUTOMATION), sent(form(**given)))


def read(**given: Any) -> Draft:
    return reading.draft(typed(**given))


def wrong(**given: Any) -> dict[str, str]:
    with pytest.raises(Wrong) as told:
        read(**given)
    return told.value.faults


def test_a_plain_form_is_a_draft() -> None:
    draft = read()
    assert (draft.recurrence.kind, draft.recurrence.at, draft.recurrence.zone) == (Kind.DAILY, time(6), "Europe/Paris")
    assert [(each.format, each.recipients) for each in draft.targets] == [("pdf", ("lea@example.org",))]
    assert draft.name == ""  # it is made of the rest


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({"when": "weekly", "weekday": ["2"]}, "weekdays", (2,)),
        ({"when": "days", "weekday": ["0", "4"]}, "weekdays", (0, 4)),
        ({"when": "monthly", "day": ["15", "-1"]}, "days", (-1, 15)),
        ({"when": "months", "month": ["3", "9"], "day": ["31"]}, "months", (3, 9)),
        ({"when": "minutes", "every": "30", "start": "08:00", "end": "18:00"}, "end", time(18)),
        ({"when": "hourly", "every": "2", "start": "00:00", "end": "23:00"}, "every", 2),
        ({"when": "once", "on": "2030-03-01"}, "on", date(2030, 3, 1)),
        ({"when": "refresh", "every": "60"}, "every", 60),
    ],
)
def test_each_kind_takes_just_its_own_boxes(given: dict[str, Any], field: str, value: Any) -> None:
    assert getattr(read(**given).recurrence, field) == value


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"zone": "Mars/Olympus"}, "zone", "Mars/Olympus"),
        ({"when": "monthly", "day": ["31"], "zone": ""}, "zone", ""),
        ({"when": "months", "month": ["2"], "day": ["30"]}, "days", "30 February never comes"),
        ({"when": "once", "on": "2027-02-30"}, "on", "not a day of the calendar"),
        ({"when": "once", "on": ""}, "on", "Choose the day"),
        ({"when": "weekly", "weekday": []}, "weekdays", "Choose a day of the week"),
        ({"when": "days", "weekday": ["9"]}, "weekdays", "9 is not a day of the week"),
        ({"when": "monthly", "day": ["x"]}, "days", "whole number"),
        ({"when": "minutes", "every": "1"}, "every", "choose 5 to 1440"),
        ({"when": "minutes", "every": "9" * 400}, "every", "whole number"),
        ({"when": "daily", "at": "25:00"}, "at", "25:00"),
        ({"when": "daily", "at": "6pm"}, "at", "6pm"),
        ({"when": "fortnightly"}, "when", "Choose when"),
        ({"row": []}, "targets", "at least one place"),
        ({"t1_kind": "pigeon"}, "t1.kind", "offered"),
        ({"t1_kind": "sftp", "t1_destination": "x"}, "t1.destination", "saved destinations"),
        ({"t1_format": "docx"}, "t1.format", "Choose a format"),
        ({"t1_recipients": "lea at example"}, "t1.recipients", "no address"),
        ({"t1_recipients": ""}, "t1.recipients", "at least one"),
        ({"t1_recipients": "a@example.org\r\nBcc: b@example.org"}, "t1.recipients", "Bcc"),
        ({"t1_size": "a99"}, "t1.size", "no paper"),
        ({"message": "x" * 1501}, "message", "1,501"),
        ({"message": "a\x07b"}, "message", "a character that is none"),
        ({"message": "a\x00b"}, "message", "a character that is none"),
        ({"name": "a\x1bb"}, "name", "a character that is none"),
        ({"name": "x" * 201}, "name", "201"),
        ({"only": "sometimes"}, "only", "conditions"),
        ({"gate": "shut"}, "gate", "offered"),
        ({"catch_up": "some"}, "catch_up", "offered"),
        ({"fresh_minutes": "0"}, "fresh_minutes", "44,640"),
        ({"password": "hush"}, "password", "needs the ZIP"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_of_its_box(given: dict[str, Any], field: str, said: str) -> None:
    found = wrong(**given)
    assert list(found) == [field] and said in found[field]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = set(wrong(at="25:00", zone="Mars/Olympus", t1_format="docx", message="x" * 1501))
    assert found == {"at", "zone", "t1.format", "message"}


@pytest.mark.parametrize("limit", ["", "-1", "1.5", "9" * 400])
def test_a_limit_is_a_whole_number_of_rows(limit: str) -> None:
    asked = of_form(from_json(QUESTION), sent(form(QUESTION, t1_format="csv", rows="limit", limit=limit)))
    with pytest.raises(Wrong) as told:
        reading.draft(asked)
    assert "whole number of rows" in told.value.faults["limit"]


def test_a_dashboard_has_all_rows_or_those_that_its_tiles_show_and_no_limit_that_nothing_heeds() -> None:
    options = read(rows="limit", limit="7").options
    assert (options.all_rows, options.limit) == (False, 0)


@pytest.mark.parametrize(
    ("text", "at"), [("7", time(7)), ("7:30", time(7, 30)), ("18h05", time(18, 5)), ("9.15", time(9, 15))]
)
def test_a_time_is_taken_as_people_write_it(text: str, at: time) -> None:
    assert read(at=text).recurrence.at == at


@pytest.mark.parametrize("text", ["", "24:30", "7h5", "١٢:٠٠", "12:00 ", "7" * 400])
def test_no_time_of_the_day_is_made_up(text: str) -> None:
    assert set(wrong(at=text.replace(" ", "x"))) == {"at"}


def test_a_hundred_thousand_destinations_are_counted_and_refused() -> None:
    keys = [str(number) for number in range(10_000)]
    assert wrong(row=keys * 10) == {"targets": "That is 10,000 destinations; one schedule takes 20."}


def test_a_hundred_thousand_addresses_are_counted_and_refused() -> None:
    many = ", ".join(f"p{number}@example.org" for number in range(100_000))
    assert wrong(t1_recipients=many) == {"t1.recipients": "That is 100,000 addresses; one mail takes 500."}


def test_addresses_come_with_commas_or_lines_between_and_each_once() -> None:
    draft = read(t1_recipients="a@example.org; b@example.org\r\nA@example.org,")
    assert draft.targets[0].recipients == ("a@example.org", "b@example.org")


def test_the_name_follows_until_somebody_writes_one() -> None:
    assert read(name="Automation, every day", made="Automation, every day").name == ""
    assert read(name="For the board", made="Automation, every day").name == "For the board"


def test_a_password_is_new_as_it_was_or_taken_away() -> None:
    assert read().password is None
    assert read(zipped="1", password="hush").password == "hush"
    assert read(unlock="1").password == ""


def test_paper_and_values_are_kept_with_their_own_destination() -> None:
    assert read(t1_size="a4", t1_landscape="1").targets[0].options == {"paper": {"size": "a4", "landscape": True}}
    assert read(t1_format="csv_zip", t1_results="raw", t1_size="a4").targets[0].options == {"displayed": False}


def test_what_a_schedule_has_comes_back_as_it_was_typed() -> None:
    draft = read(
        when="monthly", day=["1", "-1"], rows="limit", limit="70", message="Hello", t1_size="a3", only="results"
    )
    again = of_draft(draft, 3)
    assert reading.draft(again) == draft and again.version == "3"


TEXT = st.text(max_size=40)


@given(st.dictionaries(st.sampled_from(list(form())), TEXT | st.lists(TEXT, max_size=4), max_size=8))
def test_nothing_that_is_sent_breaks_the_reading(given: dict[str, Any]) -> None:
    fields = {**form(), **given, "content": form()["content"]}
    try:
        reading.draft(of_form(from_json(AUTOMATION), sent(fields)))
    except Wrong as error:
        assert all(error.faults.values())


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_can_be_kept_as_it_begins(kind: Kind) -> None:
    chosen = when.begun(typed(when=str(kind), every="7", shown="daily"), "daily", date(2026, 12, 31))
    assert when.recurrence(chosen).kind is kind


def test_what_was_typed_into_the_boxes_of_a_kind_stays() -> None:
    assert when.begun(typed(when="hourly", every="7"), "hourly", date(2026, 12, 31)).every == "7"
