"""Which ads a digest is about: all, or those of some platforms and ad accounts, as a schedule's own values say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from accounts.rows import number_of
from accounts.viewer import Viewer
from alerts.screen.wanted import PLATFORMS
from cdp.models import AdAccount
from deliveries.content.finding import Gone

PLATFORM, ACCOUNT = "platform", "account"  # the values' names
NONE_LEFT = "None of the ad accounts that it is about is there any more, or open to you."


@dataclass(frozen=True)
class Narrowed:
    """Empty: not by this. ``words``: the same for people; ``gone``: ad accounts that it names and that are not there
    any more; ``dropped``: values that mean nothing."""

    platforms: frozenset[str] = frozenset()
    accounts: frozenset[int] = frozenset()
    words: tuple[tuple[str, str], ...] = ()
    gone: int = 0
    dropped: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether it leaves something out."""
        return bool(self.platforms or self.accounts)

    @property
    def condition(self) -> Q:
        """On rows of Health."""
        found = Q()
        if self.platforms:
            found &= Q(platform__in=self.platforms)
        return found & Q(ad_account__in=self.accounts) if self.accounts else found

    def holds(self, platform: str, account: int | None) -> bool:
        """Whether such an ad is among them."""
        right = not self.platforms or platform in self.platforms
        return right and (not self.accounts or account in self.accounts)


def narrowed(viewer: Viewer, values: Mapping[str, str]) -> Narrowed:
    """As far as the viewer may see what is named. Raises Gone where nothing of it is left."""
    platforms = frozenset(_parts(values, PLATFORM)) & set(PLATFORMS)
    wanted = {found for part in _parts(values, ACCOUNT) if (found := number_of(part)) is not None}
    known = {pk: name for pk, name, _ in offered(viewer) if pk in wanted}
    if _parts(values, ACCOUNT) and not known:
        raise Gone(NONE_LEFT)
    if _parts(values, PLATFORM) and not platforms:
        raise Gone("None of the platforms that it is about is known here.")
    words = _words(sorted(PLATFORMS[each] for each in platforms), list(known.values()))
    dropped = tuple(name for name in values if name not in (PLATFORM, ACCOUNT))
    return Narrowed(platforms, frozenset(known), tuple(words), len(wanted) - len(known), dropped)


def offered(viewer: Viewer) -> list[tuple[int, str, str]]:
    """The ad accounts that the viewer may see: number, name, and channel as the source calls it."""
    rows = AdAccount.objects.filter(subaccount_id__in=viewer.subaccounts).order_by("channel", "name", "pk")
    told = rows.values_list("pk", "name", "external_id", "channel")
    return [(pk, name or external, channel or "") for pk, name, external, channel in told]


def values(platforms: Iterable[str], accounts: Iterable[str]) -> dict[str, str]:
    """As a schedule keeps them."""
    kept = {PLATFORM: ",".join(sorted(set(platforms))), ACCOUNT: ",".join(sorted(set(accounts)))}
    return {name: value for name, value in kept.items() if value}


def _parts(given: Mapping[str, str], name: str) -> list[str]:
    return [part.strip() for part in given.get(name, "").split(",") if part.strip()]


def _words(platforms: list[str], accounts: list[str]) -> list[tuple[str, str]]:
    found = [("Channel", ", ".join(platforms)), ("Ad accounts", ", ".join(accounts))]
    return [(label, words) for label, words in found if words]
