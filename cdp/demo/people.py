"""The customers, as compact arrays: one entry a contact, in the order in which they came. PURE.

About 60 bytes a contact are held; names and addresses are written out later, slice by slice (``contacts.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cdp.demo.clock import DAY, Floats, Ints, draw, draw_days, moments
from cdp.demo.company import COUNTRIES, DOMAINS, SHOPS
from cdp.demo.plan import Plan

NEVER = np.iinfo(np.int64).max
LEGACY_SHARE = 0.2  # came before the history begins, mostly for the newsletter
LEGACY_MONTHS = 40
MERGED_SHARE = 0.006
Bools = NDArray[np.bool_]


@dataclass
class People:
    """Everyone the company knows. ``first`` is the id of the first contact; the others follow it.

    ``mail_stop`` and ``sms_stop`` hold the instant from which a person must not be written to (unsubscribed, bounced,
    complained); the mailing parts set them as they go, so they must run in the order of time.
    """

    first: int
    first_alias: int
    created: Ints
    shop: Ints
    country: Ints
    domain: Ints
    engagement: Floats  # chance that a delivered newsletter is read
    loyalty: Floats  # how often they come back, 1 on average
    proxy: Bools
    mail_consent: Bools
    phone: Bools
    sms_consent: Bools
    merged_at: Ints  # until then known under an id of their own, the alias
    aliases: Ints
    mail_stop: Ints = field(init=False)
    sms_stop: Ints = field(init=False)
    by_shop: list[Ints] = field(init=False)

    def __post_init__(self) -> None:
        self.mail_stop = np.full(len(self), NEVER)
        self.sms_stop = np.full(len(self), NEVER)
        self.by_shop = [np.flatnonzero(self.shop == shop) for shop in range(len(SHOPS))]

    def __len__(self) -> int:
        return len(self.created)

    def ids(self, who: Ints, when: Ints) -> Ints:
        """Contact ids as they were known at the time: before a merge some people had another one."""
        early = when < self.merged_at[who]
        return np.where(early & (self.aliases[who] >= 0), self.first_alias + self.aliases[who], self.first + who)

    def known(self, shop: int, instant: int) -> Ints:
        """Contacts of a shop created before an instant."""
        mine = self.by_shop[shop]
        return mine[: np.searchsorted(self.created[mine], instant)]

    def reachable(self, shop: int, instant: int) -> Ints:
        """Those of them who may get marketing e-mail."""
        who = self.known(shop, instant)
        return who[self.mail_consent[who] & (self.mail_stop[who] > instant)]

    def textable(self, shop: int, instant: int) -> Ints:
        """Those of them who may get marketing SMS."""
        who = self.known(shop, instant)
        return who[self.sms_consent[who] & (self.sms_stop[who] > instant)]


def make_people(plan: Plan, first: int, first_alias: int) -> People:
    """Draw everyone; only the ids depend on what is in the database."""
    rng, size = plan.rng("people"), plan.contacts
    created = np.sort(_created(plan, rng, size))
    shop = draw(rng, np.array([each.share for each in SHOPS]), size)
    country = _countries(rng, shop)
    domain = _domains(rng, country)
    phone = rng.random(size) < 0.44
    merged = rng.random(size) < MERGED_SHARE
    merged[:3] = True  # so that the smallest demo has some
    merged_at = created + rng.integers(20, 300, size) * DAY
    merged &= merged_at < plan.end_day * DAY
    return People(
        first=first,
        first_alias=first_alias,
        created=created,
        shop=shop,
        country=country,
        domain=domain,
        engagement=rng.beta(1.3, 3.0, size) * np.where(created < plan.first_day * DAY, 0.45, 1.0),
        loyalty=rng.gamma(0.3, 1 / 0.3, size),
        proxy=rng.random(size) < np.array([each.proxy for each in DOMAINS])[domain],
        mail_consent=rng.random(size) < 0.83,
        phone=phone,
        sms_consent=phone & (rng.random(size) < 0.55),
        merged_at=merged_at,
        aliases=np.where(merged, np.cumsum(merged) - 1, -1),
    )


def _created(plan: Plan, rng: np.random.Generator, size: int) -> Ints:
    legacy = round(size * LEGACY_SHARE)
    before = plan.first_day - 1 - rng.integers(0, LEGACY_MONTHS * 30, legacy)
    since = draw_days(rng, plan.first_day, plan.end_day, size - legacy)
    return moments(rng, np.concatenate([before, since]))


def _countries(rng: np.random.Generator, shop: Ints) -> Ints:
    country = np.zeros(len(shop), dtype=np.int64)
    for position, each in enumerate(SHOPS):
        mine = np.flatnonzero(shop == position)
        codes = np.array([COUNTRIES.index(name) for name, _ in each.countries])
        country[mine] = codes[draw(rng, np.array([share for _, share in each.countries]), len(mine))]
    return country


def _domains(rng: np.random.Generator, country: Ints) -> Ints:
    domain = np.zeros(len(country), dtype=np.int64)
    for position in range(len(COUNTRIES)):
        mine = np.flatnonzero(country == position)
        domain[mine] = draw(rng, np.array([each.shares[position] for each in DOMAINS]), len(mine))
    return domain
