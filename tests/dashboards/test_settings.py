"""The settings page of carbon factors: what admins save counts, what is not a number is refused in its place."""

from __future__ import annotations

import logging
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from cdp import carbon
from cdp.models import Batch

PAGE = "/settings/carbon/"
FORM = {
    "marketing": "0,073", "marketing_source": "SAMI\n2024", "automation": "0.17", "automation_source": "Aktio",
    "transactional": "0.2", "transactional_source": "Aktio", "target": "1.5",
}  # fmt: skip


@pytest.fixture
def admin(client: Client, alice: User, subaccount: SubAccount) -> Client:
    client.force_login(alice)
    return client


def test_an_admin_finds_the_page_and_the_usual_factors(admin: Client) -> None:
    assert f'href="{PAGE}"' in admin.get("/settings/").content.decode()
    page = admin.get(PAGE).content.decode()
    assert page.count('value="0.17"') == 3 and page.count('value="Sendinblue, 2022, audit by Aktio"') == 3


def test_what_is_saved_is_kept_told_in_the_log_and_shown_again(
    admin: Client, subaccount: SubAccount, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="dashboards.settings"):
        assert admin.post(PAGE, FORM).status_code == 302
    found = carbon.settings_of([subaccount.pk])
    assert found.factors["marketing"] == carbon.Factor(Decimal("0.073"), "SAMI 2024")
    assert found.target == Decimal("1.5")
    assert "marketing 0.17 g ('Sendinblue, 2022, audit by Aktio') to 0.073 g ('SAMI 2024')" in caplog.text
    assert "target none to 1.5" in caplog.text and "\n2024" not in caplog.text
    page = admin.get(PAGE).content.decode()
    assert 'value="0.073"' in page and 'value="1.5"' in page and "Figures follow within a minute" in page


@pytest.mark.parametrize("place", ["marketing", "automation", "transactional", "target"])
@pytest.mark.parametrize("text", ["-1", "NaN", "1e400", "much", "<script>", "1001"])
def test_what_is_no_factor_is_refused_and_nothing_is_saved(admin: Client, place: str, text: str) -> None:
    answer = admin.post(PAGE, {**FORM, place: text})
    page = answer.content.decode()
    assert answer.status_code == 400 and "Nothing was saved" in page and page.count("aria-invalid") == 1
    assert ("<script>" not in page.partition("<main")[2] and 'value="0,073"' in page) or place == "marketing"
    assert not Batch.objects.exists()


def test_an_empty_form_is_refused_in_its_first_field(admin: Client) -> None:
    answer = admin.post(PAGE, {})
    assert answer.status_code == 400 and "An empty field is not a number of grams" in answer.content.decode()


def test_without_a_sub_account_there_is_nothing_to_keep_it_for(client: Client, alice: User, account: Account) -> None:
    client.force_login(alice)
    answer = client.post(PAGE, FORM)
    assert answer.status_code == 400 and "There is no sub-account yet" in answer.content.decode()


def test_who_is_no_admin_neither_sees_the_link_nor_the_page(client: Client, bob: User) -> None:
    client.force_login(bob)
    assert client.get(PAGE).status_code == 403 and client.post(PAGE, FORM).status_code == 403
    assert "/settings/" not in client.get("/dashboards/").content.decode()


def test_another_account_keeps_its_own(admin: Client, charlie: User, subaccount: SubAccount) -> None:
    theirs = SubAccount.objects.create(account=Account.objects.get(name="Someone else"), name="Theirs")
    admin.post(PAGE, FORM)
    assert carbon.settings_of([theirs.pk]) == carbon.DEFAULTS
