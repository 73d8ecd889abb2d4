"""One process of the supervisor's: started in a group of its own, noted in a pid file, ended with all its children."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from config.embedded.folders import tail
from config.processes import command_of, end, pid_in
from config.serving.parts import Part

PR_SET_PDEATHSIG = 1  # linux/prctl.h
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Child:
    """A part that runs, or ran."""

    def __init__(self, part: Part, folder: Path) -> None:
        self.part = part
        self.pid_file = folder / "run" / f"{part.name}.pid"
        self.log = folder / "log" / f"{part.name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0

    def start(self) -> None:
        """Start it; where the system allows, it is told to stop when the supervisor dies by whatever cause."""
        with self.log.open("ab") as log:
            self.process = _popen(self.part.command, log)
        self.started = time.monotonic()
        self.pid_file.write_text(str(self.process.pid))

    def died(self) -> bool:
        """Has it ended without being asked?"""
        return self.process is not None and self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """Let it finish what it does."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self, patience: float) -> None:
        """Wait for it, then make it and whatever it started go away."""
        if self.process is None:
            return
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        _kill_group(self.process.pid)
        self.pid_file.unlink(missing_ok=True)

    def last_words(self) -> str:
        """The end of its log."""
        return tail(self.log, 12)


def end_leftover(part: Part, folder: Path) -> bool:
    """End a part that outlived its supervisor, found by its pid file; False where there is none."""
    file = folder / "run" / f"{part.name}.pid"
    pid = pid_in(file)
    command = command_of(pid) if pid else None
    file.unlink(missing_ok=True)
    if pid is None or command is None or part.mark not in command:
        return False
    end(pid, patience=10)
    _kill_group(pid)
    return True


def _popen(command: tuple[str, ...], log: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=_die_with_parent,  # noqa: PLW1509 - the supervisor has one thread
    )


def _die_with_parent() -> None:
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _kill_group(leader: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # all gone
        os.killpg(leader, signal.SIGKILL)
