"""Run a command and know what it cost: seconds and the most memory it held."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

POLL = 0.02  # seconds


class CommandFailed(RuntimeError):
    """A measured command ended with an error; the message holds what it said."""


@dataclass(frozen=True)
class Finished:
    """What a command printed and cost; ``peak_mb`` is of that process alone, without the database's."""

    out: str
    seconds: float
    peak_mb: float

    def json(self) -> dict[str, Any]:
        """Its last line as JSON."""
        found: dict[str, Any] = json.loads(self.out.strip().splitlines()[-1])
        return found


def run(command: Sequence[str], environment: Mapping[str, str], *, show: bool = False) -> Finished:
    """Run to the end; ``show`` passes on what it says on stderr. Raises CommandFailed."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.PIPE, stderr=None if show else subprocess.PIPE, text=True
    )
    watch = Watch(process.pid)
    try:
        out, errors = process.communicate()
    finally:
        process.kill()  # nothing where it has ended; a bench that is stopped leaves nothing running
    seconds, peak = time.perf_counter() - began, watch.stop()
    if process.returncode:
        said = (errors or "what it said stands above").strip()[-2000:]
        raise CommandFailed(f"{' '.join(command[1:])} ended with {process.returncode}: {said}")
    return Finished(out, seconds, peak)


class Watch:
    """Reads the high-water mark of a process until told to stop; 0 where there is no /proc."""

    def __init__(self, pid: int) -> None:
        self._status = Path(f"/proc/{pid}/status")
        self._peak, self._over = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """Megabytes."""
        self._over.set()
        self._thread.join()
        return round(self._peak, 1)

    def _follow(self) -> None:
        while not self._over.wait(POLL):
            self._peak = max(self._peak, high_water_mark(self._status))


def high_water_mark(status: Path) -> float:
    """``VmHWM`` of a /proc status file in megabytes; 0 where it is gone."""
    try:
        lines = status.read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
