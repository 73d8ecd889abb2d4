"""Templates, automations and their steps in each shop, and the ids by which messages name them. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cdp.demo.clock import DAY, Ints
from cdp.demo.company import COUNTRIES, SHOPS
from cdp.demo.frame import Part
from cdp.demo.ledger import Ledger
from cdp.demo.mailing import ABOUT, LANGUAGES, PARCEL, SCENARIOS, TEMPLATES
from cdp.demo.world import World


@dataclass(frozen=True)
class Running:
    """A scenario in one shop; ``steps`` and ``templates`` hold an id for each step (0: it sends nothing)."""

    automation: int
    steps: list[int]
    templates: list[int]


@dataclass(frozen=True)
class Library:
    """``templates[name]`` is a table shop × country of ids; ``scenarios[shop]`` goes by position in SCENARIOS."""

    templates: dict[str, Ints]
    scenarios: list[list[Running]]
    parts: list[Part]


def make_library(world: World) -> Library:
    """Everything messages are sent from, with its rows."""
    ledger, made_at = Ledger(world), (world.plan.first_day - 60) * DAY
    templates = {name: _translations(ledger, name, world.plan.first_day) for name in (*TEMPLATES, PARCEL)}
    scenarios = [
        [_scenario(ledger, shop, position, made_at) for position in range(len(SCENARIOS))] for shop in range(len(SHOPS))
    ]
    return Library(templates, scenarios, ledger.parts())


def _template(
    ledger: Ledger, shop: int, language: str, made_at: int, channel: str = "email", **columns: str | None
) -> int:
    columns["name"] = f"{columns['name']} {language.upper()}"
    common = {"channel": channel, "language": language, "created_at": made_at}
    return ledger.add("templates", "messages", shop, "T-", **common, **columns)


def _translations(ledger: Ledger, name: str, first_day: int) -> Ints:
    """One template a language; the answer is a table shop × country (0 where a shop does not sell)."""
    table = np.zeros((len(SHOPS), len(COUNTRIES)), dtype=np.int64)
    (tag, days), subjects = ABOUT[name], TEMPLATES.get(name, {})
    about: dict[str, Any] = {"name": name, "tag": tag, "channel": "email" if subjects else "sms"}
    for shop, each in enumerate(SHOPS):
        made = {
            language: _template(
                ledger, shop, language, (first_day - days) * DAY, subject=subjects.get(language), **about
            )
            for language in LANGUAGES[shop]
        }
        for country, _ in each.countries:
            table[shop, COUNTRIES.index(country)] = made[each.language(country)]
    return table


def _scenario(ledger: Ledger, shop: int, position: int, made_at: int) -> Running:
    scenario, language = SCENARIOS[position], LANGUAGES[shop][0]
    automation = ledger.add(
        "automations", "messages", shop, "S-", name=scenario.name, status="active", created_at=made_at
    )
    running = Running(automation, [], [])
    for number, (kind, name, _) in enumerate(scenario.steps, 1):
        tag = scenario.name
        sends = kind == "send"
        template = _template(ledger, shop, language, made_at, name=name, subject=name, tag=tag) if sends else 0
        columns = {"automation_id": automation, "position": number, "name": name, "kind": kind}
        step = ledger.add("automation_steps", "messages", shop, "A-", **columns, template_id=template or None)
        running.steps.append(step)
        running.templates.append(template)
    return running
