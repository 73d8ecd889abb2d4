"""An account is one company or agency; its sub-accounts are brands or clients whose data never mix."""

from __future__ import annotations

from django.db import models


class Account(models.Model):
    """One customer of this installation."""

    name = models.CharField(max_length=200)
    timezone = models.CharField(max_length=64, default="UTC")  # IANA name; the zone of reports without their own
    currency = models.CharField(max_length=3, default="EUR")  # ISO 4217; shown where a row names none
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], name="account_name_unique")]

    def __str__(self) -> str:
        return self.name


class SubAccount(models.Model):
    """A brand, country or client: the unit of row scope. Identity resolves inside one."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="subaccounts")
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="subaccount_name_unique")]

    def __str__(self) -> str:
        return self.name
