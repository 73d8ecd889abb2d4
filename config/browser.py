"""Finds the Chromium that tests and pictures are made with. Standard library only: setting up uses it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
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


def path() -> str:
    """The browser's program: ``SEXTANT_BROWSER``, or the first Chromium of this machine. Raises ``NoBrowser``."""
    named = os.environ.get("SEXTANT_BROWSER")
    if named:
        found = shutil.which(named)
        if not found:
            raise NoBrowser(f"SEXTANT_BROWSER names {named}, which is no program on this machine.")
        return found
    for name in (*NAMES, *MACOS):
        if found := shutil.which(name):
            return found
    raise NoBrowser(MISSING)


def install() -> None:
    """Get Chromium where that needs no question (root on Debian or Ubuntu); else raise ``NoBrowser``."""
    try:
        path()
        return
    except NoBrowser:
        if os.environ.get("SEXTANT_BROWSER") or not _is_debian() or os.geteuid() != 0:
            raise
    print("Installing Chromium with apt-get …", file=sys.stderr, flush=True)  # noqa: T201
    _apt_get("update", "-qq")
    _apt_get("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core")
    path()


def _apt_get(*words: str) -> None:
    calm = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", *words], check=False, stdout=sys.stderr, env=calm)


def _is_debian() -> bool:
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None
