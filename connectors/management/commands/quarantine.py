"""quarantine list | export FILE | replay [FILE] --mapping M: rows that could not be read."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cdp.models import QuarantinedRow, Source
from cdp.nearest import nearest
from connectors.files.errors import ImportProblem
from connectors.files.mapping.load import load
from connectors.files.quarantine_files import export, mended
from connectors.files.replay import Mended, replay, waiting
from connectors.subaccounts import NoSubAccount, subaccount_named


class Command(BaseCommand):
    """See, export and replay quarantined rows."""

    help = "Rows that could not be read: list them, export them to mend, replay them (docs/connectors.md)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The act, its file, and what narrows it."""
        parser.add_argument("act", choices=("list", "export", "replay"))
        parser.add_argument("path", type=Path, nargs="?", help="export: where to; replay: a mended export")
        parser.add_argument("--source", help="the mapping's source; needed where there are several")
        parser.add_argument("--mapping", type=Path, help="replay: the mapping to read the rows with")
        parser.add_argument("--subaccount")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do the act."""
        try:
            subaccount = subaccount_named(options["subaccount"])
            getattr(self, f"_{options['act']}")(subaccount.pk, options)
        except (ImportProblem, NoSubAccount) as error:
            raise CommandError(str(error)) from error

    def _list(self, subaccount: int, options: dict[str, Any]) -> None:
        rows = QuarantinedRow.objects.filter(source__subaccount_id=subaccount, replayed_at=None)
        if options["source"]:
            rows = rows.filter(source=self._source(subaccount, options["source"]))
        for each in rows.select_related("source").order_by("source__name", "file", "line").iterator():
            shown = {"id": each.pk, "source": each.source.name, "file": each.file, "line": each.line}
            shown |= {"field": each.field, "reason": each.reason, "row": each.row}
            self.stdout.write(json.dumps(shown, ensure_ascii=False))

    def _export(self, subaccount: int, options: dict[str, Any]) -> None:
        if options["path"] is None:
            raise CommandError("name the file to write: quarantine export rows.csv")
        count = export(waiting(self._source(subaccount, options["source"])), options["path"])
        self.stdout.write(json.dumps({"exported": count, "file": str(options["path"])}))

    def _replay(self, subaccount: int, options: dict[str, Any]) -> None:
        if options["mapping"] is None:
            raise CommandError("name the mapping to read the rows with: quarantine replay --mapping FILE.yaml")
        mapping = load(options["mapping"])
        source = self._source(subaccount, mapping.source)
        if options["path"]:
            rows = mended(options["path"], source)
        else:
            rows = [Mended(each, each.row) for each in waiting(source)]
        self.stdout.write(json.dumps(asdict(replay(source, mapping, rows))))

    def _source(self, subaccount: int, name: str | None) -> Source:
        every = list(Source.objects.filter(subaccount_id=subaccount, kind="file").order_by("name"))
        found = [each for each in every if name in {None, each.name}]
        if len(found) == 1:
            return found[0]
        names = [each.name for each in every]
        if name is None and names:
            raise CommandError(f"there are {len(names)} sources; name one by --source: {', '.join(names)}")
        raise CommandError(f"no source is called {name!r}{nearest(name or '', names)}")
