"""Accounts and people, as rows."""

from accounts.models.account import Account, SubAccount
from accounts.models.audience import Audience, Grant, Level
from accounts.models.person import ApiToken, Membership, Role, User
from accounts.models.team import Team

__all__ = [
    "Account", "ApiToken", "Audience", "Grant", "Level", "Membership", "Role", "SubAccount", "Team", "User",
]  # fmt: skip
