"""``python3 -m config.setup [--browser]``: everything a checkout needs, made once, by any Python from 3.11 on.

Standard library only. Each step leaves a stamp of what it was made from, so that a second run costs nothing.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from config import browser, sshd, virtualenv
from config.virtualenv import SetupError

BASE = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)


def main(arguments: Sequence[str]) -> int:
    """Set up; 1 and a sentence on what is missing if that can't be."""
    try:
        python_packages(BASE / ".venv", BASE / "requirements-dev.lock", sys.executable)
        node_packages(BASE / ".venv")
        if "--browser" in arguments:
            browser.install()
            sshd.install()
    except (SetupError, browser.NoBrowser, sshd.NoServer) as error:
        _say(str(error))
        return 1
    return 0


def check_version(version: tuple[int, ...]) -> None:
    """Refuse a Python that is too old, and say how to name another."""
    if version[:2] < OLDEST:
        newer = next((name for minor in range(20, 10, -1) if shutil.which(name := f"python3.{minor}")), "python3.12")
        shown = ".".join(map(str, version[:2]))
        raise SetupError(f"Sextant needs Python 3.11 or newer, this one is {shown}. Try: make PYTHON={newer} …")


def python_packages(folder: Path, lock: Path, python: str) -> None:
    """Install what the lock file names, by hash, into the environment ``folder``."""
    check_version(sys.version_info[:2])
    stamp = _Stamp(folder / ".installed", lock, platform.python_version())
    if stamp.fits():
        return
    _say("Installing Python packages; this takes a minute or two the first time …")
    virtualenv.make(folder, python)
    pip = virtualenv.installer(folder, python)
    quiet = ("--quiet", "--quiet", "--disable-pip-version-check", "--no-input")
    _run([*pip, "install", *quiet, "--require-hashes", "-r", str(lock)])
    stamp.put()


def node_packages(folder: Path) -> None:
    """Fetch fonts, icons and the like with npm, the machine's own or the one among the Python packages."""
    stamp = _Stamp(BASE / "ui" / "node_modules" / ".installed", BASE / "ui" / "package-lock.json", "")
    if stamp.fits():
        return
    _say("Fetching fonts and icons …")
    _run([str(virtualenv.python_of(folder)), "-m", "ui.npm", "ci", "--silent"])
    stamp.put()


class _Stamp:
    """Says whether something made from a file is still of that file."""

    def __init__(self, file: Path, made_from: Path, also: str) -> None:
        self.file = file
        self.value = hashlib.sha256(made_from.read_bytes() + also.encode()).hexdigest()

    def fits(self) -> bool:
        return self.file.exists() and self.file.read_text() == self.value

    def put(self) -> None:
        self.file.write_text(self.value)


def _run(command: list[str]) -> None:
    if subprocess.run(command, cwd=BASE, check=False).returncode:
        raise SetupError(f"This failed: {' '.join(command)}\nMend what it says above and run the same command again.")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
