"""How fast committed rows reach the lake, and whether memory stays flat: the ``mirror`` command at two sizes."""

from __future__ import annotations

from typing import Any

from bench.site import Site

TARGET_ROWS, TARGET_MB = 500_000, 500


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
        publish, rebuild = _mirror(site), _mirror(site, "--rebuild")
    finally:
        site.remove()
    seeding = {"events_per_second": round(events / seeded.seconds), "peak_mb": seeded.peak_mb}
    return {"seed": seeding, "publish": publish, "rebuild": rebuild}


def _mirror(site: Site, *words: str) -> dict[str, Any]:
    """``rows_per_second`` counts the whole command, start-up included, unlike ``engine_seconds``."""
    finished = site.manage("mirror", *words)
    told = finished.json()
    return {
        "rows": told["rows"],
        "seconds": round(finished.seconds, 2),
        "engine_seconds": told["seconds"],
        "rows_per_second": round(told["rows"] / max(told["seconds"], 1e-9)),
        "peak_mb": finished.peak_mb,
    }
