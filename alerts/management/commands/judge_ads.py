"""Judge ads from the command line: the same functions as behind the page."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alerts.health import due
from alerts.models import Health


class Command(BaseCommand):
    """``judge_ads``: all that is due; ``judge_ads --all``: everything."""

    help = "Judge campaigns, ad sets and ads, and print how many stand how, as one JSON object."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The contract of the command."""
        parser.add_argument("--all", action="store_true", help="also where nothing is new")

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge, and say what came of it."""
        now = timezone.now()
        sources = due.with_ads() if options["all"] else list(due.due(now))
        kept = [due.judge_alone(source, now, even_if_fresh=options["all"]) for source in sources]
        done = [each for each in kept if each is not None]
        groups: dict[str, int] = {}
        for group in Health.objects.filter(status="on", level="ad").values_list("group", flat=True):
            groups[group] = groups.get(group, 0) + 1
        told = {"sources": len(done), "left": len(kept) - len(done), "judged": sum(each.things for each in done)}
        self.stdout.write(json.dumps({**told, "ads": groups}))
