"""``manage.py doctor``: what works, what is missing, what to run."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from config.diagnosis import Finding, findings


class Command(BaseCommand):
    """Look at everything Sextant needs."""

    help = "Say what works, what is missing and what to run; exit status 1 if something needed is missing."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each finding as it is made."""
        found = []
        for finding in findings():
            found.append(finding)
            self._show(finding)
        if any(finding.verdict == "missing" for finding in found):
            sys.exit(1)

    def _show(self, finding: Finding) -> None:
        style = {"works": self.style.SUCCESS, "watch": self.style.WARNING, "missing": self.style.ERROR}[finding.verdict]
        self.stdout.write(f"{style(f'{finding.verdict:<8}')} {finding.subject}: {finding.words}")
        if finding.remedy and finding.verdict != "works":
            self.stdout.write(f"         → {finding.remedy}")
