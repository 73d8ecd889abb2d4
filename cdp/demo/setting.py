"""The rows a demo stands on: account, sub-accounts, sources, custom attributes and the person who signs in."""

from __future__ import annotations

import secrets
from datetime import datetime

from accounts.models import Account, Membership, Role, SubAccount, User
from cdp.demo.clicked import ATTRIBUTES as OF_ORDERS
from cdp.demo.company import ACCOUNT, ADMIN_EMAIL, ADMIN_NAME, CURRENCY, SHOPS, SOURCES, ZONE
from cdp.demo.contacts import ATTRIBUTES
from cdp.demo.world import Owners
from cdp.models import AttributeDefinition, Source


def set_up(last_received_at: datetime) -> Owners:
    """Make (or find) the company and the origins of its rows."""
    account, _ = Account.objects.get_or_create(name=ACCOUNT, defaults={"timezone": ZONE, "currency": CURRENCY})
    subaccounts = [SubAccount.objects.get_or_create(account=account, name=shop.name)[0] for shop in SHOPS]
    sources = {
        key: tuple(_source(subaccount, label, kind, last_received_at) for subaccount in subaccounts)
        for key, (label, kind) in SOURCES.items()
    }
    for subaccount in subaccounts:
        known = [("contacts", name, type_) for name, type_ in ATTRIBUTES.items()]
        for entity, name, type_ in [*known, *(("orders", name, "text") for name in OF_ORDERS)]:
            AttributeDefinition.objects.get_or_create(
                subaccount_id=subaccount.pk, entity=entity, name=name,
                defaults={"type": type_, "label": name.replace("_", " ").capitalize()},
            )  # fmt: skip
    return Owners(tuple(each.pk for each in subaccounts), sources)


def _source(subaccount: SubAccount, label: str, kind: str, last_received_at: datetime) -> int:
    found, _ = Source.objects.get_or_create(
        subaccount=subaccount, name=f"{label} {subaccount.name}",
        defaults={"kind": kind, "last_received_at": last_received_at},
    )  # fmt: skip
    return int(found.pk)


def make_admin(password: str | None) -> str | None:
    """The person who signs in, with a password given or made up; None when she exists and none was given."""
    user = User.objects.filter(email=ADMIN_EMAIL).first()
    if user and not password:
        return None
    password = password or secrets.token_urlsafe(9)
    user = user or User(email=ADMIN_EMAIL, name=ADMIN_NAME)
    user.set_password(password)
    user.save()
    account = Account.objects.get(name=ACCOUNT)
    Membership.objects.get_or_create(user=user, account=account, defaults={"role": Role.ADMIN, "all_subaccounts": True})
    return password
