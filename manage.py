#!/usr/bin/env python
"""Command line of Sextant. Starts the embedded servers first where no outside ones are named."""

from __future__ import annotations

import os
import sys

NEEDS_NO_SERVER = {
    "check",
    "collectstatic",
    "doctor",
    "explain_filters",
    "help",
    "--help",
    "makemigrations",
    "stop",
    "version",
}


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config import embedded

    if not NEEDS_NO_SERVER & set(sys.argv[1:2]):
        embedded.start_missing()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
