"""The one statement that says what a member is and may see, against the rows read one by one."""

from __future__ import annotations

import random

import pytest

from accounts.access import viewer_for
from accounts.belonging import belonging
from accounts.models import Account, Audience, Grant, Level, Membership, Role, SubAccount, Team, User
from accounts.viewer import Viewer

pytestmark = pytest.mark.django_db


def one_by_one(member: Membership) -> Viewer:
    """The same, put together slowly."""
    grants = [
        grant
        for grant in Grant.objects.all()
        if grant.member_id == member.pk or (grant.team and member in grant.team.members.all())
    ]
    named = {each.pk for each in member.subaccounts.all()}
    ours = {each.pk for each in SubAccount.objects.all() if each.account_id == member.account_id}
    return Viewer(
        account=member.account_id,
        subaccounts=frozenset(ours if member.all_subaccounts else ours & named),
        user=member.user_id,
        role=member.role,
        timezone=member.account.timezone,
        attributes=member.plain_attributes,
        audiences=frozenset(grant.audience_id for grant in grants),
        managed=frozenset(grant.audience_id for grant in grants if grant.level == Level.MANAGE),
    )


def world(dice: random.Random) -> list[Membership]:
    """Three accounts with all that rights are made of, thrown together."""
    accounts = [Account.objects.create(name=name, timezone=zone) for name, zone in ZONES.items()]
    subaccounts = [SubAccount.objects.create(account=dice.choice(accounts), name=f"Brand {n}") for n in range(8)]
    people = [User.objects.create_user(f"p{number}@example.org") for number in range(5)]
    members = [_member(dice, user, account) for user in people for account in dice.sample(accounts, 2)]
    for member in members:
        member.subaccounts.set(dice.sample(subaccounts, 3))  # of other accounts, too
    for number, account in enumerate(accounts * 2):
        team = Team.objects.create(account=account, name=f"Team {number}")
        team.members.set(dice.sample([each for each in members if each.account == account], 2))
        audience = Audience.objects.create(account=account)
        Grant.objects.create(audience=audience, team=team, level=dice.choice(Level.values))
        mine = dice.choice([each for each in members if each.account == account])
        Grant.objects.create(audience=audience, member=mine, level=dice.choice(Level.values))
    return members


ZONES = {"Zebra": "UTC", "Alba": "Europe/Paris", "Mill": "America/Lima"}
ATTRIBUTES = [{}, {"country": "FR"}, {"country": ["FR", 7], "é'\"": ""}]


def _member(dice: random.Random, user: User, account: Account) -> Membership:
    return Membership.objects.create(
        user=user,
        account=account,
        role=dice.choice(Role.values),
        all_subaccounts=dice.random() < 0.3,
        attributes=dice.choice(ATTRIBUTES),
    )


@pytest.mark.parametrize("seed", range(4))
def test_it_says_what_the_rows_say(seed: int) -> None:
    members = world(random.Random(seed))
    for member in members:
        assert belonging(member.user_id, member.account_id) == one_by_one(member)
    for user in User.objects.all():
        first = min((each for each in members if each.user == user), key=lambda each: each.account.name)
        assert viewer_for(user) == one_by_one(first)
        others = Account.objects.exclude(memberships__user=user)
        assert all(belonging(user.pk, account.pk) is None for account in others)


def test_who_is_nobody_belongs_nowhere() -> None:
    assert belonging(0, None) is None and belonging(2**62, None) is None
