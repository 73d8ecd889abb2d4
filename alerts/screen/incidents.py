"""What holds every pause now, each cause once: with the ad accounts that it befell."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q

from accounts.viewer import Viewer
from alerts.models.ads import Incident
from alerts.screen.seen import seen
from cdp.models import AdAccount, Source

ALL = Q()
NAMED = 3  # ad accounts by name; the others are counted


def incidents(viewer: Viewer, within: Q = ALL) -> tuple[str, ...]:
    """The oldest first, each after the ad accounts that it is of; those that ``within`` leaves."""
    found = seen(viewer, Incident).filter(within, ended_at=None).order_by("began_at", "pk")
    befell: dict[str, list[Incident]] = defaultdict(list)
    for each in found:
        befell[each.said].append(each)
    names = _names(viewer, [each for one in befell.values() for each in one])
    return tuple(f"{_listed([names(each) for each in one])}: {said}" for said, one in befell.items())


class _Names:
    """An ad account by its name; one without by that of its source."""

    def __init__(self, accounts: dict[int, str], sources: dict[int, str]) -> None:
        self._accounts = accounts
        self._sources = sources

    def __call__(self, of: Incident) -> str:
        known = self._accounts.get(of.ad_account) if of.ad_account is not None else None
        return known or self._sources.get(of.source_id, "An ad account")


def _names(viewer: Viewer, found: list[Incident]) -> _Names:
    accounts = AdAccount.objects.filter(
        pk__in={each.ad_account for each in found}, subaccount_id__in=viewer.subaccounts
    ).values_list("pk", "name", "external_id")
    sources = Source.objects.filter(pk__in={each.source_id for each in found}).values_list("pk", "name")
    return _Names({number: name or external for number, name, external in accounts}, dict(sources))


def _listed(names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    more = len(names) - NAMED
    shown = names if more <= 1 else [*names[:NAMED], f"{more} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
