"""Accounts and people, as rows."""

from accounts.models.account import Account, SubAccount
from accounts.models.person import ApiToken, Membership, Role, User

__all__ = ["Account", "ApiToken", "Membership", "Role", "SubAccount", "User"]
