"""The carbon factors of the demo, as published, and the target the company set itself. PURE."""

from __future__ import annotations

from typing import Any

from cdp.demo.frame import Part, rows
from cdp.demo.world import World

STREAMS = ("marketing", "automation", "transactional")
FACTOR, SOURCE = 170_000, "Sendinblue, 2022, audit by Aktio"  # millionths of a gram for one e-mail
TARGET = 280_000  # millionths of a gram for one contact in one month


def carbon_parts(world: World) -> list[Part]:
    """A factor for each stream of each shop, and a target."""
    factors: list[dict[str, Any]] = [
        {
            "id": world.keys.one("carbon_factors"),
            "subaccount_id": subaccount,
            "stream": stream,
            "grams": FACTOR,
            "source": SOURCE,
        }
        for subaccount in world.owners.subaccounts
        for stream in STREAMS
    ]
    targets: list[dict[str, Any]] = [
        {"id": world.keys.one("carbon_targets"), "subaccount_id": subaccount, "grams": TARGET}
        for subaccount in world.owners.subaccounts
    ]
    return [rows("carbon_factors", factors), rows("carbon_targets", targets)]
