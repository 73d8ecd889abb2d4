"""From a row of ours to the platform that holds it: which connection, which client, which id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils import timezone

from accounts.secrets import SecretProblem
from cdp.models import Ad, AdAccount, AdCampaign, AdSet, Source
from connectors.ads.clients import client_of
from connectors.ads.control import AccountFacts, AdPlatform
from connectors.ads.faults import Fault, Trouble, Vendor
from connectors.ads.standing import Level, Target
from connectors.models import AdConnection, State

Row = AdCampaign | AdSet | Ad
LEVELS: Mapping[type[Row], Level] = {AdCampaign: Level.CAMPAIGN, AdSet: Level.AD_SET, Ad: Level.AD}


@dataclass(frozen=True)
class Opened:
    """A row's platform and its object there. Calls stand inside ``noting(connection)``."""

    connection: AdConnection
    platform: AdPlatform
    target: Target


def opened(row: Row, *, to_change: bool = False) -> Opened:
    """Raises Fault: not connected, read only, or a row of another account than the connected one."""
    connection = connection_of(row.source_id)
    if to_change and not connection.may_change:
        said = f"{connection} is connected for reading alone. Save it again with connect_ads --may-change."
        raise Fault(Trouble.READ_ONLY, said)
    _same_account(row, connection)
    return Opened(connection, platform_of(connection), target_of(row, Vendor(connection.vendor)))


def connection_of(source_id: int) -> AdConnection:
    """Raises Fault where the source has none."""
    found = AdConnection.objects.filter(source_id=source_id).select_related("source").first()
    if found is None:
        name = Source.objects.filter(pk=source_id).values_list("name", flat=True).first()
        said = f"The source {name} is not connected" if name else "The source of these ads is gone"
        raise Fault(Trouble.NOT_CONNECTED, f"{said}, so its ads cannot be changed or read back. Use connect_ads.")
    return found


def platform_of(connection: AdConnection) -> AdPlatform:
    """Its client. Raises Fault where the credentials do not open or are not whole."""
    try:
        secret = connection.sealed.open()
        return client_of(Vendor(connection.vendor), connection.account_id, connection.login_id, secret)
    except SecretProblem as problem:
        raise Fault(Trouble.NOT_CONNECTED, f"{connection}: {problem}") from None


def target_of(row: Row, vendor: Vendor) -> Target:
    """The platform's id of it. Google knows an ad by its ad set too, which files may leave out."""
    level, id_ = LEVELS[type(row)], row.external_id
    if vendor is Vendor.GOOGLE and isinstance(row, Ad) and "~" not in id_:
        group = AdSet.objects.filter(pk=row.ad_set_id).values_list("external_id", flat=True).first()
        id_ = f"{group}~{id_}" if group else id_
    return Target(level, id_)


@contextmanager
def noting(connection: AdConnection) -> Iterator[None]:
    """A token that is found dead inside, or alive again, is noted at the connection. Raises the Fault that it met."""
    try:
        yield
    except Fault as fault:
        if fault.trouble is Trouble.EXPIRED:
            note(connection, State.EXPIRED, fault.message)
        raise
    if connection.state == State.EXPIRED:
        note(connection, State.OK, "It works again.")


def check(connection: AdConnection) -> AccountFacts:
    """Ask the platform who we are, and note what comes of it. Raises Fault."""
    try:
        facts = platform_of(connection).account()
    except Fault as fault:
        if not fault.passing:
            note(connection, State.EXPIRED if fault.trouble is Trouble.EXPIRED else State.REFUSED, fault.message)
        raise
    note(connection, State.OK, leads_to(facts))
    return facts


def leads_to(facts: AccountFacts) -> str:
    """What a connection that works tells."""
    return f"It leads to {facts.name or facts.id}, in {facts.currency}."


def note(connection: AdConnection, state: State, said: str) -> None:
    """What the last call told."""
    connection.state, connection.said, connection.checked_at = state, said, timezone.now()
    connection.save(update_fields=["state", "said", "checked_at", "changed_at"])


def _same_account(row: Row, connection: AdConnection) -> None:
    """Where the row names its account by a number, it must be the connected one."""
    campaign = row if isinstance(row, AdCampaign) else AdCampaign.objects.filter(pk=row.ad_campaign_id).first()
    held = AdAccount.objects.filter(pk=campaign.ad_account_id).first() if campaign else None
    if held is not None and _digits(held.external_id) not in {None, connection.account_id}:
        said = f"It belongs to the account {held.external_id}, and {connection} is connected for its source."
        raise Fault(Trouble.NOT_CONNECTED, f"{said} Connect the account that it belongs to.")


def _digits(external_id: str) -> str | None:
    """``act_12`` and ``12-34`` are written in more than one way; None: no number of a platform."""
    plain = external_id.removeprefix("act_").replace("-", "")
    return plain if re.fullmatch(r"[0-9]+", plain, re.ASCII) else None
