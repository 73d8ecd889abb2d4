"""Ask an explore from the command line: the same question, gateway and answer as on screen."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.access import NoAccess
from accounts.viewer import Viewer
from cdp.warehouse.base import WarehouseError
from explores.answer import Answer
from explores.asker import viewer_named
from explores.catalogs import catalog_for
from explores.files import delimited
from explores.formatting import exact
from explores.runner import run
from explores.semantic import json_text
from explores.semantic.errors import SemanticError
from explores.semantic.numerals import count
from explores.semantic.query import COLUMN_LIMIT, DEFAULT_LIMIT, Query
from explores.semantic.url import parse_sort
from explores.semantic.zones import zone_named
from explores.tables import table


class Command(BaseCommand):
    """``explore business -f orders.ordered_month -f orders.revenue --filter "orders.status=paid" --format json``."""

    help = "Run an explore, or list its fields (--fields)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The contract of the command."""
        parser.add_argument("name", help="the explore: business, marketing_email, transactional_email, email, sms, ads")
        parser.add_argument("--fields", action="store_true", help="list the explore's fields as JSON")
        parser.add_argument("-f", "--field", action="append", default=[], metavar="FIELD", dest="chosen")
        parser.add_argument("--filter", action="append", default=[], metavar="FIELD=EXPR", dest="filters")
        parser.add_argument("--where", default="{}", metavar="JSON", help="filters joined by any (OR) and all (AND)")
        parser.add_argument("--sort", action="append", default=[], metavar='"FIELD [desc]"', dest="sorts")
        parser.add_argument("--pivot", action="append", default=[], metavar="FIELD", dest="pivots")
        parser.add_argument("--limit", default=str(DEFAULT_LIMIT), help="rows, or all")
        parser.add_argument("--column-limit", type=int, default=COLUMN_LIMIT, help="pivot columns, at most 200")
        parser.add_argument("--totals", action="store_true")
        parser.add_argument("--row-totals", action="store_true")
        parser.add_argument("--subtotals", action="store_true")
        parser.add_argument("--compare", choices=("previous", "year"), help="figures of an earlier time beside")
        parser.add_argument("--custom", default="{}", metavar="JSON", help="custom fields by name")
        parser.add_argument("--as", metavar="USER", dest="user", help="ask as this person (e-mail)")
        parser.add_argument("--account", metavar="NAME", help="which account, where there are several")
        parser.add_argument("--timezone", metavar="TZ", help="IANA zone; the account's by default")
        parser.add_argument("--now", metavar="ISO", help="the moment that relative dates mean")
        parser.add_argument("--format", choices=("table", "csv", "json", "sql"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, and print the answer; what is wrong is said in one line, with exit status 1."""
        try:
            viewer = viewer_named(options["user"], options["account"])
            if options["fields"]:
                self.stdout.write(_listed(options["name"], viewer))
                return
            query = _query(options)
            answer = run(query, viewer, now=_now(options["now"], query.timezone or viewer.timezone))
        except (SemanticError, WarehouseError, NoAccess) as error:
            raise CommandError(str(error)) from error
        for text in _written(answer, options["format"]):
            self.stdout.write(text, ending="")
        self.stdout.write("")


def _query(options: dict[str, Any]) -> Query:
    return Query(
        explore=options["name"],
        fields=(*options["chosen"], *(name for name in options["pivots"] if name not in options["chosen"])),
        filters=tuple(_filter(text) for text in options["filters"]),
        sorts=tuple(parse_sort(text) for text in options["sorts"]),
        pivots=tuple(options["pivots"]),
        limit=_limit(options["limit"]),
        totals=options["totals"],
        row_totals=options["row_totals"],
        subtotals=options["subtotals"],
        compare=options["compare"],
        timezone=options["timezone"],
        column_limit=options["column_limit"],
        where=_object("--where", options["where"], "invalid_where"),
        custom=_object("--custom", options["custom"], "invalid_custom_field"),
    )


def _filter(text: str) -> tuple[str, str]:
    name, equals, expression = text.partition("=")
    if not equals:
        raise SemanticError(f"The filter {text!r} has no '='; it takes FIELD=EXPRESSION.", code="invalid_filter")
    return name.strip(), expression


def _limit(text: str) -> int | None:
    if text == "all":
        return None
    found = count(text)
    if found is None:
        raise SemanticError(f"The limit is {text!r}; it takes a whole number from 0, or all.", code="invalid_limit")
    return found


def _object(name: str, text: str, code: str) -> dict[str, Any]:
    try:
        found = json_text.read(text)
    except ValueError as error:
        raise SemanticError(f"{name} is no JSON ({error}).", code=code) from error
    if not isinstance(found, dict):
        raise SemanticError(f"{name} takes a JSON object.", code=code)
    return found


def _now(text: str | None, timezone: str) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise SemanticError(f"--now is {text!r}; it takes an ISO time such as 2026-11-21T10:00.") from error
    return found if found.tzinfo else found.replace(tzinfo=zone_named(timezone))


def _listed(name: str, viewer: Viewer) -> str:
    fields = catalog_for(viewer).explore(name).fields()
    keys = ("id", "label", "type", "definition", "kind", "format")
    return exact.dumps(
        [
            {key: getattr(field, key) for key in keys}
            | ({"allowed": dict(field.allowed), "default": field.default} if field.kind == "parameter" else {})
            for field in fields
        ]
    )


def _written(answer: Answer, format_name: str) -> Any:
    if format_name == "json":
        return [exact.dumps(exact.answer_data(answer))]
    if format_name == "sql":
        return [answer.sql]
    return delimited.to_csv(answer) if format_name == "csv" else [_as_table(answer)]


def _as_table(answer: Answer) -> str:
    shown = table.build(answer)
    headings = [list(_spread(row)) for row in shown.headings]
    lines = [[cell.text for cell in line.cells] for line in shown.lines]
    total = [[cell.text for cell in shown.total]] if shown.total else []
    grid = [*headings, [column.label for column in shown.columns], *lines, *total]
    widths = [max(len(row[place]) for row in grid) for place in range(len(shown.columns))]
    numeric = [column.numeric for column in shown.columns]
    text = "\n".join(_aligned(row, widths, numeric) for row in grid)
    return "\n".join([text, "", shown.rows_text, *answer.notes])


def _spread(headings: Any) -> Any:
    for heading in headings:
        yield heading.text
        yield from [""] * (heading.span - 1)


def _aligned(row: list[str], widths: list[int], numeric: list[bool]) -> str:
    cells = [
        text.rjust(width) if right else text.ljust(width)
        for text, width, right in zip(row, widths, numeric, strict=True)
    ]
    return "  ".join(cells).rstrip()
