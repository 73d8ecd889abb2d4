"""Finds the Chromium that pictures, PDF and tests are made with. Standard library only: setting up uses it."""

from __future__ import annotations

import os
import shutil

# Debian's headless shell draws the same pages with half the work of a browser that could also show a window.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
MISSING = (
    "No Chromium was found. Install one (Debian: apt-get install chromium; Fedora: dnf install chromium; "
    "macOS: brew install --cask chromium), or name another with SEXTANT_BROWSER=/path/to/it."
)


class NoBrowser(RuntimeError):
    """There is no browser where it was said to be, or anywhere; the message says what to do."""


def named() -> str:
    """The program that the operator names; empty where none is named."""
    return os.environ.get("SEXTANT_BROWSER", "")


def path() -> str:
    """The browser's program: ``SEXTANT_BROWSER``, or the first Chromium of this machine. Raises ``NoBrowser``."""
    if wanted := named():
        found = shutil.which(wanted)
        if not found:
            raise NoBrowser(f"SEXTANT_BROWSER names {wanted}, which is no program on this machine.")
        return found
    for name in (*NAMES, *MACOS):
        if found := shutil.which(name):
            return found
    raise NoBrowser(MISSING)
