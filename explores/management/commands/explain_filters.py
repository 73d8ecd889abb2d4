"""``manage.py explain_filters FILE.json``: what each filter of a list means. Needs no database."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from explores.semantic.filters.examples import explain


class Command(BaseCommand):
    """Reads a list of filters and prints the same list with what each means, or what is wrong with it."""

    help = "Explain the filter expressions of a JSON file ('-' reads standard input); the answer is JSON."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", help="a JSON list of {type, expression, now, …}, as docs/filters.md describes")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the explanations; an expression that does not parse is an answer, not a failure."""
        now = datetime.now(UTC)
        answers = [explain(item, now) for item in _items(options["file"])]
        self.stdout.write(json.dumps(answers, indent=1, ensure_ascii=False))


def _items(name: str) -> list[dict[str, Any]]:
    try:
        content = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
        items = json.loads(content)
    except OSError as error:
        raise CommandError(f"{name} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8 text (byte {error.start}).") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise CommandError(f"{name} is not JSON: {error}.") from None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise CommandError(f'{name} should hold a list of objects such as [{{"type": "date", "expression": "2018"}}].')
    return items
