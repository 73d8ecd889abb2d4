"""Add a person to an account, or change their role: ``manage.py add_person ana@example.org --role ANALYST``."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts.attributes import WrongAttribute, gathered
from accounts.models import Account, Membership, Role, SubAccount, User


class Command(BaseCommand):
    """Add a person to an account."""

    help = "Add a person to an account, or change what they may do in it; prints the password of a new person."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, where, and what they may."""
        parser.add_argument("email")
        parser.add_argument("--account", help="name of the account; made if there is none yet")
        parser.add_argument("--role", default=Role.VIEWER, type=str.upper, choices=Role.values)
        parser.add_argument("--subaccount", action="append", default=[], help="see only this one; may be repeated")
        parser.add_argument(
            "--attribute", action="append", default=[], metavar="NAME=VALUE",
            help="a value for filters that name it; repeated for a list, and NAME= takes it away",
        )  # fmt: skip
        parser.add_argument("--name", default="")
        parser.add_argument("--password", help="without it one is made and printed")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what was done."""
        account = _account(options["account"])
        subaccounts = [_subaccount(account, name) for name in options["subaccount"]]
        user, password = _person(options["email"], options["name"], options["password"])
        membership, _ = Membership.objects.update_or_create(
            user=user, account=account, defaults={"role": options["role"], "all_subaccounts": not subaccounts}
        )
        membership.subaccounts.set(subaccounts)
        if options["attribute"]:
            membership.attributes = {**membership.attributes, **_attributes(options["attribute"])}
            membership.attributes = {name: found for name, found in membership.attributes.items() if found != []}
            membership.save(update_fields=["attributes"])
        seen = ", ".join(each.name for each in subaccounts) or "all sub-accounts"
        self.stdout.write(f"{user.email} is {membership.get_role_display()} of {account} and sees {seen}.")
        if password:
            self.stdout.write(f"Password: {password}")


def _attributes(pairs: list[str]) -> dict[str, list[str]]:
    """Name to values; a name without a value has none."""
    for pair in pairs:
        if not pair.partition("=")[1] or not pair.partition("=")[0].strip():
            raise CommandError(f"--attribute takes NAME=VALUE, not {pair!r}.")
    try:
        return gathered((pair.partition("=")[0], pair.partition("=")[2]) for pair in pairs)
    except WrongAttribute as error:
        raise CommandError(f"--attribute takes NAME=VALUE, not {pairs[error.place]!r}: {error}") from error


def _account(name: str | None) -> Account:
    if name:
        return Account.objects.get_or_create(name=name)[0]
    accounts = list(Account.objects.order_by("name")[:20])
    if len(accounts) != 1:
        known = ", ".join(each.name for each in accounts) or "there is none yet"
        raise CommandError(f"Say which account with --account NAME ({known}).")
    return accounts[0]


def _subaccount(account: Account, name: str) -> SubAccount:
    found = account.subaccounts.filter(name=name).first()
    if found is None:
        known = ", ".join(account.subaccounts.order_by("name").values_list("name", flat=True)) or "none"
        raise CommandError(f"{account} has no sub-account {name!r}; it has: {known}.")
    return found


def _person(email: str, name: str, password: str | None) -> tuple[User, str | None]:
    """The person, and the password if it was made here."""
    found = User.objects.filter(email__iexact=email).first()
    made = secrets.token_urlsafe(12) if not found and not password else None
    try:
        validate_email(email)
        user = found or User.objects.create_user(email, None, name=name)
        if password or made:
            validate_password(password or made or "", user)
            user.set_password(password or made)
            user.save()
    except ValidationError as error:
        raise CommandError(f"{email}: {' '.join(error.messages)}") from error
    return user, made
