"""The servers of this folder as processes of their own, for tests that kill what speaks with them."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.net.hosts import closed_port

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Running:
    port: int
    file: Path

    def lines(self) -> list[dict[str, Any]]:
        """All that came, in its order."""
        return [json.loads(line) for line in self.file.read_text().splitlines()] if self.file.exists() else []


@contextmanager
def running(name: str, folder: Path) -> Iterator[Running]:
    """``name``: mail or web. It takes connections when this returns."""
    found = Running(closed_port(), folder / f"{name}.jsonl")
    command = [sys.executable, "-m", f"tests.servers.{name}", str(found.port), str(found.file)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait(found.port, process)
        yield found
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"no server at {port}")
