"""The part of a benchmark that runs inside an installation; started by ``bench`` with the site's environment."""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    """``python -m bench.worker NAME ROUNDS``: its measures as JSON on the last line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config import embedded

    embedded.start_missing()
    import django

    django.setup()
    from bench import alerting, backtesting, dashboard, drawing, explore, files, judging

    name, rounds = sys.argv[1:]
    measure = {
        "explore": explore.measure, "drawing": drawing.measure, "dashboard": dashboard.measure, "files": files.measure,
        "alerting": alerting.measure, "backtesting": backtesting.measure, "ads_health": judging.measure,
    }[name]  # fmt: skip
    print(json.dumps(measure(int(rounds))))  # noqa: T201


if __name__ == "__main__":
    main()
