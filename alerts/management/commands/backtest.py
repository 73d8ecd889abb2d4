"""Try an alert on the past from the command line: the same functions as on screen and in the live check."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.access import NoAccess
from alerts.rules.policy_form import policy_from_json
from alerts.rules.rule import BadRule
from alerts.rules.rule_form import rule_from_json
from alerts.rules.strict import a_text, an_object
from alerts.watching.backtest import DAYS, MOST_DAYS, Backtest, backtest, to_json
from alerts.watching.looking import Watched, fitted
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import WarehouseError
from deliveries import cadence
from explores.asker import viewer_named
from explores.semantic import query_json
from explores.semantic.errors import SemanticError

WRONG = (OSError, ValueError, BadRule, cadence.BadRecurrence, SemanticError, WarehouseError, NoAccess)


class Command(BaseCommand):
    """``backtest FILE.json --days 90``."""

    help = "Say when an alert would have fired. FILE holds {query, rule, recurrence, policy?} as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The contract of the command."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--days", type=int, default=DAYS)
        parser.add_argument("--now", metavar="ISO", help="the moment it is tried at")
        parser.add_argument("--as", metavar="USER", dest="user", help="ask as this person (e-mail)")
        parser.add_argument("--account", metavar="NAME", help="which account, where there are several")

    def handle(self, *args: Any, **options: Any) -> None:
        """Try it, and print one JSON object; what is wrong is said in one line, with exit status 1."""
        try:
            found = _tried(json.loads(Path(options["file"]).read_text(encoding="utf-8")), options)
        except WRONG as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(to_json(found), indent=1))


def _tried(data: Any, options: dict[str, Any]) -> Backtest:
    given = an_object("file", data, {"query", "rule", "recurrence", "policy"})
    watched = Watched(query_json.from_json(given.get("query")), viewer_named(options["user"], options["account"]))
    rule = fitted(rule_from_json(given.get("rule")), watched)
    policy, recurrence = policy_from_json(given.get("policy", {})), cadence.from_json(given.get("recurrence"))
    now = datetime.fromisoformat(a_text("now", options["now"])) if options["now"] else datetime.now(UTC)
    if now.tzinfo is None:
        now = now.replace(tzinfo=UTC)
    if not 1 <= options["days"] <= MOST_DAYS:
        raise BadRule("days", f"{options['days']} days can't be tried; 1 to {MOST_DAYS} can.")
    return backtest(watched, rule, policy, recurrence, now=now, pin=open_warehouse().pin(), days=options["days"])
