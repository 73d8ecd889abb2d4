"""Loaded before Django: gives this test run servers and folders of its own, and takes them away again.

The process that starts the run owns them; the parallel workers inherit the folder through the environment.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def _own_servers() -> None:
    folder = Path(tempfile.mkdtemp(prefix="sxt-", dir="/tmp"))
    folder.chmod(0o711)
    os.environ["SEXTANT_VAR"] = str(folder)
    os.environ["SEXTANT_TEST_OWNER"] = str(os.getpid())
    from config import embedded

    embedded.start_missing()
    atexit.register(_tear_down, folder, os.getpid())


def _tear_down(folder: Path, owner: int) -> None:
    if os.getpid() != owner:  # a forked child runs the same exit handlers
        return
    from config import embedded

    embedded.stop()
    shutil.rmtree(folder, ignore_errors=True)


if "SEXTANT_TEST_OWNER" not in os.environ:
    _own_servers()
