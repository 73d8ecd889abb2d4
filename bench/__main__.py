"""``python -m bench [name …] [--events N] [--rounds N]``: JSON, and progress on stderr."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from bench import calculations, importing, mirroring
from bench.figures import machine
from bench.process import run
from bench.site import BASE, Site

NAMES = (
    "explore",
    "drawing",
    "dashboard",
    "files",
    "alerting",
    "backtesting",
    "ads_health",
    "calculations",
    "importing",
    "mirroring",
)


def main() -> None:
    """Run the named benchmark, or all of them one after the other."""
    options = _options()
    found: dict[str, Any] = {"machine": machine()}
    for name in options.names or NAMES:
        print(f"bench: {name} …", file=sys.stderr, flush=True)  # noqa: T201
        found[name] = _run(name, options)
    print(json.dumps(found, indent=2, ensure_ascii=False))  # noqa: T201


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(NAMES)}; all of them by default")
    parser.add_argument("--events", type=int, default=10_000_000, help="message events to explore (10,000,000)")
    parser.add_argument("--lines", type=int, default=1_000_000, help="order lines to import (1,000,000)")
    parser.add_argument("--mirror-events", type=int, default=1_000_000, help="events to mirror, and 4 × (1,000,000)")
    parser.add_argument("--rounds", type=int, default=20, help="runs of each question (20)")
    options = parser.parse_args()
    for name in options.names:
        if name not in NAMES:
            parser.error(f"there is no benchmark {name!r}; there are {', '.join(NAMES)}")
    return options


def _run(name: str, options: argparse.Namespace) -> dict[str, Any]:
    if name in {"explore", "drawing", "dashboard", "files", "alerting", "backtesting", "ads_health"}:
        return _inside(name, options.events, options.rounds)
    if name == "calculations":
        return calculations.bench(min(options.rounds, 5))
    if name == "importing":
        return importing.bench(options.lines)
    return mirroring.bench(options.mirror_events)


def _inside(name: str, events: int, rounds: int) -> dict[str, Any]:
    """Measures taken inside a site of so many events; it is seeded when it is new and kept for the next run."""
    site = Site.named(f"explore-{events}")
    seeded = site.seed(events)
    site.manage("mirror")
    try:
        finished = run([sys.executable, "-m", "bench.worker", name, str(rounds)], site.environment, show=True)
    finally:
        site.stop()
    return {
        "events": events,
        "set_up_seconds": round(seeded.seconds, 1),
        "peak_mb": finished.peak_mb,
        **finished.json(),
    }


if __name__ == "__main__":
    sys.path.insert(0, str(BASE))
    main()
