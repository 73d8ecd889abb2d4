"""Who may do what, and whose rows they see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.access import ACTS, Act, NoAccess, kept_for, may, may_on, viewer_for
from accounts.models import Account, Membership, Role, SubAccount, User
from accounts.viewer import Viewer
from explores.models import Folder

DOCS = Path(__file__).resolve().parents[2] / "docs" / "roles.md"


def documented() -> dict[str, dict[str, str]]:
    rows = [line.strip("|").split("|") for line in DOCS.read_text().splitlines() if line.startswith("|")]
    head, _, *body = [[cell.strip() for cell in row] for row in rows]
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in body}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_the_page_on_roles_says_what_the_code_does(role: Role, act: Act) -> None:
    allowed = may(Viewer(account=1, subaccounts=frozenset(), role=role), act)
    assert documented()[act][role.label] == ("yes" if allowed else "no")


def test_every_act_is_decided_and_documented() -> None:
    assert set(ACTS) == set(Act) and set(documented()) == {str(act) for act in Act}


def test_an_admin_sees_every_subaccount_of_the_account_and_none_of_another(
    alice: User, account: Account, subaccount: SubAccount, charlie: User
) -> None:
    theirs = charlie.memberships.get().account.subaccounts.create(name="Theirs")
    ours = account.subaccounts.create(name="Alba Italia")
    seen = viewer_for(alice).subaccounts
    assert seen == {subaccount.pk, ours.pk} and theirs.pk not in seen


def test_a_member_of_one_subaccount_sees_only_it(bob: User, account: Account, subaccount: SubAccount) -> None:
    account.subaccounts.create(name="Alba Italia")
    viewer = viewer_for(bob, account=account)
    assert viewer == Viewer(account.pk, frozenset({subaccount.pk}), bob.pk, "VIEWER", "Europe/Paris")


def test_a_subaccount_moved_to_another_account_is_no_longer_seen(
    bob: User, charlie: User, subaccount: SubAccount
) -> None:
    SubAccount.objects.filter(pk=subaccount.pk).update(account=charlie.memberships.get().account)
    assert viewer_for(bob).subaccounts == frozenset()


def test_a_choice_narrows_and_never_widens(bob: User, account: Account, subaccount: SubAccount) -> None:
    other = account.subaccounts.create(name="Alba Italia")
    assert viewer_for(bob, subaccount=subaccount).subaccounts == {subaccount.pk}
    with pytest.raises(NoAccess, match="may not see sub-account"):
        viewer_for(bob, subaccount=other.pk)


def test_a_stranger_has_no_access(charlie: User, account: Account) -> None:
    with pytest.raises(NoAccess, match="no member of Maison Alba"):
        viewer_for(charlie, account=account)


@pytest.mark.django_db
def test_nobody_signed_in_has_no_access() -> None:
    with pytest.raises(NoAccess):
        viewer_for(AnonymousUser())


def test_a_person_who_left_has_no_access(bob: User) -> None:
    bob.is_active = False
    with pytest.raises(NoAccess):
        viewer_for(bob)


def test_of_several_accounts_the_first_by_name_is_shown(alice: User) -> None:
    first = Account.objects.create(name="Atelier")
    Membership.objects.create(user=alice, account=first, role=Role.VIEWER)
    assert viewer_for(alice).account == first.pk


@dataclass(frozen=True)
class Thing:
    account_id: int
    private_to: int | None
    audience_id: int | None = None


@pytest.mark.parametrize(
    ("account", "owner", "role", "opens", "saves"),
    [
        (1, None, Role.VIEWER, True, False),
        (1, None, Role.ANALYST, True, True),
        (1, 7, Role.VIEWER, True, False),  # their own, kept while they were an analyst
        (1, 7, Role.ANALYST, True, True),
        (1, 8, Role.ANALYST, False, False),
        (1, 8, Role.ADMIN, True, True),
        (2, None, Role.ADMIN, False, False),
        (2, 7, Role.ADMIN, False, False),
    ],
)
def test_what_is_kept_is_its_owners_or_the_accounts(
    account: int, owner: int | None, role: Role, opens: bool, saves: bool
) -> None:
    viewer, thing = Viewer(1, frozenset(), user=7, role=role), Thing(account, owner)
    assert (may_on(viewer, Act.EXPLORE, thing), may_on(viewer, Act.SAVE, thing)) == (opens, saves)


@pytest.mark.parametrize("role", Role)
def test_a_list_holds_just_what_may_be_opened(role: Role, alice: User, bob: User, charlie: User) -> None:
    for user in (alice, bob, charlie):
        account = user.memberships.get().account
        Folder.objects.get_or_create(account=account, owner=None, parent=None, name="Shared")
        Folder.objects.create(account=account, owner=user, name="Personal")
    viewer = replace(viewer_for(bob), role=role)
    opened = {folder.pk for folder in Folder.objects.all() if may_on(viewer, Act.EXPLORE, folder)}
    assert {folder.pk for folder in Folder.objects.filter(kept_for(viewer))} == opened and opened
