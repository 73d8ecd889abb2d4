"""Audiences from rows to the panel: counted in own contacts, said with whom, never guessed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from alerts.health.keeping import judge_source
from alerts.models import Health
from cdp.models import AdAudience, Contact
from cdp.warehouse import mirror
from tests.alerts.health.ads import NOW, Shop, day
from tests.alerts.health.audiences import EXPORTED, add_ad_set, exported, named, put, shown

pytestmark = pytest.mark.django_db(transaction=True)
RAN = {"impressions": 1000, "clicks": 10, "spend": 10, "results": 1}


@pytest.fixture
def pair(shop: Shop) -> dict[str, int]:
    """Two ad sets, each with an ad: *Broad* of 1,000 people, *Narrow* of 2,000; 400 are in both."""
    sets = {"Broad": shop.ad_set, "Narrow": add_ad_set(shop, "Narrow")}
    for name, ad_set in sets.items():
        shop.steady(shop.ad(f"Ad {name}", ad_set_id=ad_set), 10, **RAN)
        shown(shop, ad_set, name)
    named(shop, *sets)
    exported(shop, "Broad", range(1000))
    exported(shop, "Narrow", range(600, 2600))
    return sets


def judged(shop: Shop, name: str = "Broad", level: str = "ad_set", now: datetime = NOW) -> Mapping[str, Any]:
    """The signal of a thing."""
    mirror.publish()
    judge_source(shop.source, now)
    row = Health.objects.get(source_id=shop.source.pk, level=level, name=name)
    return next(each for each in row.signals if each["signal"] == "overlap")


def test_it_fires_says_with_what_and_offers_the_exclusion(shop: Shop, pair: dict[str, int]) -> None:
    signal = judged(shop)
    assert (signal["state"], signal["chip"], signal["do"]) == ("fires", "Overlap 40 %", ["exclude", "pause"])
    assert signal["tests"][0]["inputs"] == {
        "other": "Narrow", "by": "contacts", "measured_on": "2026-11-18", "people": "1000", "other_people": "2000",
        "exclude": "Narrow people",
    }  # fmt: skip
    (found,) = Health.objects.get(level="ad_set", name="Broad").diagnosis
    assert found["other"] == "Narrow" and {"label": "Exclude", "now": "Narrow people"} in found["shown"]


def test_its_ads_hold_the_same_people(shop: Shop, pair: dict[str, int]) -> None:
    assert judged(shop, "Ad Broad", "ad")["now"] == "40 %"


def test_the_larger_one_shares_less_of_its_own(shop: Shop, pair: dict[str, int]) -> None:
    signal = judged(shop, "Narrow")
    assert (signal["state"], signal["now"]) == ("fine", "20 %")  # 400 of 2,000


def test_the_panel_names_the_other_one(shop: Shop, pair: dict[str, int], client: Client, alice: User) -> None:
    judged(shop)
    client.force_login(alice)
    page = client.get(f"/ads/ad_set/{shop.ad_set}/").content.decode()
    assert "<dt>Overlaps with</dt><dd>Narrow</dd>" in page and "<dt>Exclude</dt><dd>Narrow people</dd>" in page


def test_who_is_kept_out_does_not_count(shop: Shop, pair: dict[str, int]) -> None:
    shown(shop, pair["Broad"], "Broad", but=("Narrow",))
    signal = judged(shop)
    assert (signal["state"], signal["now"]) == ("too_early", "too early: 600 people")
    exported(shop, "Broad", range(3000, 3400))  # and so it has 1,000 of its own
    assert judged(shop, now=NOW + timedelta(minutes=1))["now"] == "0 %"


def test_what_its_campaign_keeps_out_is_kept_out_of_its_ad_sets(shop: Shop, pair: dict[str, int]) -> None:
    put(shop, "ad_targets", [
        {"external_id": "all", "ad_campaign": "AdCampaign 1", "audience": "Narrow", "excluded": True}
    ])  # fmt: skip
    assert judged(shop, "Narrow")["state"] == "not_available"  # shown to nobody that is known


def test_campaigns_are_compared_by_all_their_ad_sets(shop: Shop, pair: dict[str, int]) -> None:
    other = shop.add_campaign(name="Winter")
    shop.steady(shop.ad("Ad 3", ad_set_id=add_ad_set(shop, "Third", other), ad_campaign_id=other), 10, **RAN)
    put(shop, "ad_targets", [{"external_id": "c", "ad_campaign": "AdCampaign 2", "audience": "Narrow"}])
    signal = judged(shop, "Autumn", "campaign")  # 2,600 people, 2,000 of them in Winter
    assert (signal["now"], signal["tests"][0]["inputs"]["other"]) == ("77 %", "Winter")
    assert judged(shop, "Third")["tests"][0]["inputs"]["other"] == "Narrow (Autumn)"


def test_merged_contacts_are_one_person(shop: Shop, pair: dict[str, int]) -> None:
    """200 who are in Broad alone turn out to be people of Narrow."""
    put(shop, "contacts", [{"external_id": str(each), "id:crm": f"p{each}"} for each in range(200)])
    put(shop, "contacts", [{"external_id": str(each + 1000), "id:crm": f"p{each}"} for each in range(200)])
    assert Contact.objects.count() == 2400
    assert judged(shop)["now"] == "60 %"


def test_a_hashed_email_is_the_contact_who_has_it(shop: Shop, pair: dict[str, int]) -> None:
    put(shop, "contacts", [{"external_id": "7", "email": "Ana@Alba.example"}])
    known, nobodys = hashlib.sha256(b"ana@alba.example").hexdigest().upper(), "1f0e" * 16
    counts = put(shop, "ad_audience_members", [
        {"contact_email_sha256": each, "audience": "Narrow", "exported_at": EXPORTED} for each in (known, nobodys)
    ])  # fmt: skip
    assert (counts.loaded, len(counts.rejected)) == (1, 1) and "no contact has the e-mail" in counts.rejected[0].reason
    assert judged(shop)["tests"][0]["inputs"]["other_people"] == "2001"


def test_who_was_removed_is_no_longer_in_it(shop: Shop, pair: dict[str, int]) -> None:
    later = EXPORTED + timedelta(hours=1)
    put(shop, "ad_audience_members", (
        {"contact": str(each), "audience": "Narrow", "removed_at": later} for each in range(600, 900)
    ))  # fmt: skip
    assert judged(shop)["now"] == "10 %"
    exported(shop, "Narrow", range(600, 900))  # the older export comes once more: nothing is undone
    assert judged(shop, now=NOW + timedelta(minutes=1))["now"] == "10 %"
    exported(shop, "Narrow", range(600, 900), later + timedelta(hours=1))
    assert judged(shop, now=NOW + timedelta(minutes=2))["now"] == "40 %"


def test_a_whole_new_export_takes_the_place_of_the_old(shop: Shop, pair: dict[str, int]) -> None:
    later = EXPORTED + timedelta(days=1)
    named(shop, "Narrow", replaced_at=later)
    exported(shop, "Narrow", range(900, 2600), later)
    assert judged(shop)["now"] == "10 %"


def test_an_older_file_that_comes_later_brings_nobody_back(shop: Shop, pair: dict[str, int]) -> None:
    later = EXPORTED + timedelta(days=1)
    exported(shop, "Narrow", range(900, 2600), later)
    named(shop, "Narrow", replaced_at=later, exported_at=later)
    named(shop, "Narrow", replaced_at=EXPORTED, exported_at=EXPORTED)
    assert AdAudience.objects.get(external_id="Narrow").replaced_at == later.replace(tzinfo=UTC)
    assert judged(shop)["now"] == "10 %"


def test_of_two_times_in_one_file_the_later_one_stands(shop: Shop) -> None:
    later = EXPORTED + timedelta(days=1)
    times = [later, EXPORTED]
    put(shop, "ad_audiences", [{"external_id": "Narrow", "replaced_at": at, "size": at.day} for at in times])
    found = AdAudience.objects.get(external_id="Narrow")
    assert (found.replaced_at, found.size) == (later.replace(tzinfo=UTC), EXPORTED.day)


def test_an_older_file_that_says_nothing_else_is_skipped(shop: Shop) -> None:
    named(shop, "Narrow", replaced_at=EXPORTED)
    counts = put(shop, "ad_audiences", [{"external_id": "Narrow", "replaced_at": EXPORTED - timedelta(days=3)}])
    assert (counts.updated, counts.skipped) == (0, 1)


def test_an_old_export_waits_for_a_new_one(shop: Shop, pair: dict[str, int]) -> None:
    signal = judged(shop, now=NOW + timedelta(days=31))
    assert (signal["state"], signal["reason"]) == ("waiting", "old_measure")


def test_nothing_brought_is_not_available(shop: Shop) -> None:
    shop.steady(shop.ad(), 10, **RAN)
    assert judged(shop)["state"] == "not_available"


def test_nothing_published_is_not_available(shop: Shop, pair: dict[str, int]) -> None:
    judge_source(shop.source, NOW)
    row = Health.objects.get(level="ad_set", name="Broad")
    assert next(each for each in row.signals if each["signal"] == "overlap")["state"] == "not_available"


def test_an_audience_whose_people_nobody_knows_is_not_compared(shop: Shop, pair: dict[str, int]) -> None:
    shown(shop, pair["Broad"], "Lookalike")
    assert judged(shop)["state"] == judged(shop, "Narrow")["state"] == "not_available"


def test_an_audience_that_was_exported_empty_is_known_to_hold_nobody(shop: Shop, pair: dict[str, int]) -> None:
    named(shop, "Empty", exported_at=EXPORTED)
    shown(shop, pair["Broad"], "Empty")
    assert judged(shop)["now"] == "40 %"
    shown(shop, pair["Broad"], "Broad", ended_on=day(1))
    assert judged(shop, now=NOW + timedelta(minutes=1))["state"] == "not_available"


def test_an_ad_set_that_is_off_bids_against_nobody(shop: Shop, pair: dict[str, int]) -> None:
    put(shop, "ad_sets", [{"external_id": "AdSet 2", "status": "paused"}])
    assert judged(shop)["state"] == "not_available"


def test_a_target_of_an_ad_set_that_nobody_knows_harms_nothing(shop: Shop, pair: dict[str, int]) -> None:
    put(shop, "ad_targets", [{"external_id": "?", "ad_set": "no such", "audience": "Broad"}])
    assert judged(shop)["tests"][0]["inputs"]["other"] == "Narrow"  # the bare row of it was never shown


def test_a_share_by_the_platform_comes_by_file(shop: Shop) -> None:
    other = add_ad_set(shop, "Retarget")
    for ad_set in (shop.ad_set, other):
        shop.steady(shop.ad(f"Ad {ad_set}", ad_set_id=ad_set), 10, **RAN)
    rows = [("9", day(9), 0.5), ("2", day(2), 0.34), ("1", day(1), 1.7), ("0", day(-3), 0.9)]
    put(shop, "ad_overlaps", (
        {"external_id": key, "ad_set": "AdSet 1", "other": "AdSet 2", "measured_on": on, "share": share}
        for key, on, share in rows
    ))  # fmt: skip
    signal = judged(shop)
    assert (signal["now"], signal["tests"][0]["inputs"]["by"]) == ("34 %", "platform")
    assert judged(shop, "Retarget", now=NOW + timedelta(minutes=1))["state"] == "not_available"


def test_of_the_past_only_what_was_exported_by_then_is_known(shop: Shop, pair: dict[str, int]) -> None:
    assert EXPORTED.replace(tzinfo=UTC) > NOW - timedelta(days=3)
    assert judged(shop, now=NOW - timedelta(days=3))["state"] == "not_available"
