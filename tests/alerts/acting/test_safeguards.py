"""The kill switch, protections and limits: who may set them, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import Account, Role, SubAccount
from accounts.viewer import Viewer
from alerts.acting import killing, limiting, protecting
from alerts.acting.limiting import Draft
from explores.keeping.refused import Refused
from tests.alerts.acting.shop import NOW, Shop, as_viewer, person

pytestmark = pytest.mark.django_db
DRAFT = Draft(5, Decimal("0.1"), 24, {"start": "20:00", "end": "08:00", "zone": "Europe/Paris", "weekdays": [6]})


@pytest.fixture
def ada(account: Account, subaccount: SubAccount) -> Viewer:
    """An admin."""
    return as_viewer(person(account, "Ada", Role.ADMIN))


@pytest.fixture
def vic(account: Account) -> Viewer:
    """Who only looks."""
    return as_viewer(person(account, "Vic", Role.VIEWER))


def test_whoever_may_pause_may_stop_everything_and_only_admins_go_on(ann: Viewer, ada: Viewer) -> None:
    assert killing.throw(ann, NOW).killed_at == NOW
    with pytest.raises(PermissionDenied):
        killing.lift(ann)
    assert killing.lift(ada).killed_at is None


def test_who_threw_it_first_is_kept(ann: Viewer, ben: Viewer) -> None:
    killing.throw(ann, NOW)
    assert str(killing.throw(ben, NOW).killed_by) == "Ann"


def test_who_only_looks_stops_nothing(vic: Viewer, shop: Shop) -> None:
    with pytest.raises(PermissionDenied):
        killing.throw(vic, NOW)
    with pytest.raises(PermissionDenied):
        protecting.protect(vic, "ad", shop.row("a1"), "", NOW)


def test_limits_are_changed_by_admins_alone(ann: Viewer, ada: Viewer) -> None:
    with pytest.raises(PermissionDenied):
        limiting.change(ann, DRAFT)
    kept = limiting.change(ada, DRAFT)
    assert (kept.per_day, kept.spend_share, kept.hours_after_edit) == (5, Decimal("0.1"), 24)
    assert limiting.quiet_of(kept) and str(kept.changed_by) == "Ada"


@pytest.mark.parametrize(("wrong", "field"), [
    ({"per_day": -1}, "per_day"), ({"per_day": 101}, "per_day"), ({"per_day": True}, "per_day"),
    ({"spend_share": Decimal("1.1")}, "spend_share"), ({"spend_share": Decimal("NaN")}, "spend_share"),
    ({"spend_share": Decimal("0.12345")}, "spend_share"), ({"hours_after_edit": 337}, "hours_after_edit"),
    ({"quiet": {"start": "25:00"}}, "quiet"), ({"quiet": {"start": "20:00", "end": "8", "zone": "Mars"}}, "quiet"),
])  # fmt: skip
def test_limits_that_are_none_are_refused_by_their_name(ada: Viewer, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as caught:
        limiting.change(ada, replace(DRAFT, **wrong))
    assert caught.value.field == field and limiting.of(ada.account).per_day == 3


def test_what_is_protected_stays_so_by_whoever_was_first(ann: Viewer, ben: Viewer, shop: Shop) -> None:
    protecting.protect(ann, "ad", shop.row("a1"), "Brand", NOW)
    assert protecting.protect(ben, "ad", shop.row("a1"), "Mine", NOW).why == "Brand"


def test_who_protected_it_or_an_admin_releases_it(ann: Viewer, ben: Viewer, ada: Viewer, shop: Shop) -> None:
    row = shop.row("a1")
    protecting.protect(ann, "ad", row, "", NOW)
    with pytest.raises(Refused, match="Somebody else protected it"):
        protecting.release(ben, "ad", row)
    assert protecting.release(ada, "ad", row) and not protecting.release(ann, "ad", row)


def test_ads_of_strangers_are_not_protected(charlie: Any, shop: Shop) -> None:
    with pytest.raises(Http404):
        protecting.protect(as_viewer(charlie), "ad", shop.row("a1"), "", NOW)
