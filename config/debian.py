"""Gets packages of Debian where that needs no question. Standard library only: setting up uses it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def may_install() -> bool:
    """Whether this is Debian or Ubuntu, and we are root."""
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None and os.geteuid() == 0


def install(*packages: str) -> None:
    """Install them; whoever asked looks afterwards whether that worked."""
    print(f"Installing {packages[0]} with apt-get …", file=sys.stderr, flush=True)  # noqa: T201
    _apt_get("update", "-qq")
    _apt_get("install", "-y", "-qq", "--no-install-recommends", *packages)


def _apt_get(*words: str) -> None:
    calm = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", *words], check=False, stdout=sys.stderr, env=calm)
