"""Who is told of what happens to ads: those who may act on them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from accounts.access import ACTS, Act
from accounts.models import Membership, Role, User
from alerts.models import Decision
from alerts.models.ads import Stage
from connectors.models import AdConnection, State


def told_of(decision: Decision) -> list[User]:
    """A person's own decision: that person; where the token is over, the admins too, who can renew it. What nobody
    decided, or whose person is gone: everyone who may act on it."""
    members = holders(decision.account_id, decision.subaccount_id)
    own = [user for user in members if user.pk in {decision.by_id, decision.approved_by_id}]
    if decision.stage == Stage.PROPOSED or not own:
        return members
    expired = AdConnection.objects.filter(source_id=decision.source_id, state=State.EXPIRED).exists()
    if not expired:
        return own
    admins = holders(decision.account_id, decision.subaccount_id, [Role.ADMIN])
    return list({user.pk: user for user in [*own, *admins]}.values())


def holders(account: int, subaccount: int, roles: Iterable[Role] = ACTS[Act.ADS]) -> list[User]:
    """Active people of these roles who see the sub-account."""
    sees = Q(all_subaccounts=True) | Q(subaccounts=subaccount)
    members = Membership.objects.filter(sees, account=account, role__in=list(roles), user__is_active=True)
    return [each.user for each in members.select_related("user").order_by("user__email").distinct()]
