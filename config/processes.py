"""What the machine knows of a process id: is it alive, and is it the one we started?"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

GRACE = 0.02  # seconds between two looks


def command_of(pid: int) -> str | None:
    """The command line of a living process; None for none, and for a zombie, which is as good as none."""
    folder = Path(f"/proc/{pid}")
    if Path("/proc/self/stat").exists():
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            return (
                None
                if state in "ZX"
                else (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            )
        except (OSError, IndexError):
            return None
    return _command_from_ps(pid)


def _command_from_ps(pid: int) -> str | None:
    """The same where there is no /proc (macOS)."""
    shown = subprocess.run(["ps", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state, _, command = shown.stdout.strip().partition(" ")
    return None if not state or state.startswith("Z") else command.strip()


def pid_in(file: Path) -> int | None:
    """The number on the first line of a pid file; None where there is no such file or number."""
    try:
        return int(file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def end(pid: int, *, patience: float = 10, group: bool = False) -> None:
    """Ask a process (or its whole group) to stop; after ``patience`` seconds make it."""
    send = os.killpg if group else os.kill
    for kind, wait in ((signal.SIGTERM, patience), (signal.SIGKILL, 5.0)):
        try:
            send(pid, kind)
        except (ProcessLookupError, PermissionError):
            return
        deadline = time.monotonic() + wait
        while time.monotonic() < deadline:
            if command_of(pid) is None:
                return
            time.sleep(GRACE)
