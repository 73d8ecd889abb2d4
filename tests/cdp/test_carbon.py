"""Carbon factors: what may be typed, and that they are the same in every sub-account."""

from __future__ import annotations

from decimal import Decimal

import pytest

from accounts.models import Account, SubAccount
from cdp import carbon
from cdp.carbon import DEFAULT, Factor, Settings, WrongFactor
from cdp.models import Batch, CarbonFactor
from tests.explores.semantic.standard import standard

ELSEWHERE = Settings({**carbon.DEFAULTS.factors, "marketing": Factor(Decimal("0.073"), "SAMI")}, Decimal("1.5"))
TYPED = dict.fromkeys(carbon.STREAMS, "0,17") | {f"{each}_source": "Aktio" for each in carbon.STREAMS}


@pytest.mark.parametrize(
    ("text", "value"), [("0.17", "0.17"), (" 0,17 ", "0.17"), ("20", "20"), ("0", "0"), ("-0", "0"), ("1e-3", "0.001")]
)
def test_a_number_of_grams_is_read_as_people_type_it(text: str, value: str) -> None:
    assert str(carbon.grams(text, "marketing")) == value


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-1", "NaN", "sNaN", "Infinity", "-inf", "1e400", "1e-400", "1000.1", "0.0000001", "much", "0.1.7",
        "9" * 5000, "\0",
    ],
)  # fmt: skip
def test_what_is_no_number_of_grams_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(WrongFactor) as told:
        carbon.grams(text, "automation")
    assert told.value.place == "automation" and len(str(told.value)) < 150


def test_an_empty_target_is_none_and_a_target_of_nothing_is_refused() -> None:
    assert carbon.typed(TYPED).target is None
    assert carbon.typed({**TYPED, "target": "1,5"}).target == Decimal("1.5")
    with pytest.raises(WrongFactor, match="empty for none"):
        carbon.typed({**TYPED, "target": "0"})


@pytest.mark.parametrize("text", ["", " \n", "\0", "x" * 201])
def test_a_factor_without_a_source_is_refused(text: str) -> None:
    with pytest.raises(WrongFactor) as told:
        carbon.typed({**TYPED, "transactional_source": text})
    assert told.value.place == "transactional_source"


def test_the_default_of_the_catalog_is_the_one_that_the_settings_show() -> None:
    said = standard().explore("email").measure("emails.emissions").source
    assert f"coalesce(carbon_factors.grams, {DEFAULT.grams})" in str(getattr(said, "sql", "")).lower()


def test_what_is_kept_counts_in_every_sub_account(account: Account, subaccount: SubAccount) -> None:
    other = SubAccount.objects.create(account=account, name="Alba Iberia")
    carbon.keep(account.pk, ELSEWHERE)
    for each in (subaccount, other):
        assert carbon.settings_of([each.pk]) == ELSEWHERE
    carbon.keep(account.pk, carbon.DEFAULTS)
    assert carbon.settings_of([subaccount.pk, other.pk]) == carbon.DEFAULTS
    assert CarbonFactor.objects.count() == 6 and Batch.objects.count() == 2


def test_a_new_sub_account_counts_as_the_others_do(account: Account, subaccount: SubAccount) -> None:
    untouched = SubAccount.objects.create(account=account, name="Before")
    assert not CarbonFactor.objects.exists()
    carbon.keep(account.pk, ELSEWHERE)
    late = SubAccount.objects.create(account=account, name="Late")
    stranger = SubAccount.objects.create(account=Account.objects.create(name="Others"), name="Theirs")
    assert carbon.settings_of([late.pk]) == carbon.settings_of([untouched.pk]) == ELSEWHERE
    assert carbon.settings_of([stranger.pk]) == carbon.DEFAULTS
