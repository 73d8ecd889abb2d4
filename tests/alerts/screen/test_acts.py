"""What is done to an ad from its panel: asked first, done on the platform, read back, told plainly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, Role, SubAccount, User
from alerts.models.ads import Decision, Health, Protection
from alerts.tasks import act_on_ads
from connectors.models import AdConnection, State
from tests.alerts.acting.shop import Shop

PARTS = {"HX-Request": "true"}


def at(shop: Shop, name: str = "a1", level: str = "ad") -> str:
    return f"/ads/{level}/{shop.row(name)}/"


def press(visit: Client, shop: Shop, do: str, **form: str) -> Any:
    """The answer without htmx: the page to which it leads."""
    return visit.post(f"{at(shop)}act", {"do": do, **form}, follow=True)


def told(answer: Any) -> str:
    return " ".join(str(each) for each in answer.context["messages"])


def test_a_pause_is_asked_about_first_with_what_it_does(visit: Client, shop: Shop) -> None:
    said = visit.get(f"{at(shop)}acts?ask=pause", headers=PARTS).content.decode()
    assert "Pause the ad a1?" in said and "Meta stops showing this ad." in said
    assert "Its ad set has 1 other active ad" in said and "Saves about €84 a day" in said
    assert not shop.platform.changes and not Decision.objects.exists()


def test_a_pause_of_a_campaign_says_what_stops_with_it(visit: Client, shop: Shop) -> None:
    said = visit.get(f"{at(shop)}acts?scope=campaign&ask=pause", headers=PARTS).content.decode()
    assert "2 active ads stop with it: they spent €832 in the last 7 days and brought 25 purchases." in said


def test_the_last_active_ad_is_named_as_such(visit: Client, shop: Shop) -> None:
    Health.objects.filter(name="a2").update(status="off")
    assert "last active ad of its ad set" in visit.get(f"{at(shop)}acts?ask=pause", headers=PARTS).content.decode()


def test_paused_is_shown_after_the_platform_showed_it(visit: Client, shop: Shop) -> None:
    answer = press(visit, shop, "pause")
    assert "The platform shows it: paused." in told(answer) and not shop.thing("a1").on
    assert "by Alice." in answer.content.decode() and "Resume this ad" in answer.content.decode()


def test_it_is_resumed_from_the_same_place(visit: Client, shop: Shop) -> None:
    press(visit, shop, "pause")
    assert "The platform shows it: on." in told(press(visit, shop, "resume")) and shop.thing("a1").on


def test_what_is_above_it_is_paused_as_a_whole(visit: Client, shop: Shop) -> None:
    answer = press(visit, shop, "pause", scope="campaign")
    assert not shop.thing("c1").on and shop.thing("a1").on
    assert "Its campaign is paused, so it does not run." in visit.get(at(shop)).content.decode()
    assert answer.redirect_chain == [(f"{at(shop)}?scope=campaign", 302)]


def test_a_platform_that_says_yes_and_does_not_do_it_is_not_shown_as_paused(visit: Client, shop: Shop) -> None:
    shop.platform.lies = True
    answer = press(visit, shop, "pause")
    assert answer.context["foot"].state == "open" and Health.objects.get(name="a1").status == "on"
    assert "Resume this ad" not in answer.content.decode()


def test_the_panel_looks_after_itself_while_something_is_on_the_way(visit: Client, shop: Shop) -> None:
    shop.platform.delay = 4
    foot = press(visit, shop, "pause").context["foot"]
    own = f"{at(shop)}?scope=ad&mark={foot.mark}"
    assert visit.get(own, headers=PARTS).status_code == 204
    for _ in range(4):
        Decision.objects.update(next_at="2020-01-01T00:00Z")
        act_on_ads()
    assert "by Alice." in visit.get(own, headers=PARTS).content.decode()


@pytest.mark.parametrize(
    ("trouble", "words"),
    [("throttled", "takes no more calls for now"), ("expired", "does not accept the token any more")],
)
def test_trouble_is_told_plainly(visit: Client, shop: Shop, trouble: str, words: str) -> None:
    shop.platform.trouble = trouble
    answer = press(visit, shop, "pause")
    assert words in told(answer) and words in answer.content.decode()


def test_what_somebody_else_is_doing_is_said(visit: Client, shop: Shop) -> None:
    shop.platform.lies = True
    press(visit, shop, "pause")
    assert "Alice asked to pause it" in told(press(visit, shop, "pause"))


def test_a_connection_for_reading_alone_has_no_button_and_says_why(visit: Client, shop: Shop) -> None:
    AdConnection.objects.update(may_change=False)
    said = visit.get(at(shop)).content.decode()
    assert "connected for reading alone" in said and 'id="ad-pause"' not in said
    AdConnection.objects.all().delete()
    assert "not connected to its platform" in visit.get(at(shop)).content.decode()


def test_a_dead_token_is_told_before_anybody_presses(visit: Client, shop: Shop) -> None:
    AdConnection.objects.update(state=State.EXPIRED, said="Meta 12: the token is over.")
    assert "the token is over" in visit.get(at(shop)).content.decode()


def test_a_daily_budget_is_set_where_the_level_has_one(visit: Client, shop: Shop) -> None:
    assert "Set the daily budget" not in visit.get(at(shop)).content.decode()
    answer = press(visit, shop, "budget", scope="ad_set", amount="12,50")
    assert shop.thing("s1").daily == Decimal("12.50"), told(answer)


@pytest.mark.parametrize("amount", ["", "many", "-3", "0", "NaN", "1e99", "9" * 400])
def test_what_is_no_amount_is_refused(visit: Client, shop: Shop, amount: str) -> None:
    assert "amount" in told(press(visit, shop, "budget", scope="ad_set", amount=amount))
    assert not shop.platform.changes


def test_an_ad_is_protected_and_released(visit: Client, shop: Shop) -> None:
    press(visit, shop, "protect", why="It is the boss's.")
    assert "Protected from rules: It is the boss&#x27;s." in visit.get(at(shop)).content.decode()
    press(visit, shop, "release")
    assert not Protection.objects.exists()


def test_what_is_not_known_is_refused(visit: Client, shop: Shop) -> None:
    assert "Load it again" in told(press(visit, shop, "explode"))


def test_who_may_only_look_has_no_buttons(shop: Shop, bob: User) -> None:
    client = Client()
    client.force_login(bob)
    said = client.get(at(shop)).content.decode()
    assert 'id="ad-pause"' not in said and "Who may pause and resume ads" in said
    assert client.post(f"{at(shop)}act", {"do": "pause"}).status_code == 403 and shop.thing("a1").on


def test_an_ad_of_another_sub_account_is_nowhere(shop: Shop, bob: User, account: Any) -> None:
    italy = SubAccount.objects.create(account=account, name="Alba Italia")
    Membership.objects.filter(user=bob).update(role=Role.ANALYST)
    bob.memberships.get().subaccounts.set([italy])
    client = Client()
    client.force_login(bob)
    for answer in (client.get(at(shop)), client.get(f"{at(shop)}acts"), client.post(f"{at(shop)}act", {"do": "pause"})):
        assert answer.status_code == 404
    assert shop.thing("a1").on


def test_a_form_without_its_token_does_nothing(shop: Shop, alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.post(f"{at(shop)}act", {"do": "pause"}).status_code == 403 and shop.thing("a1").on
