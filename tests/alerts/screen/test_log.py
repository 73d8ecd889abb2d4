"""The action log: narrowed, undone, and what waits for an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import SubAccount, User
from alerts.models.ads import Decision
from tests.alerts.acting.shop import Shop


def decision(place: SubAccount, row: int = 1, **values: Any) -> Decision:
    """A pause that a person made, done."""
    known: dict[str, Any] = {
        "account_id": place.account_id, "subaccount_id": place.pk, "source_id": 1, "level": "ad", "row": row,
        "name": f"Ad {row}", "act": "pause", "stage": "done", "by_name": "Ann", "decided_at": timezone.now(),
    }  # fmt: skip
    return Decision.objects.create(**known | values)


def names(answer: Any) -> list[str]:
    return sorted(line.decision.name for line in answer.context["lines"])


@pytest.fixture
def several(subaccount: SubAccount) -> None:
    decision(subaccount, 1)
    decision(subaccount, 2, stage="shadow", by_name="", rule="ctr")
    decision(subaccount, 3, stage="failed", said="The platform has trouble of its own.")
    decision(
        subaccount, 4, stage="proposed", by_name="", rule="frequency", expires_at=timezone.now() + timedelta(days=1)
    )


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", ["Ad 1", "Ad 2", "Ad 3", "Ad 4"]),
        ("?stage=not", ["Ad 3"]),
        ("?stage=waits", ["Ad 4"]),
        ("?actor=rules", ["Ad 2", "Ad 4"]),
        ("?actor=people", ["Ad 1", "Ad 3"]),
        ("?q=AD+3", ["Ad 3"]),
        ("?level=ad&row=2", ["Ad 2"]),
        ("?stage=odd&actor=odd&level=odd&row=x&shown=-1", ["Ad 1", "Ad 2", "Ad 3", "Ad 4"]),
    ],
)
def test_the_log_is_narrowed(visit: Client, several: None, query: str, left: list[str]) -> None:
    assert names(visit.get(f"/ads/log/{query}")) == left


def test_each_line_says_what_it_rested_on(visit: Client, subaccount: SubAccount) -> None:
    inputs = {"spend": "588", "signals": [{"label": "Low CTR", "state": "fires"}]}
    decision(subaccount, inputs=inputs, chance=0.99, data_version=7, rule="ctr", rule_version=2, by_name="")
    said = visit.get("/ads/log/").content.decode()
    for words in ("588", "Low CTR", "99\u202f%", "version 2", "data version 7", "The rule"):
        assert words in said


def test_what_waits_stands_above_with_its_buttons(visit: Client, several: None, bob: User) -> None:
    assert "Waits for an answer" in visit.get("/ads/log/").content.decode()
    looking = Client()
    looking.force_login(bob)
    said = looking.get("/ads/log/").content.decode()
    assert "Waits for an answer" in said and "Approve" not in said


def test_a_proposal_is_declined(visit: Client, several: None) -> None:
    waits = Decision.objects.get(name="Ad 4")
    visit.post(f"/ads/log/{waits.pk}/decline")
    waits.refresh_from_db()
    assert waits.stage == "declined"


def test_a_pause_is_undone_from_the_log(visit: Client, shop: Shop) -> None:
    visit.post(f"/ads/ad/{shop.row('a1')}/act", {"do": "pause"})
    assert not shop.thing("a1").on
    visit.post(f"/ads/log/{Decision.objects.get().pk}/undo")
    assert shop.thing("a1").on and "Undo: resume" in visit.get("/ads/log/").content.decode()


def test_what_nobody_did_on_the_platform_is_not_undone(visit: Client, several: None) -> None:
    answer = visit.post(f"/ads/log/{Decision.objects.get(name='Ad 3').pk}/undo", follow=True)
    assert "can be undone" in " ".join(str(each) for each in answer.context["messages"])
