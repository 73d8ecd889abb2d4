"""Contacts as rows, with what identifies them and what they agreed to, one slice of people at once. PURE.

Addresses end in ``.example``, so that nothing sent by mistake can reach anybody. Attributes are the company's own:
loyalty tier (text), household size (number), newsletter topic (text).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cdp.demo.clock import DAY, Ints, draw
from cdp.demo.company import COUNTRIES, DOMAINS, SHOPS
from cdp.demo.frame import Part, nulled, numbered, part, words
from cdp.demo.names import CITIES, FAMILIES, FIRST_CHANNELS, MEN, TIERS, TOPICS, WOMEN
from cdp.demo.people import NEVER, Bools
from cdp.demo.world import World

ATTRIBUTES = {"loyalty_tier": "text", "household_size": "number", "newsletter_topic": "text"}
GENDERS = ("f", "m", "other")
GENDER_WEIGHTS = np.array([0.66, 0.27, 0.015, 0.055])  # the last: not told
LANGUAGES = {"FR": "fr", "ES": "es", "PT": "pt", "DE": "de"}
CALLING_CODES = {"FR": "+336", "ES": "+346", "PT": "+3519", "DE": "+4915"}
TIER_LADDER = np.array([0.35, 1.4, 4.0])  # loyalty at which the next tier begins


@dataclass(frozen=True)
class Slice:
    """Some of the people, and the columns that several tables need."""

    who: Ints
    subaccount: Ints
    shop_source: Ints
    message_source: Ints
    email: pa.Array
    phone: pa.Array
    has_phone: Bools


def contact_parts(world: World, start: int, end: int) -> list[Part]:
    """Rows about the people at positions [start, end)."""
    rng, people = world.plan.rng("contacts", start), world.people
    who = np.arange(start, end)
    country, gender = people.country[who], draw(rng, GENDER_WEIGHTS, len(who))
    subaccount, shop_source = world.owners.of("shop", people.shop[who])
    first_name, last_name = _names(rng, country, gender)
    email, phone = _email(world, who, first_name, last_name), _phones(country, who)
    some = Slice(
        who, subaccount, shop_source, world.owners.of("messages", people.shop[who])[1], email,
        pc.if_else(pa.array(people.phone[who]), phone, None), people.phone[who],
    )  # fmt: skip
    city, region, postal_code = _places(rng, country)
    contacts = part(
        "contacts",
        len(who),
        id=people.first + who,
        subaccount_id=subaccount,
        external_id=numbered("shop-", who + 1),
        email=email,
        phone=some.phone,
        first_name=first_name,
        last_name=last_name,
        gender=words(GENDERS, np.where(gender == 3, -1, gender)),
        birth_date=_birthdays(world, rng, len(who)),
        language=words([LANGUAGES[code] for code in COUNTRIES], country),
        country=words(COUNTRIES, country),
        region=region,
        city=city,
        postal_code=postal_code,
        channel=words([name for name, _ in FIRST_CHANNELS], _first_channel(rng, len(who))),
        email_consent=people.mail_consent[who] & (people.mail_stop[who] == NEVER),
        sms_consent=people.sms_consent[who] & (people.sms_stop[who] == NEVER),
        created_at=people.created[who],
        updated_at=np.minimum(people.created[who] + rng.integers(0, 200, len(who)) * DAY, world.end - DAY),
        attributes=_attributes(world, rng, who),
    )
    return [contacts, _identities(world, some), _consents(world, some), *_merges(world, some)]


def _vocabulary(table: dict[str, str]) -> tuple[list[str], Ints, Ints]:
    """All words of a table by country, where each country's begin, and how many it has."""
    lists = [table[code].split() for code in COUNTRIES]
    counts = np.array([len(each) for each in lists])
    return [word for each in lists for word in each], np.cumsum(counts) - counts, counts


def _names(rng: np.random.Generator, country: Ints, gender: Ints) -> tuple[pa.Array, pa.Array]:
    women, women_from, women_count = _vocabulary(WOMEN)
    men, men_from, men_count = _vocabulary(MEN)
    families, families_from, families_count = _vocabulary(FAMILIES)
    roll = rng.integers(0, 1 << 30, len(country))
    woman = women_from[country] + roll % women_count[country]
    man = len(women) + men_from[country] + roll % men_count[country]
    family = families_from[country] + (roll >> 8) % families_count[country]
    return words(women + men, np.where(gender == 1, man, woman)), words(families, family)


def _email(world: World, who: Ints, first_name: pa.Array, last_name: pa.Array) -> pa.Array:
    names = pc.binary_join_element_wise(first_name.dictionary_decode(), last_name.dictionary_decode(), ".")
    plain = pc.utf8_lower(pc.utf8_replace_slice(names, 0, 0, ""))
    ascii_only = pc.replace_substring_regex(pc.utf8_normalize(plain, "NFD"), r"[^a-z.]", "")
    houses = [each.name.removesuffix(".example") for each in DOMAINS]
    host = words(
        [f"@{name.replace('.', '-')}.example" for name in houses], world.people.domain[who]
    ).dictionary_decode()
    return pc.binary_join_element_wise(ascii_only, pc.cast(pa.array(who), pa.string()), host, "")


def _phones(country: Ints, who: Ints) -> pa.Array:
    code = words([CALLING_CODES[each] for each in COUNTRIES], country).dictionary_decode()
    # A German mobile number has a digit more than the others.
    lead = words(["", "", "", "1"], country).dictionary_decode()
    digits = pc.utf8_lpad(pc.cast(pa.array((who * 7_919 + 1_234_567) % 100_000_000), pa.string()), 8, padding="0")
    return pc.binary_join_element_wise(code, lead, digits, "")


def _places(rng: np.random.Generator, country: Ints) -> tuple[pa.Array, pa.Array, pa.Array]:
    places = [place for code in COUNTRIES for place in CITIES[code]]
    chosen, first = np.zeros(len(country), dtype=np.int64), 0
    for position, code in enumerate(COUNTRIES):
        mine = np.flatnonzero(country == position)
        chosen[mine] = first + draw(rng, np.array([place[3] for place in CITIES[code]], dtype=float), len(mine))
        first += len(CITIES[code])
    prefixes = words([place[2] for place in places], chosen).dictionary_decode()
    digits = pc.utf8_lpad(pc.cast(pa.array(rng.integers(0, 100, len(country))), pa.string()), 2, padding="0")
    return (
        words([place[0] for place in places], chosen),
        words([place[1] for place in places], chosen),
        pc.binary_join_element_wise(prefixes, digits, ""),
    )


def _birthdays(world: World, rng: np.random.Generator, size: int) -> pa.Array:
    """Ages around 43, 18 to 90; a quarter is not known."""
    age = np.clip(rng.normal(43, 13, size), 18, 90)
    return nulled((world.plan.end_day - age * 365.25).astype(np.int64), rng.random(size) < 0.24, "date")


def _first_channel(rng: np.random.Generator, size: int) -> Ints:
    return draw(rng, np.array([weight for _, weight in FIRST_CHANNELS], dtype=float), size)


def _attributes(world: World, rng: np.random.Generator, who: Ints) -> pa.Array:
    tier = np.searchsorted(TIER_LADDER, world.people.loyalty[who])
    household = 1 + draw(rng, np.array([0.28, 0.36, 0.16, 0.14, 0.06]), len(who))
    topic = draw(rng, np.array([0.34, 0.27, 0.13, 0.18, 0.08]), len(who))
    every = [
        f'{{"loyalty_tier": "{a}", "household_size": {b}, "newsletter_topic": "{c}"}}'
        for a in TIERS for b in range(1, 6) for c in TOPICS
    ]  # fmt: skip
    return words(every, (tier * 5 + household - 1) * len(TOPICS) + topic)


def _identities(world: World, some: Slice) -> Part:
    """An e-mail address and a shop id each, a phone where there is one."""
    texts = np.flatnonzero(some.has_phone)
    size = len(some.who)
    pick = np.concatenate([np.arange(size), np.arange(size), texts])
    kind = np.concatenate([np.zeros(size), np.ones(size), np.full(len(texts), 2)]).astype(np.int64)
    shop_ids = numbered("shop-", some.who + 1)
    names = [f"{each.prefix.lower()}-shop" for each in SHOPS]
    return part(
        "identities",
        len(pick),
        id=world.keys.take("identities", len(pick)),
        subaccount_id=some.subaccount[pick],
        kind=words(["EMAIL", "SOURCE", "PHONE"], kind),
        namespace=words([*names, ""], np.where(kind == 1, world.people.shop[some.who[pick]], len(names))),
        value=pa.chunked_array([some.email, shop_ids, some.phone.take(pa.array(texts))]),
        contact_id=world.people.first + some.who[pick],
        source_id=some.shop_source[pick],
        evidence='{"connector": "shopify"}',
        first_seen_at=world.people.created[some.who[pick]],
    )


def _consents(world: World, some: Slice) -> Part:
    """What was granted at first, and what was withdrawn since."""
    people, who = world.people, some.who
    mail, text = np.flatnonzero(people.mail_consent[who]), np.flatnonzero(people.sms_consent[who])
    no_mail, no_text = mail[people.mail_stop[who[mail]] < NEVER], text[people.sms_stop[who[text]] < NEVER]
    pick = np.concatenate([mail, text, no_mail, no_text])
    granted = np.arange(len(pick)) < len(mail) + len(text)
    channel = np.repeat([0, 1, 0, 1], [len(mail), len(text), len(no_mail), len(no_text)])
    stops = np.concatenate([people.mail_stop[who[no_mail]], people.sms_stop[who[no_text]]])
    return part(
        "consents",
        len(pick),
        id=world.keys.take("consents", len(pick)),
        subaccount_id=some.subaccount[pick],
        contact_id=people.first + who[pick],
        channel=words(["email", "sms"], channel),
        granted=granted,
        changed_at=np.concatenate([people.created[who[mail]], people.created[who[text]], stops]),
        source_id=some.message_source[pick],
    )


def _merges(world: World, some: Slice) -> list[Part]:
    """People who were two records once; their early events keep the old id."""
    people = world.people
    twice = np.flatnonzero(people.aliases[some.who] >= 0)
    if not len(twice):
        return []
    return [
        part(
            "contact_merge",
            len(twice),
            id=world.keys.take("contact_merge", len(twice)),
            subaccount_id=some.subaccount[twice],
            old_id=people.first_alias + people.aliases[some.who[twice]],
            current_id=people.first + some.who[twice],
        )
    ]
