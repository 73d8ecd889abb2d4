"""Who gets what is asked as each would get it: nobody is shown a row of somebody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from accounts.access import viewer_for
from accounts.models import User
from accounts.viewer import Viewer
from deliveries.cadence import Kind as When
from deliveries.cadence import Recurrence
from deliveries.content.subject import Kind, Subject
from deliveries.models import Kind as To
from deliveries.options import Options
from deliveries.schedules.drafts import Draft, TargetDraft
from deliveries.schedules.matrix import MOST, Line, matrix

pytestmark = pytest.mark.usefixtures("published")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BOTH = TargetDraft(To.EMAIL, "csv", recipients=("alice@example.org", "bob@example.org"))
CHANNELS = Subject(Kind.EXPLORE, explore="business", query="fields=orders.channel,orders.revenue")
DRAFT = Draft(CHANNELS, Recurrence(When.DAILY, "Europe/Paris", at=time(6)), (BOTH,))


@pytest.fixture
def viewer(alice: User, bob: User) -> Viewer:
    return viewer_for(alice)


def lines(viewer: Viewer, draft: Draft) -> dict[str, Line]:
    return {line.to: line for line in matrix(viewer, draft, "Channels", NOW, NOW).lines}


def test_each_with_their_own_rows_is_counted_as_themselves(viewer: Viewer) -> None:
    """The fourth channel is of a sub-account that Bob may not see."""
    found = lines(viewer, replace(DRAFT, options=Options(own_rows=True)))
    assert (found["alice@example.org"].rows, found["bob@example.org"].rows) == (4, 3)
    assert found["bob@example.org"].subaccounts == ("Alba France",)


def test_without_own_rows_all_get_the_writers(viewer: Viewer) -> None:
    assert {line.rows for line in lines(viewer, DRAFT).values()} == {4}
    assert {line.whose for line in lines(viewer, DRAFT).values()} == {"you"}


def test_a_stranger_among_them_is_told_of(viewer: Viewer, charlie: User) -> None:
    target = replace(BOTH, recipients=("charlie@example.org",))
    found = lines(viewer, replace(DRAFT, targets=(target,), options=Options(own_rows=True)))
    assert "Not a member" in found["charlie@example.org"].hindrance and found["charlie@example.org"].rows is None


def test_a_condition_that_would_hold_it_back_today_is_said(viewer: Viewer) -> None:
    nowhere = replace(CHANNELS, query=f"{CHANNELS.query}&f[orders.channel]=Nowhere")
    found = lines(viewer, replace(DRAFT, subject=nowhere, options=Options(only="results")))
    assert found["alice@example.org"].hindrance == "No results today, so nothing would be sent."


def test_a_limit_shows_how_many_of_how_many(viewer: Viewer) -> None:
    line = lines(viewer, replace(DRAFT, options=Options(limit=2)))["alice@example.org"]
    assert (line.rows, line.total) == (2, 4)


def test_another_accounts_destination_is_not_there(viewer: Viewer) -> None:
    found = lines(viewer, replace(DRAFT, targets=(TargetDraft(To.S3, "csv", 4711),)))
    assert found["No destination"].hindrance == "This destination is not there any more."


def test_many_recipients_are_counted_and_the_first_shown(viewer: Viewer) -> None:
    many = replace(BOTH, recipients=tuple(f"p{number}@example.org" for number in range(50)))
    found = matrix(viewer, replace(DRAFT, targets=(many,)), "Channels", NOW, NOW)
    assert (len(found.lines), found.total) == (MOST, 50)
