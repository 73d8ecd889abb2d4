"""Starts a whole Sextant of a test's own, as a person does at a terminal."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@contextmanager
def short_folder() -> Iterator[Path]:
    """A folder whose path leaves room for sockets, without the test run's owner mark."""
    folder = Path(tempfile.mkdtemp(prefix="sxt-", dir="/tmp"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Stack:
    """A var folder, a port, and the commands run on them."""

    def __init__(self, var: Path) -> None:
        self.var, self.port = var, free_port()
        own = {"SEXTANT_VAR": str(var), "SEXTANT_ADDRESS": f"http://127.0.0.1:{self.port}"}
        self.environment = {name: value for name, value in os.environ.items() if name != "REDIS_URL"} | own
        self.supervisor: subprocess.Popen[str] | None = None

    @property
    def serving(self) -> list[str]:
        return [sys.executable, "manage.py", "serve", "--port", str(self.port)]

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=BASE, env=self.environment, capture_output=True, text=True, timeout=300, check=False
        )

    def healthy(self, part: str) -> bool:
        command = [sys.executable, "-m", "config.health", part]
        return subprocess.run(command, cwd=BASE, env=self.environment, capture_output=True, check=False).returncode == 0

    def start(self) -> None:
        said = self.var / "said"
        with said.open("w") as out:
            self.supervisor = subprocess.Popen(
                self.serving, cwd=BASE, env=self.environment, stdout=out, stderr=out, text=True
            )
        self.wait_to_say("Sextant serves on")

    def wait_to_say(self, words: str) -> None:
        deadline = time.monotonic() + 180
        while words not in (said := (self.var / "said").read_text()):
            assert time.monotonic() < deadline and self.supervisor and self.supervisor.poll() is None, said
            time.sleep(0.1)

    def end(self, kind: int = signal.SIGINT) -> int:
        assert self.supervisor
        self.supervisor.send_signal(kind)
        return self.supervisor.wait(60)


@contextmanager
def stack() -> Iterator[Stack]:
    with short_folder() as folder:
        made = Stack(folder)
        try:
            yield made
        finally:
            if made.supervisor is None or made.supervisor.poll() != 0:  # else it took all with it
                assert made.manage("stop").returncode == 0
                if made.supervisor:
                    made.supervisor.wait(60)
