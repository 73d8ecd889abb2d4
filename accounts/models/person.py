"""People, their role in an account, and their API tokens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from accounts.models.account import Account, SubAccount


class Role(models.TextChoices):
    """What a person may do in an account; the table of acts is ``accounts.access.ACTS``."""

    ADMIN = "ADMIN", "Admin"
    ANALYST = "ANALYST", "Analyst"
    VIEWER = "VIEWER", "Viewer"


class UserManager(BaseUserManager["User"]):
    """Makes people; their e-mail address is their name and compares without regard to case."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """A person who can sign in (with ``password``, or later by another way)."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        """A person who may also use Django's admin pages."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> User:
        """Find by address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """A person's role in an account, and the sub-accounts they see (all of them, or the named ones)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.VIEWER)
    all_subaccounts = models.BooleanField(default=False)
    subaccounts = models.ManyToManyField(SubAccount, blank=True)
    attributes = models.JSONField(default=dict, blank=True)  # name → text or list of texts, for filters to name

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "account"], name="membership_unique")]

    def __str__(self) -> str:
        return f"{self.user} in {self.account}: {self.role}"

    @property
    def plain_attributes(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The attributes as texts, each name with its values."""
        return plain(self.attributes)


def plain(attributes: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Attributes as a membership keeps them (name → text or list of texts), each name with its values as texts."""
    listed = {name: found if isinstance(found, list) else [found] for name, found in attributes.items()}
    return tuple((name, tuple(map(str, values))) for name, values in sorted(listed.items()))


class ApiToken(models.Model):
    """A token for the REST API. Only its SHA-256 is kept; the token itself is shown once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
