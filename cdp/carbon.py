"""The carbon factors of an account: what an e-mail of each stream is taken to emit, who says so, and the target.

They are rows of every sub-account (``cdp.models.carbon``), so that they go to the warehouse with all that is asked of
it and every figure can be made again from there. What has no row counts by ``DEFAULT``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException

from django.db import transaction

from accounts.models import Account, SubAccount
from cdp.batches import batch
from cdp.models import CarbonFactor, CarbonTarget

STREAMS = ("marketing", "automation", "transactional")
MOST = Decimal(1000)  # grams: a thousand times what the largest studies found for one e-mail with an attachment
PLACES = 6  # decimals that are kept
LONGEST_SOURCE = 200


class WrongFactor(ValueError):
    """What was typed cannot be kept. ``place``: the name of the field, as ``marketing`` or ``target``."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


@dataclass(frozen=True)
class Factor:
    """Grams CO2e of one e-mail, and the study or audit that says so."""

    grams: Decimal
    source: str


@dataclass(frozen=True)
class Settings:
    """All of an account. ``target``: the most grams CO2e for one contact in one month; None: there is none."""

    factors: Mapping[str, Factor]
    target: Decimal | None = None


DEFAULT = Factor(Decimal("0.17"), "Sendinblue, 2022, audit by Aktio")
DEFAULTS = Settings(dict.fromkeys(STREAMS, DEFAULT))


def settings_of(subaccounts: Iterable[int]) -> Settings:
    """What counts in these sub-accounts of one account; they share one set."""
    ids = list(subaccounts)
    rows = CarbonFactor.objects.filter(subaccount_id__in=ids).order_by("subaccount_id")
    found = {row.stream: Factor(plain(row.grams), row.source) for row in rows}
    target = CarbonTarget.objects.filter(subaccount_id__in=ids).values_list("grams", flat=True).first()
    factors = {stream: found.get(stream, DEFAULT) for stream in STREAMS}
    return Settings(factors, plain(target) if target is not None else None)


def plain(value: Decimal) -> Decimal:
    """The number without the zeros at its end: 0.17, 20, never 2E+1."""
    return Decimal(f"{value.normalize():f}")


def written(value: Decimal | None) -> str:
    """The number as a form shows it; empty for none."""
    return "" if value is None else f"{value:f}"


def typed(values: Mapping[str, str]) -> Settings:
    """From the fields of a form: ``marketing``, ``marketing_source`` … and ``target``. Raises WrongFactor."""
    factors = {each: Factor(grams(values.get(each, ""), each), _source(values, each)) for each in STREAMS}
    wanted = values.get("target", "").strip()
    return Settings(factors, grams(wanted, "target") if wanted else None)


def grams(text: str, place: str) -> Decimal:
    """A number of grams as somebody types it, 0.17 or 0,17. Raises WrongFactor."""
    try:
        value = Decimal(text.strip().replace(",", "."))
        fits = value.is_finite() and 0 <= value <= MOST
    except DecimalException:
        fits = False
    if not fits:
        raise WrongFactor(place, f"{_shown(text)} is not a number of grams from 0 to {MOST}. Try 0.17.")
    if place == "target" and not value:
        raise WrongFactor(place, "A target of 0 grams cannot be kept. Leave it empty for none.")
    if value != round(value, PLACES):
        raise WrongFactor(place, f"{_shown(text)} has more than {PLACES} decimals. Round it.")
    return plain(value + 0)  # of a zero below zero a plain one


def _shown(text: str) -> str:
    text = text.strip()
    return f'"{text[:30]}{"…" if len(text) > 30 else ""}"' if text else "An empty field"


def _source(values: Mapping[str, str], stream: str) -> str:
    text = " ".join(values.get(f"{stream}_source", "").replace("\0", "").split())
    if not text:
        raise WrongFactor(f"{stream}_source", "Say where the factor comes from: it is named beside every figure.")
    if len(text) > LONGEST_SOURCE:
        raise WrongFactor(f"{stream}_source", f"The source has {len(text)} characters; it may have {LONGEST_SOURCE}.")
    return text


def keep(account: int, wanted: Settings) -> None:
    """Make these the settings of all sub-accounts of the account. The next publication takes them along.

    Raises WrongFactor where there is no sub-account that they could be of.
    """
    ids = list(SubAccount.objects.filter(account_id=account).order_by("id").values_list("pk", flat=True))
    if not ids:
        raise WrongFactor("", "There is no sub-account yet. Bring in the first data, then come back.")
    with batch(note="carbon factors"):
        Account.objects.select_for_update().get(pk=account)  # one at a time: of two who save the later one stands
        for subaccount in ids:
            _write(subaccount, wanted)


def _write(subaccount: int, wanted: Settings) -> None:
    for stream, factor in wanted.factors.items():
        CarbonFactor.objects.update_or_create(
            subaccount_id=subaccount, stream=stream, defaults={"grams": factor.grams, "source": factor.source}
        )
    if wanted.target is None:
        CarbonTarget.objects.filter(subaccount_id=subaccount).delete()
    else:
        CarbonTarget.objects.update_or_create(subaccount_id=subaccount, defaults={"grams": wanted.target})


@transaction.atomic
def join(subaccount: SubAccount) -> None:
    """A new sub-account counts as the others of its account do."""
    others = SubAccount.objects.filter(account_id=subaccount.account_id).exclude(pk=subaccount.pk)
    ids = list(others.values_list("pk", flat=True))
    if CarbonFactor.objects.filter(subaccount_id__in=ids).exists():
        with batch(note="carbon factors of a new sub-account"):
            _write(subaccount.pk, settings_of(ids))
