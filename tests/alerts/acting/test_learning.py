"""A rule pauses nothing of which nobody knows whether it is learning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.models import Account, SubAccount
from accounts.viewer import Viewer
from alerts.acting import answers
from alerts.models import Decision, Health, Limits
from alerts.models.ads import Mode, Stage
from cdp.batches import batch
from tests.alerts.acting.shop import NOW, Shop, ill, mode, opened, rounds
from tests.servers.platforms.tiktok import tiktok

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiktoks(account: Account, subaccount: SubAccount, settings: Any) -> Iterator[Shop]:
    """On a platform that tells nothing of learning."""
    with opened(account, subaccount, settings, tiktok) as shop:
        yield ill(shop)


def says(shop: Shop, name: str, learning: object) -> None:
    """What an import said of it."""
    row = shop.rows[name]
    row.attributes = {"learning": learning}
    with batch():
        row.save()


def decided(shop: Shop) -> Decision:
    mode(shop, Mode.AUTOMATIC)
    rounds()
    return Decision.objects.get()


def test_where_nobody_says_it_is_held(tiktoks: Shop) -> None:
    found = decided(tiktoks)
    assert (found.stage, tiktoks.thing("a1").on) == (Stage.HELD, True)
    assert found.said == "Whether it is still learning is not known: neither its platform nor an import says."


@pytest.mark.parametrize("name", ["a1", "s1", "c1"])
def test_an_import_may_say_so_of_it_or_what_it_is_in(tiktoks: Shop, name: str) -> None:
    says(tiktoks, name, learning=False)
    assert decided(tiktoks).stage == Stage.DONE


@pytest.mark.parametrize("said", [True, "no", 0, None])
def test_what_an_import_says_otherwise_holds(tiktoks: Shop, said: object) -> None:
    says(tiktoks, "s1", said)
    assert decided(tiktoks).stage == Stage.HELD and "still learning" in decided(tiktoks).said


def test_a_person_may_approve_what_nobody_knows(tiktoks: Shop, ann: Viewer) -> None:
    mode(tiktoks, Mode.APPROVE)
    rounds()
    assert answers.approve(ann, Decision.objects.get().pk, NOW).stage == Stage.DONE


@pytest.mark.parametrize(("learns", "stage"), [((), Stage.DONE), (("s2",), Stage.HELD), (("s1", "s2"), Stage.HELD)])
def test_a_campaign_of_meta_learns_while_one_of_its_ad_sets_does(
    sick: Shop, learns: tuple[str, ...], stage: Stage
) -> None:
    Limits.objects.update(spend_share=1)
    Health.objects.filter(name="a1").update(evidence={})
    Health.objects.filter(name="c1").update(evidence={"verdict": "pause"}, group="pause")
    Health.objects.update(ad_account=sick.rows["c1"].ad_account_id)  # type: ignore[union-attr]
    for name in learns:
        sick.thing(name).learning = True
    assert decided(sick).stage == stage, decided(sick).said
