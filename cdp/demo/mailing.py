"""What is sent from: templates by language, automations with their steps, and the calendar of campaigns. PURE."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cdp.demo.clock import DAY, HOUR, to_date, utc
from cdp.demo.company import SENDERS, SHOPS, TROUBLED_IP
from cdp.demo.frame import Part, rows
from cdp.demo.incident import CAMPAIGN, SENDINGS, SHOP, Incident
from cdp.demo.outcomes import Appeal
from cdp.demo.world import World

LANGUAGES = (("fr",), ("es", "pt"), ("de",))  # of each shop
# Transactional templates: name, then the subject in each language.
TEMPLATES = {
    "Order confirmed": {
        "fr": "Merci pour votre commande", "es": "Gracias por tu pedido",
        "pt": "Obrigado pela sua encomenda", "de": "Danke für Ihre Bestellung",
    },
    "Order shipped": {
        "fr": "Votre commande est en route", "es": "Tu pedido está en camino",
        "pt": "A sua encomenda está a caminho", "de": "Ihre Bestellung ist unterwegs",
    },
    "Password reset": {
        "fr": "Réinitialiser votre mot de passe", "es": "Restablece tu contraseña",
        "pt": "Redefinir a palavra-passe", "de": "Passwort zurücksetzen",
    },
    "Refund issued": {
        "fr": "Votre remboursement", "es": "Tu reembolso", "pt": "O seu reembolso", "de": "Ihre Erstattung",
    },
}  # fmt: skip

PARCEL = "Parcel out for delivery"  # the one template of SMS
# Of each template its tag, and how many days before the history it was made.
ABOUT = {
    "Order confirmed": ("order", 60), "Order shipped": ("order", 45), "Password reset": ("account", 400),
    "Refund issued": ("refund", 20), PARCEL: ("order", 5),
}  # fmt: skip


@dataclass(frozen=True)
class Scenario:
    """An automation: its steps are (kind, name, days after entering); ``appeal`` is of its messages."""

    name: str
    steps: tuple[tuple[str, str, float], ...]
    appeal: Appeal


SCENARIOS = (
    Scenario(
        "Welcome series",
        (("send", "Welcome to Maison Alba", 0.01), ("wait", "3 days", 0.01), ("send", "How we weave", 3.0),
         ("exit", "End", 3.1)),
        Appeal(read=1.9, click=0.19, unsubscribe=0.008),
    ),
    Scenario(
        "Abandoned cart",
        (("wait", "2 hours", 0.0), ("send", "You left something behind", 0.09), ("condition", "Has ordered?", 1.5),
         ("send", "Still thinking about it?", 2.0), ("exit", "End", 2.1)),
        Appeal(read=1.7, click=0.24, unsubscribe=0.004),
    ),
    Scenario(
        "Win-back, 12 months",
        (("send", "We kept your place", 0.1), ("wait", "7 days", 0.1), ("send", "15 % to come home", 7.0),
         ("exit", "End", 7.1)),
        Appeal(read=0.6, click=0.08, unsubscribe=0.018, complaint=2.0),
    ),
)  # fmt: skip
WELCOME, CART, WIN_BACK = range(3)


@dataclass(frozen=True)
class Campaign:
    """One planned sending. ``weight`` is its part of the month's mail; ``ip`` overrides the shop's routes."""

    id: int
    shop: int
    channel: str
    name: str
    subject: str
    type: str
    language: str
    tag: str
    at: int
    weight: float
    appeal: Appeal = field(default_factory=Appeal)
    ip: int | None = None
    dormant: bool = False


# Name, tag, weight, how it is taken. Weekly ones carry the number of their week.
NEWSLETTER = ("Weekly edit {week}", "The edit of the week", "newsletter", 1.6, Appeal())
OTHERS = (
    ("New in: {topic}", "Just arrived", "launch", 0.9, Appeal(1.15, 0.13, 0.005)),
    ("Members' sale, {topic}", "−20 % for you", "promotion", 1.1, Appeal(0.95, 0.15, 0.008, 1.3)),
    ("Guide: {topic}", "How to choose", "guide", 0.7, Appeal(1.05, 0.07, 0.004, 0.8)),
    ("Last days, {topic}", "Ends on Sunday", "promotion", 0.8, Appeal(0.85, 0.12, 0.010, 1.5)),
)
TOPICS = ("linen", "tableware", "throws", "the bath", "lighting", "candles")


def make_campaigns(world: World, incident: Incident) -> list[Campaign]:
    """E-mail campaigns of the history in the order of time: two or three a week and shop, fewer for a small demo."""
    rng, plan = world.plan.rng("campaigns"), world.plan
    chance = min(1.0, plan.events / 400_000)
    planned: list[dict[str, Any]] = []
    for monday in range(plan.first_day - (plan.first_day + 3) % 7, plan.end_day, 7):
        for shop in range(len(SHOPS)):
            for offset, spec in _week(rng, chance):
                day = monday + offset
                if plan.first_day <= day < plan.end_day:
                    planned.append(_planned(rng, shop, day, spec))
    planned += [_win_back(incident.start + after, number) for number, after in enumerate(SENDINGS, 1)]
    planned.sort(key=lambda each: each["at"])
    ids = world.keys.take("campaigns", len(planned))
    return [Campaign(id=int(id_), **each) for id_, each in zip(ids, planned, strict=True)]


def _week(rng: np.random.Generator, chance: float) -> list[tuple[int, tuple[str, str, str, float, Appeal]]]:
    """Days (Monday is 0) and kinds of one week's campaigns."""
    chosen = [(1, NEWSLETTER)] if rng.random() < max(chance, 0.3) else []
    if rng.random() < chance:
        chosen.append((3, OTHERS[rng.integers(0, 3)]))
    if rng.random() < 0.55 * chance:
        chosen.append((5, OTHERS[3]))
    return chosen


def _planned(
    rng: np.random.Generator, shop: int, day: int, spec: tuple[str, str, str, float, Appeal]
) -> dict[str, Any]:
    name, subject, tag, weight, appeal = spec
    week = to_date(day).isocalendar().week
    topic = TOPICS[rng.integers(0, len(TOPICS))]
    at = utc(np.array([day * DAY + int(rng.integers(8, 12)) * HOUR]))
    return {
        "shop": shop, "channel": "email", "name": f"{name.format(week=week, topic=topic)} {SHOPS[shop].prefix}",
        "subject": subject, "type": "regular", "language": LANGUAGES[shop][0], "tag": tag, "at": int(at[0]),
        "weight": weight * SHOPS[shop].share, "appeal": appeal,
    }  # fmt: skip


def _win_back(day: int, number: int) -> dict[str, Any]:
    name = CAMPAIGN if number == 1 else f"{CAMPAIGN} (reminder {number - 1})"
    return {
        "shop": SHOP, "channel": "email", "name": name, "subject": "It has been a while", "type": "regular",
        "language": "fr", "tag": "win-back", "at": day * DAY + 8 * HOUR, "weight": 1.2, "ip": TROUBLED_IP,
        "dormant": True, "appeal": Appeal(0.35, 0.05, 0.03, 4.0),
    }  # fmt: skip


def make_sms_campaigns(world: World) -> list[Campaign]:
    """One SMS campaign a month and shop, two before Christmas."""
    plan, planned = world.plan, []
    for start, first in zip(plan.month_starts, plan.months, strict=False):
        for shop, each in enumerate(SHOPS):
            for day in (12, 24) if first.month == 11 else (9,):
                if start + day < plan.end_day:
                    at = int(utc(np.array([(start + day) * DAY + 17 * HOUR]))[0])
                    planned.append(
                        (shop, at, f"SMS {'Black Friday' if day == 24 else 'offer'} {first:%b %Y} {each.prefix}")
                    )
    ids = world.keys.take("campaigns", len(planned))
    return [
        Campaign(int(id_), shop, "sms", name, "", "sms", LANGUAGES[shop][0], "offer", at, SHOPS[shop].share)
        for id_, (shop, at, name) in zip(ids, planned, strict=True)
    ]


def campaign_rows(world: World, campaigns: list[Campaign]) -> Part:
    """Rows of campaigns; one counts its events for 30 days."""
    subaccount, source = world.owners.of("messages", np.array([each.shop for each in campaigns]))
    return rows("campaigns", [
        {
            "id": each.id, "subaccount_id": owner, "source_id": origin, "external_id": f"C-{each.id:06d}",
            "channel": each.channel, "type": each.type, "name": each.name, "subject": each.subject or None,
            "sender": SENDERS[each.shop] if each.channel == "email" else "ALBA", "language": each.language,
            "tag": each.tag, "status": "sent", "started_at": each.at, "ended_at": each.at + 30 * DAY,
        }
        for each, owner, origin in zip(campaigns, subaccount.tolist(), source.tolist(), strict=True)
    ])  # fmt: skip
