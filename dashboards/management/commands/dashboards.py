"""``manage.py dashboards export|import|diff``: dashboards as files, so that they can live in a repository."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import Http404

from accounts.access import NoAccess
from accounts.viewer import Viewer
from dashboards import own
from dashboards.filing.differences import differences
from dashboards.filing.exporting import SUFFIX, files
from dashboards.filing.importing import import_files
from dashboards.filing.naming import Names
from dashboards.filing.text import LARGEST
from dashboards.models import Dashboard
from explores.asker import viewer_named
from explores.semantic.errors import SemanticError


class Command(BaseCommand):
    """Write dashboards out, read them in, or show what reading them in would change."""

    help = "Dashboards as files: export DIR, import FILE|DIR …, diff DIR."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, where, and for whom."""
        doing = parser.add_subparsers(dest="doing", required=True, metavar="export|import|diff")
        writing = doing.add_parser("export", help="write every dashboard, or those named, as YAML files")
        writing.add_argument("folder", type=Path)
        writing.add_argument("--dashboard", type=int, action="append", metavar="NUMBER", help="only this one")
        reading = doing.add_parser("import", help="make or change dashboards from files, all of them or none")
        reading.add_argument("paths", type=Path, nargs="+", metavar="FILE|DIR")
        reading.add_argument("--force", action="store_true", help="save over versions made on screen since the export")
        comparing = doing.add_parser("diff", help="what import would change; exit status 1 where it would")
        comparing.add_argument("paths", type=Path, nargs="+", metavar="FILE|DIR")
        for each in (writing, reading, comparing):
            each.add_argument("--as", dest="user", metavar="EMAIL", help="with this person's rights; else the system's")
            each.add_argument("--account", metavar="NAME", help="which account, where there are several")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; what is wrong is said in one line, with exit status 1, and nothing is half done."""
        try:
            viewer = viewer_named(options["user"], options["account"])
            getattr(self, f"_{options['doing']}")(viewer, options)
        except (SemanticError, NoAccess, Http404, OSError) as error:
            raise CommandError(str(error)) from error

    def _export(self, viewer: Viewer, options: dict[str, Any]) -> None:
        folder: Path = options["folder"]
        written, same = [], []
        for path, text in files(_wanted(viewer, options["dashboard"]), Names(viewer)).items():
            file = folder / path
            if file.exists() and file.read_text(encoding="utf-8") == text:
                same.append(path)
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            written.append(path)
        self.stdout.write(json.dumps({"written": written, "unchanged": same}, ensure_ascii=False))

    def _import(self, viewer: Viewer, options: dict[str, Any]) -> None:
        done = import_files(viewer, _texts(options["paths"]), force=options["force"])
        listed = {kind: [each.path for each in done if each.done == kind] for kind in ("made", "changed", "unchanged")}
        self.stdout.write(json.dumps(listed, ensure_ascii=False))

    def _diff(self, viewer: Viewer, options: dict[str, Any]) -> None:
        found = list(differences(viewer, _texts(options["paths"])))
        self.stdout.write("".join(found), ending="")
        if found:
            sys.exit(1)


def _wanted(viewer: Viewer, numbers: list[int] | None) -> Iterable[Dashboard]:
    return own.seen(viewer) if numbers is None else [own.find(viewer, number) for number in numbers]


def _texts(paths: Iterable[Path]) -> dict[str, str]:
    """The files' texts by path, those in a folder by their path in it. Raises OSError, SemanticError."""
    found: dict[str, str] = {}
    for path in paths:
        inside = sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]
        for file in inside:
            if file.stat().st_size > LARGEST * 4:
                raise SemanticError(f"{file} is too large for a dashboard.")
            try:
                found[str(file.relative_to(path) if path.is_dir() else file)] = file.read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                raise SemanticError(f"{file} is no UTF-8 text ({error}).") from None
    return found
