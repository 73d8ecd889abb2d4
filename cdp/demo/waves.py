"""Messages on their way out and what happens to them, as compact arrays until a slice is full. PURE."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from cdp.demo.clock import Ints
from cdp.demo.company import CURRENCY, DOMAINS, IPS, SENDERS, SERVICE_SENDER
from cdp.demo.frame import Part, nulled, numbered, part, words
from cdp.demo.world import World

CHANNELS = ("email", "sms")
EMAIL, SMS = 0, 1
STREAMS = ("marketing", "transactional", "automation")
MARKETING, TRANSACTIONAL, AUTOMATION = 0, 1, 2
KINDS = (
    "sent", "delivered", "deferred", "soft_bounce", "hard_bounce", "blocked", "open", "click", "unsubscribe",
    "complaint", "reply",
)  # fmt: skip
KIND = {name: position for position, name in enumerate(KINDS)}
MACHINES = ("proxy", "bot")
PROXY, BOT, PERSON = 0, 1, -1
URLS = tuple(
    f"https://maison-alba.example/{path}"
    for path in ("new", "bed-linen", "tableware", "bath", "throws", "lighting", "sale", "journal", "account", "track")
)
REASONS = (
    "452 4.2.2 mailbox full", "451 4.3.0 temporary failure", "550 5.1.1 user unknown", "550 5.2.1 mailbox disabled",
    "554 5.7.1 blocked: poor reputation of the sending address", "421 4.7.0 try again later",
    "number not in service", "phone switched off",
)  # fmt: skip
NONE = -1
SENDER_WORDS = (*SENDERS, SERVICE_SENDER, "ALBA")
SERVICE, SMS_SENDER = len(SENDERS), len(SENDERS) + 1


def spread(value: Ints | int, size: int) -> Ints:
    """An array as it is; one number as an array of that size."""
    return value if isinstance(value, np.ndarray) else np.full(size, value, dtype=np.int64)


@dataclass(frozen=True)
class Wave:
    """Messages of one channel; each field is an array, or one number for all. Ids are 0 where there is none."""

    who: Ints
    at: Ints
    number: Ints  # of the message
    shop: Ints | int
    channel: int
    stream: int
    sender: Ints | int
    ip: Ints | int = NONE
    campaign: int = 0
    template: Ints | int = 0
    automation: int = 0
    step: int = 0

    def __len__(self) -> int:
        return len(self.who)


@dataclass(frozen=True)
class Happenings:
    """What came of a wave, one entry an event: the message's position in the wave, the kind and the instant."""

    message: Ints
    kind: Ints
    at: Ints
    machine: Ints
    url: Ints
    reason: Ints
    cost: Ints  # millionths; -1: none

    @classmethod
    def of(
        cls, kind: str, message: Ints, at: Ints, *, machine: int = PERSON, url: Ints | int = NONE,
        reason: Ints | int = NONE, cost: Ints | int = NONE,
    ) -> Happenings:  # fmt: skip
        """Events of one kind."""
        size = len(message)
        details = (spread(value, size) for value in (machine, url, reason, cost))
        return cls(message, np.full(size, KIND[kind]), at, *details)

    @classmethod
    def together(cls, several: list[Happenings]) -> Happenings:
        """All of them."""
        return cls(*(np.concatenate([getattr(each, field.name) for each in several]) for field in fields(cls)))

    def before(self, instant: int) -> Happenings:
        """Only those that have happened by then."""
        keep = self.at < instant
        return Happenings(*(getattr(self, field.name)[keep] for field in fields(self)))


FROM_WAVE = ("who", "number", "shop", "stream", "channel", "sender", "ip", "campaign", "template", "automation", "step")
FROM_EVENT = ("kind", "at", "machine", "url", "reason", "cost")


class EventBuffer:
    """Collects events until they make a slice."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._held: list[dict[str, Ints]] = []
        self.emitted = 0

    def __len__(self) -> int:
        return sum(len(each["at"]) for each in self._held)

    def add(self, wave: Wave, happenings: Happenings) -> None:
        """Keep the events that lie inside the history."""
        seen = happenings.before(self._world.end)
        held = {name: getattr(seen, name) for name in FROM_EVENT}
        for name in FROM_WAVE:
            value = getattr(wave, name)
            held[name] = value[seen.message] if isinstance(value, np.ndarray) else np.full(len(seen.at), value)
        self.emitted += len(seen.at)
        self._held.append(held)

    def take(self) -> Part:
        """The collected events as rows, in the order of time; the buffer is empty after."""
        columns = {name: np.concatenate([each[name] for each in self._held]) for name in (*FROM_WAVE, *FROM_EVENT)}
        self._held.clear()
        order = np.argsort(columns["at"], kind="stable")
        return event_rows(self._world, {name: values[order] for name, values in columns.items()})


def event_rows(world: World, of: dict[str, Ints]) -> Part:
    """Rows of message events."""
    size = len(of["at"])
    ids = world.keys.take("message_events", size)
    subaccount, source = world.owners.of("messages", of["shop"])
    domain = np.where(of["channel"] == EMAIL, world.people.domain[of["who"]], NONE)
    return part(
        "message_events",
        size,
        id=ids,
        subaccount_id=subaccount,
        source_id=source,
        external_id=numbered("e", ids),
        channel=words(CHANNELS, of["channel"]),
        stream=words(STREAMS, of["stream"]),
        kind=words(KINDS, of["kind"]),
        occurred_at=of["at"],
        contact_id=world.people.ids(of["who"], of["at"]),
        campaign_id=nulled(of["campaign"], of["campaign"] == 0),
        template_id=nulled(of["template"], of["template"] == 0),
        automation_id=nulled(of["automation"], of["automation"] == 0),
        step_id=nulled(of["step"], of["step"] == 0),
        message_id=numbered("m", of["number"]),
        mailbox_domain=words([each.name for each in DOMAINS], domain),
        sender=words(SENDER_WORDS, of["sender"]),
        sending_ip=words([each.address for each in IPS], of["ip"]),
        ip_pool=words([each.pool for each in IPS], of["ip"]),
        machine=words(MACHINES, of["machine"]),
        url=words(URLS, of["url"]),
        reason=words(REASONS, of["reason"]),
        cost=nulled(of["cost"], of["cost"] < 0, "money"),
        currency=CURRENCY,
    )
