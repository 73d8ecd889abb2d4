"""How fast committed rows reach the lake, and whether memory stays flat: the ``mirror`` command at two sizes.

Beside each run stands what one process of PostgreSQL needs to send the message events nowhere, taken before and after
it: on a machine whose speed comes and goes, the ratio of the two says more than either.
"""

from __future__ import annotations

from typing import Any

from bench.site import Site

TARGET_ROWS, TARGET_MB = 500_000, 500
ALONE = """
import json, time
from django.db import connection
with connection.cursor() as cursor:
    began = time.perf_counter()
    cursor.execute("COPY cdp_message_event TO '/dev/null' (FORMAT binary)")
    print(json.dumps({"rows_per_second": round(cursor.rowcount / (time.perf_counter() - began))}))
"""


def bench(events: int) -> dict[str, Any]:
    """A first publication of ``events`` and of four times as many, then a rebuild."""
    sizes = {f"{size:,} events": _publish(size) for size in (events, events * 4)}
    small, large = sizes.values()
    return {
        "target": f">= {TARGET_ROWS:,} rows a second, <= {TARGET_MB} MB whatever the size",
        "sizes": sizes,
        "memory_growth": round(large["publish"]["peak_mb"] / max(1, small["publish"]["peak_mb"]), 2),
        "missed": [name for name, each in sizes.items() if each["publish"]["rows_per_second"] < TARGET_ROWS],
    }


def _publish(events: int) -> dict[str, Any]:
    site = Site.named(f"mirror-{events}")
    site.remove()
    try:
        seeded = site.seed(events)
        publish, rebuild = _beside_the_server(site), _beside_the_server(site, "--rebuild")
    finally:
        site.remove()
    seeding = {"events_per_second": round(events / seeded.seconds), "peak_mb": seeded.peak_mb}
    return {"seed": seeding, "publish": publish, "rebuild": rebuild}


def _beside_the_server(site: Site, *words: str) -> dict[str, Any]:
    """``server_alone`` is in rows a second, ``ratio`` the mirror's own to it."""
    before, mirrored, after = _alone(site), _mirror(site, *words), _alone(site)
    alone = round((before + after) / 2)
    return {**mirrored, "server_alone": alone, "ratio": round(mirrored["rows_per_second"] / alone, 2)}


def _alone(site: Site) -> int:
    return int(site.manage("shell", "-c", ALONE).json()["rows_per_second"])


def _mirror(site: Site, *words: str) -> dict[str, Any]:
    """``seconds`` is the whole command, start-up included; the rate is that of ``engine_seconds``, the publishing."""
    finished = site.manage("mirror", *words)
    told = finished.json()
    return {
        "rows": told["rows"],
        "seconds": round(finished.seconds, 2),
        "engine_seconds": told["seconds"],
        "rows_per_second": round(told["rows"] / max(told["seconds"], 1e-9)),
        "peak_mb": finished.peak_mb,
    }
