"""Replay a rule for ads over history from the command line: the same functions as on screen."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.access import NoAccess
from alerts.health.numbers import number
from alerts.health.simulated_json import simulated_json
from alerts.health.simulating import DAYS
from alerts.health.trying import trial_of, tried
from explores.asker import viewer_named
from explores.semantic.errors import SemanticError


class Command(BaseCommand):
    """``simulate_ads --rule evidence --days 60``."""

    help = "Say what a rule would have paused, what that would have saved, and which sales it would have cost."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The contract of the command."""
        parser.add_argument("--rule", default="evidence", help="evidence, or one of the ten")
        parser.add_argument("--preset", default="balanced", help="strict, balanced or lenient")
        parser.add_argument("--own", action="append", default=[], metavar="KEY=VALUE", help="a threshold of your own")
        parser.add_argument("--level", default="ad", help="campaign, ad_set or ad")
        parser.add_argument("--days", type=int, default=DAYS)
        parser.add_argument("--now", metavar="ISO", help="the moment it is tried at")
        parser.add_argument("--as", metavar="USER", dest="user", help="see as this person (e-mail)")
        parser.add_argument("--account", metavar="NAME", help="which account, where there are several")

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay, and print one JSON object; what is wrong is said in one line, with exit status 1."""
        try:
            trial = trial_of(
                options["rule"], options["preset"], _own(options["own"]), options["level"], options["days"]
            )
            now = datetime.fromisoformat(options["now"]) if options["now"] else timezone.now()
            viewer = viewer_named(options["user"], options["account"])
            found = tried(viewer, trial, now if now.tzinfo else now.replace(tzinfo=UTC))
        except (ValueError, SemanticError, NoAccess, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(simulated_json(found, trial), indent=1))


def _own(pairs: list[str]) -> dict[str, Any]:
    """Numbers as numbers, choices as words."""
    found: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise ValueError(f"--own {pair!r}: write it as KEY=VALUE.")
        exact = number(value)
        found[key] = value if exact is None else str(exact)
    return found
