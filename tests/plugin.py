"""Loaded before Django: gives this test run servers and folders of its own, and takes them away again.

The process that starts the run owns them; the parallel workers inherit the folder through the environment, and take
a database of Redis each, as they do of PostgreSQL. What a killed run left behind goes with the next one.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from config import embedded
from config.processes import command_of, pid_in

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
PLACE = Path("/tmp")  # a socket's path must be short


def _own_servers() -> None:
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix="sxt-", dir=PLACE))
    folder.chmod(0o711)
    (folder / "owner").write_text(str(os.getpid()))
    os.environ["SEXTANT_VAR"] = str(folder)
    os.environ["SEXTANT_TEST_OWNER"] = str(os.getpid())
    os.environ.setdefault("SEXTANT_DURABLE", "0")  # a crashed test run is run again
    embedded.start_missing()
    atexit.register(_tear_down, folder, os.getpid())


def _tear_down(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # a forked child runs the same exit handlers
        os.environ["SEXTANT_VAR"] = str(folder)
        embedded.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    for owner in PLACE.glob("sxt-*/owner"):
        pid = pid_in(owner)
        if pid and command_of(pid) is None and owner.stat().st_uid == os.geteuid():
            _tear_down(owner.parent, os.getpid())
    os.environ.pop("SEXTANT_VAR", None)


def _own_redis_database(worker: str) -> None:
    os.environ.pop("REDIS_URL", None)  # of the process that started this one
    number = 1 + int(worker.removeprefix("gw")) % 15  # Redis has sixteen; the first is for a run in one process
    os.environ["REDIS_URL"] = embedded.redis_url().replace("?db=0", f"?db={number}")


if "SEXTANT_TEST_OWNER" not in os.environ:
    _own_servers()
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    _own_redis_database(worker)
