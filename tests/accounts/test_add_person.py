"""People are invited from the command line."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.access import viewer_for
from accounts.models import SubAccount, User


def add(*arguments: str) -> str:
    said = StringIO()
    call_command("add_person", *arguments, stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_a_new_person_gets_a_password_that_works() -> None:
    said = add("ana@example.org", "--account", "Maison Alba", "--role", "analyst")
    password = said.split("Password: ")[1].strip()
    user = User.objects.get(email="ana@example.org")
    assert user.check_password(password) and viewer_for(user).role == "ANALYST"


def test_adding_again_changes_the_role_and_keeps_the_password(bob: User, subaccount: SubAccount) -> None:
    assert "Password" not in add("BOB@example.org", "--role", "ADMIN")
    bob.refresh_from_db()
    assert bob.check_password("correct horse battery") and viewer_for(bob).role == "ADMIN"


def test_a_person_may_be_kept_to_one_subaccount(subaccount: SubAccount) -> None:
    subaccount.account.subaccounts.create(name="Alba Italia")
    add("luc@example.org", "--subaccount", "Alba France")
    assert viewer_for(User.objects.get()).subaccounts == {subaccount.pk}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no-address", "--account", "A"], "valid email"),
        (["a@example.org"], "Say which account"),
        (["a@example.org", "--account", "A", "--subaccount", "B"], "has no sub-account 'B'"),
        (["a@example.org", "--account", "A", "--password", "short"], "too short"),
    ],
)
@pytest.mark.django_db
def test_what_cannot_be_says_why_and_leaves_nothing(arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        add(*arguments)
    assert not User.objects.exists()


def test_a_person_has_attributes_that_filters_may_name(subaccount: SubAccount) -> None:
    add("luc@example.org", "--attribute", "region=FR", "--attribute", "region=BE", "--attribute", "team = North")
    assert viewer_for(User.objects.get()).attributes == (("region", ("FR", "BE")), ("team", ("North",)))
    add("luc@example.org", "--attribute", "region=")
    assert viewer_for(User.objects.get()).attributes == (("team", ("North",)),)


@pytest.mark.parametrize("pair", ["region", "=FR", "a'] }}=x"])
def test_an_attribute_that_no_filter_could_name_is_refused(subaccount: SubAccount, pair: str) -> None:
    with pytest.raises(CommandError, match="NAME=VALUE"):
        add("luc@example.org", "--attribute", pair)
