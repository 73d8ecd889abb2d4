"""What becomes of an e-mail: bounced, blocked or delivered; then read by a person, a proxy or a robot. PURE.

Each later thing follows an earlier one of the same message: no open without a delivery, no click by a person who
did not read, no unsubscription without a click or a read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cdp.demo.clock import DAY, HOUR, MINUTE, SECOND, Floats, Ints
from cdp.demo.company import DOMAINS
from cdp.demo.incident import BLOCKED, HARD, Incident
from cdp.demo.people import Bools
from cdp.demo.waves import AUTOMATION, BOT, MARKETING, PROXY, TRANSACTIONAL, URLS, Happenings, Wave, spread
from cdp.demo.world import World

HARD_RATES, SOFT_RATES, BLOCKED_RATES, COMPLAINT_RATES, BOT_RATES = (
    np.array([getattr(each, name) for each in DOMAINS]) for name in ("hard", "soft", "blocked", "complaint", "bot")
)
CARE = {MARKETING: 1.0, AUTOMATION: 0.75, TRANSACTIONAL: 0.4}  # how often it fails, against marketing
DEFERRED = 0.014
HIDDEN_BY_PROXY = 0.7  # of the reads of people behind a privacy proxy
REOPENED = 0.28
PROXY_LOADS = 0.93
USER_UNKNOWN, DISABLED, POOR_REPUTATION, LATER = 2, 3, 4, 5  # positions in REASONS


@dataclass(frozen=True)
class Appeal:
    """How people take a mailing: multiplies their readiness to read; shares of readers who click or leave."""

    read: float = 1.0
    click: float = 0.10
    unsubscribe: float = 0.006
    complaint: float = 1.0  # times the domain's rate


@dataclass(frozen=True)
class Fate:
    """Positions of the messages that went each way, and when those that arrived did."""

    delivered: Ints
    arrived: Ints
    refused: Ints  # hard bounces
    happenings: list[Happenings]


def deliver(world: World, rng: np.random.Generator, wave: Wave, appeal: Appeal, incident: Incident) -> Happenings:
    """Everything that happens to the wave; people who bounce or leave are noted as not to be written to again."""
    fate = _fate(world, rng, wave, incident)
    _never_again(world, wave, fate.refused, wave.at[fate.refused])
    return Happenings.together([*fate.happenings, *_reactions(world, rng, wave, fate, appeal)])


def _fate(world: World, rng: np.random.Generator, wave: Wave, incident: Incident) -> Fate:
    domain, draw = world.people.domain[wave.who], rng.random(len(wave))
    trouble = incident.severity(domain, spread(wave.ip, len(wave)), wave.at)
    care = CARE[wave.stream] * _progress(world, wave.at)
    hard = HARD_RATES[domain] * care + trouble * HARD
    blocked = hard + BLOCKED_RATES[domain] * care + trouble * BLOCKED
    soft = blocked + SOFT_RATES[domain] * care
    is_hard, is_blocked, is_soft = draw < hard, (draw >= hard) & (draw < blocked), (draw >= blocked) & (draw < soft)
    late = (draw >= soft) & (draw < soft + DEFERRED)
    refused, stopped, full = np.flatnonzero(is_hard), np.flatnonzero(is_blocked), np.flatnonzero(is_soft)
    delivered, deferred = np.flatnonzero(draw >= soft), np.flatnonzero(late)
    wait = np.where(late[delivered], rng.integers(4 * MINUTE, 2 * HOUR, len(delivered)), 0)
    arrived = wave.at[delivered] + rng.integers(SECOND, 20 * SECOND, len(delivered)) + wait
    unknown = np.where(rng.random(len(refused)) < 0.85, USER_UNKNOWN, DISABLED)
    return Fate(delivered, arrived, refused, [
        Happenings.of("sent", np.arange(len(wave)), wave.at),
        Happenings.of("delivered", delivered, arrived),
        Happenings.of("deferred", deferred, wave.at[deferred] + 2 * SECOND, reason=LATER),
        Happenings.of("hard_bounce", refused, _soon(rng, wave.at[refused], 5), reason=unknown),
        Happenings.of("blocked", stopped, _soon(rng, wave.at[stopped], 3), reason=POOR_REPUTATION),
        Happenings.of("soft_bounce", full, _soon(rng, wave.at[full], 3600), reason=rng.integers(0, 2, len(full))),
    ])  # fmt: skip


def _progress(world: World, at: Ints) -> Floats:
    """The team gets better at it: failures fall by a quarter over the history."""
    span = world.end - world.plan.first_day * DAY
    return np.asarray(1.15 - 0.28 * (at - world.plan.first_day * DAY) / span)


def _soon(rng: np.random.Generator, at: Ints, seconds: int) -> Ints:
    return np.asarray(at + rng.integers(SECOND // 2, seconds * SECOND, len(at)))


def _reactions(world: World, rng: np.random.Generator, wave: Wave, fate: Fate, appeal: Appeal) -> list[Happenings]:
    messages, arrived = fate.delivered, fate.arrived
    who = wave.who[messages]
    readiness = 1 - (1 - world.people.engagement[who]) ** appeal.read
    read = rng.random(len(messages)) < readiness
    proxied = world.people.proxy[who]
    read_at = arrived + (np.exp(rng.normal(9.1, 1.5, len(messages))) * SECOND).astype(np.int64)  # median 2.5 hours
    shown = np.flatnonzero(read & ~(proxied & (rng.random(len(messages)) < HIDDEN_BY_PROXY)))
    loaded = np.flatnonzero(proxied & (rng.random(len(messages)) < PROXY_LOADS))
    scanned = np.flatnonzero(rng.random(len(messages)) < BOT_RATES[world.people.domain[who]])
    clicked = np.flatnonzero(read & (rng.random(len(messages)) < appeal.click))
    again = shown[rng.random(len(shown)) < REOPENED]
    return [
        Happenings.of("open", messages[shown], read_at[shown]),
        Happenings.of("open", messages[again], read_at[again] + rng.integers(HOUR, 2 * DAY, len(again))),
        Happenings.of("open", messages[loaded], _soon(rng, arrived[loaded], 900), machine=PROXY),
        Happenings.of("open", messages[scanned], _soon(rng, arrived[scanned], 4), machine=BOT),
        Happenings.of("click", messages[scanned], arrived[scanned] + 5 * SECOND, machine=BOT, url=0),
        _clicks(rng, messages[clicked], read_at[clicked]),
        *_departures(world, rng, wave, appeal, Inbox(messages, arrived, read, read_at)),
    ]


def _clicks(rng: np.random.Generator, messages: Ints, read_at: Ints) -> Happenings:
    url = np.minimum(rng.geometric(0.3, len(messages)) - 1, len(URLS) - 1)
    return Happenings.of("click", messages, read_at + rng.integers(3 * SECOND, 150 * SECOND, len(messages)), url=url)


@dataclass(frozen=True)
class Inbox:
    """Delivered messages: their positions, when they arrived, which are read and when."""

    messages: Ints
    arrived: Ints
    read: Bools
    read_at: Ints


def _departures(world: World, rng: np.random.Generator, wave: Wave, appeal: Appeal, inbox: Inbox) -> list[Happenings]:
    """Those who unsubscribe or complain; transactional mail gives no occasion to."""
    if wave.stream == TRANSACTIONAL:
        return []
    domain, size = world.people.domain[wave.who[inbox.messages]], len(inbox.messages)
    left = np.flatnonzero(inbox.read & (rng.random(size) < appeal.unsubscribe))
    angry = np.flatnonzero(rng.random(size) < COMPLAINT_RATES[domain] * appeal.complaint)
    left_at = inbox.read_at[left] + rng.integers(20 * SECOND, 300 * SECOND, len(left))
    angry_at = inbox.arrived[angry] + rng.integers(MINUTE, 2 * DAY, len(angry))
    _never_again(world, wave, inbox.messages[left], left_at)
    _never_again(world, wave, inbox.messages[angry], angry_at)
    return [
        Happenings.of("unsubscribe", inbox.messages[left], left_at),
        Happenings.of("complaint", inbox.messages[angry], angry_at),
    ]


def _never_again(world: World, wave: Wave, messages: Ints, since: Ints) -> None:
    np.minimum.at(world.people.mail_stop, wave.who[messages], since)
