"""Gets the Chromium that pictures and tests are made with. Standard library only: setting up uses it."""

from __future__ import annotations

from contextlib import suppress

from config import debian
from ui.browser import NoBrowser, named, path

__all__ = ["NoBrowser", "install", "path"]


def install() -> None:
    """Get Chromium where that needs no question (root on Debian or Ubuntu); else raise ``NoBrowser``."""
    try:
        path()
    except NoBrowser:
        if named() or not debian.may_install():
            raise
        _install()


def _install() -> None:
    """Debian has the small one; where the system has none, the whole browser does the same."""
    for package in ("chromium-headless-shell", "chromium"):
        debian.install(package, "fonts-dejavu-core")
        with suppress(NoBrowser):
            path()
            return
    path()
