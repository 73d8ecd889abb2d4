"""Finds the SSH server that tests send files to. Standard library only: setting up uses it."""

from __future__ import annotations

import shutil

from config import debian

PLACES = "/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin"  # on few people's PATH
MISSING = (
    "No sshd was found; tests send files to one of their own. Install it (Debian: apt-get install openssh-server; "
    "Fedora: dnf install openssh-server)."
)


class NoServer(RuntimeError):
    """There is no SSH server; the message says what to do."""


def path() -> str:
    """The server's program. Raises ``NoServer``."""
    found = shutil.which("sshd") or shutil.which("sshd", path=PLACES)
    if not found:
        raise NoServer(MISSING)
    return found


def install() -> None:
    """Get it where that needs no question (root on Debian or Ubuntu); else raise ``NoServer``."""
    try:
        path()
    except NoServer:
        if not debian.may_install():
            raise
        debian.install("openssh-server")
        path()
