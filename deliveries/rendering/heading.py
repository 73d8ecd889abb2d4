"""What stands on every paper beside the figures: whose, of when, and narrowed to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Account, SubAccount
from dashboards import chips
from dashboards.asking import Asked
from dashboards.explaining import explained
from explores.formatting import formats

MOST_NAMED = 6  # sub-accounts; more are counted


@dataclass(frozen=True)
class Heading:
    """The facts in words. ``filters``: the label of each that says something, and what it says."""

    account: str
    subaccounts: str
    zone: str
    as_of: str
    made: str
    filters: tuple[tuple[str, str], ...]

    @property
    def brief(self) -> list[str]:
        """Few words for a picture of one tile."""
        return [*(f"{label}: {words}" for label, words in self.filters), self.zone, f"Data as of {self.as_of}"]


def heading(asked: Asked) -> Heading:
    """The facts of a page as this person sees it at this moment."""
    return Heading(
        account=Account.objects.values_list("name", flat=True).get(pk=asked.viewer.account),
        subaccounts=_subaccounts(asked),
        zone=asked.viewer.timezone,
        as_of=clock(asked.pin.data_as_of, asked.viewer.timezone) if asked.pin else "",
        made=clock(asked.now, asked.viewer.timezone),
        filters=tuple(_filters(asked)),
    )


def clock(moment: datetime, zone: str) -> str:
    """Always with its day: a paper is read on another one."""
    when = formats.local(moment, zone)
    return f"{when.day} {when:%b %Y, %H:%M}"


def _filters(asked: Asked) -> list[tuple[str, str]]:
    """Those that narrow the page, the hidden ones too: what a paper leaves out must be told by it."""
    said = []
    for each in asked.dashboard.filters:
        value = asked.values.get(each.name, "")
        if value.strip() if each.type != "parameter" else value != each.default:
            meaning = explained(each, value, asked)
            words = chips.words(each, value) if each.type != "parameter" else meaning.words
            exact = f" ({meaning.words})" if each.type == "date" and meaning.words and meaning.words != words else ""
            said.append((each.label, f"{words}{exact}"))
    return said


def _subaccounts(asked: Asked) -> str:
    """Their names, or that it is all of them."""
    of_account = SubAccount.objects.filter(account=asked.viewer.account)
    names = list(of_account.filter(pk__in=asked.viewer.subaccounts).order_by("name").values_list("name", flat=True))
    if len(names) > 1 and len(names) == of_account.count():
        return f"all {len(names)} sub-accounts"
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
