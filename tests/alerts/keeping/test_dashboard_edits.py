"""A dashboard's filters are edited while alerts stand on its tiles."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from accounts.viewer import Viewer
from alerts.checking import running
from alerts.models import Alert, Notice
from dashboards import own, watchers
from dashboards.models import Dashboard
from explores.keeping.refused import Refused
from tests.alerts.checking.watched import COUNT, DAY_OF, alert
from tests.alerts.watching.history import at, orders, publish
from tests.explores.keeping.people import analyst, place_of, send

pytestmark = pytest.mark.django_db(transaction=True)
ON = {"alerts_follow": True}


def document(*, default: str = "FR", settings: dict[str, Any] | None = None) -> dict[str, Any]:
    country = {"label": "Country", "type": "string", "field": "orders.country", "default": default}
    return {
        "title": "Days",
        "filters": {"country": country} if default else {},
        "tiles": {"days": {"title": "Days", "vis": "line", "at": [0, 0, 8, 4],
                           "query": {"explore": "business", "fields": [DAY_OF, COUNT]}}},
        **({"settings": settings} if settings else {}),
    }  # fmt: skip


@pytest.fixture
def lea(account: Account) -> User:
    return analyst(account)


@pytest.fixture
def row(lea: User) -> Dashboard:
    viewer = viewer_for(lea)
    return own.make_from(viewer, place_of(viewer, True), document())


def on(row: Dashboard, owner: User, place: SubAccount, **values: Any) -> Alert:
    return alert(owner, place, about=f"tile:{row.pk}/days",
                 content={"kind": "tile", "slug": str(row.pk), "tile": "days"}, **values)  # fmt: skip


def narrowed(country: str) -> list[dict[str, str]]:
    return [{"field": "orders.country", "expression": country}]


def save(viewer: Viewer, row: Dashboard, **changes: Any) -> None:
    row.refresh_from_db()
    own.save(viewer, row, document(**changes), row.version)


def test_an_edit_leaves_alerts_what_they_watch_unless_the_dashboard_says_otherwise(
    row: Dashboard, lea: User, alice: User, subaccount: SubAccount
) -> None:
    found = on(row, alice, subaccount, state={"phase": "firing"}, phase="firing")
    save(viewer_for(lea), row, default="DE")
    found.refresh_from_db()
    assert (found.filters, found.phase, found.rule_version, found.version) == ({"country": "FR"}, "firing", 1, 2)
    assert not Notice.objects.exists()


def test_where_it_says_so_they_follow_begin_anew_and_their_owners_hear_of_it(
    row: Dashboard, lea: User, alice: User, subaccount: SubAccount
) -> None:
    theirs = on(row, alice, subaccount, filters={"country": "IT"}, state={"phase": "firing"}, phase="firing")
    mine, elsewhere = on(row, lea, subaccount), alert(alice, subaccount)
    save(viewer_for(lea), row, default="DE", settings=ON)
    theirs.refresh_from_db()
    assert (theirs.filters, theirs.phase, theirs.rule_version) == ({}, "ok", 2)
    [notice] = Notice.objects.all()
    assert (notice.alert, notice.owner, notice.what) == (theirs, alice, "edited") and "Days" in notice.cause
    assert Alert.objects.get(pk=mine.pk).rule_version == 2 and Alert.objects.get(pk=elsewhere.pk).version == 1


def test_a_save_that_is_refused_leaves_alerts_alone(row: Dashboard, lea: User, subaccount: SubAccount) -> None:
    found = on(row, lea, subaccount)
    with pytest.raises(Refused):
        own.save(viewer_for(lea), row, {**document(default="DE"), "title": ""}, row.version)
    found.refresh_from_db()
    assert (found.filters, found.version) == ({}, 1)


def test_who_edits_sees_their_own_alerts_by_name_and_how_many_others(
    row: Dashboard, lea: User, alice: User, subaccount: SubAccount
) -> None:
    mine, _ = on(row, lea, subaccount, name="Mine"), on(row, alice, subaccount, name="Hers")
    viewer = viewer_for(lea)
    [kept] = watchers.foreseen(viewer, row, document(default="DE"))
    [follow] = watchers.foreseen(viewer, row, document(default="DE", settings=ON))
    assert (kept.title, follow.title) == ("Leaves 2 alerts as they are", "Changes 2 alerts")
    assert follow.named == (("Mine", f"/alerts/{mine.pk}/"),) and follow.more == 1
    assert watchers.foreseen(viewer, row, document()) == []
    assert watchers.foreseen(viewer, row, {**document(default="DE"), "title": 7}) == []  # it can't be saved


def test_edit_mode_says_so_beside_the_draft(row: Dashboard, lea: User, subaccount: SubAccount) -> None:
    found = on(row, lea, subaccount)
    page = f"/dashboards/{row.pk}/edit/"
    assert b"alert as it is" not in send(lea, page).content
    send(lea, f"{page}do/filter/", filter="country", label="Country", default="DE")
    said = send(lea, page).content.decode()
    assert "Leaves 1 alert as it is" in said and f'href="/alerts/{found.pk}/"' in said
    send(lea, f"{page}do/page/", title="Days", alerts_follow="1", cross_filter="1", run_on_load="1")
    assert "Changes 1 alert" in send(lea, page).content.decode()
    send(lea, f"{page}save/", x="")
    found.refresh_from_db()
    assert found.rule_version == 2 and found.filters == {}


def test_after_a_filter_was_removed_the_next_check_asks_what_the_last_one_asked(
    row: Dashboard, lea: User, subaccount: SubAccount
) -> None:
    orders(subaccount, {1: 9})
    publish()
    found = on(row, lea, subaccount)
    running.run(at(1, 6))
    asked = Alert.objects.get(pk=found.pk).query
    save(viewer_for(lea), row, default="")
    running.run(at(2, 6))
    found.refresh_from_db()
    assert asked["filters"] == found.query["filters"] == narrowed("FR")
    assert found.filters == {"f[orders.country]": "FR"} and not found.unsynced


def test_a_check_under_way_while_its_filters_change_is_made_again(
    row: Dashboard, lea: User, subaccount: SubAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    found = on(row, lea, subaccount)
    asked = running._asked

    def meanwhile(*given: Any) -> Any:
        save(viewer_for(lea), row, default="DE", settings=ON)
        return asked(*given)

    with monkeypatch.context() as patched:
        patched.setattr(running, "_asked", meanwhile)
        running.run(at(1, 6))
    assert not found.checks.exists() and running.run(at(1, 6)) == 1
    found.refresh_from_db()
    assert found.checks.count() == 1 and found.query["filters"] == narrowed("DE")
