"""Starts web server, worker and beat, restarts what dies, and ends all of it, the embedded servers included.

One supervisor a ``var/`` folder: it holds ``run/serve.lock``, which the kernel takes back even after a kill -9.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO

from config import embedded
from config.embedded.folders import make_private
from config.processes import command_of, end, pid_in
from config.serving.child import Child, end_leftover
from config.serving.parts import on_one_machine

READY_WITHIN = 60.0  # seconds
PATIENCE = 10.0  # seconds a part may take to finish what it does
MOST_DEATHS = 5  # of one part within a minute, then it is no accident


class ServeError(RuntimeError):
    """Serving can't start or go on: says why and what to do."""


Say = Callable[[str], object]  # tells the person at the terminal something


def serve(host: str, port: int, say: Say, when_ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM. Raises ``ServeError`` where that can't be."""
    folder = embedded.var()
    for name in ("run", "log"):
        make_private(folder / name)
    with _alone(folder / "run" / "serve.lock", f"http://{host}:{port}"), _signals_end_it():
        children = [Child(part, folder) for part in on_one_machine(f"{host}:{port}")]
        for child in children:
            if end_leftover(child.part, folder):
                say(f"Replacing the {child.part.name} process that an earlier run left behind.")
        _check_port(host, port)
        try:
            for child in children:
                child.start()
            _wait_until_ready(f"http://{host}:{port}/health/ready", children)
            when_ready()
            _watch(children, say)
        except KeyboardInterrupt:
            say("Stopping …")
        finally:
            _stop_all(children)
            embedded.stop()


def stop(say: Say) -> None:
    """End the supervisor of this ``var/`` and what it runs, leftovers and the embedded servers included."""
    folder = embedded.var()
    supervisor = pid_in(folder / "run" / "serve.lock")
    if supervisor and "manage.py" in (command_of(supervisor) or "") and _is_held(folder / "run" / "serve.lock"):
        end(supervisor, patience=3 * PATIENCE)
        say("Stopped the server.")
    for part in on_one_machine(""):
        if end_leftover(part, folder):
            say(f"Stopped a leftover {part.name} process.")
    embedded.stop()


@contextmanager
def _alone(file: Path, address: str) -> Iterator[None]:
    with file.open("a+") as held:
        if not _lock(held):
            raise ServeError(
                f"Sextant already runs here (process {pid_in(file)}), by default at {address}. "
                "Stop it with Ctrl-C in its terminal, or: make stop"
            )
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        yield
        held.truncate(0)


def _lock(held: IO[str]) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_held(file: Path) -> bool:
    with file.open("a+") as other:
        return not _lock(other)


@contextmanager
def _signals_end_it() -> Iterator[None]:
    """SIGTERM and a closed terminal end the server as Ctrl-C does; while it stops, more of them change nothing."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        for each in ends:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    ends = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(each, interrupt) for each in ends]
    try:
        yield
    finally:
        for each, handler in zip(ends, before, strict=True):
            signal.signal(each, handler)


def _check_port(host: str, port: int) -> None:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind((host, port))
        except OSError as error:
            raise ServeError(
                f"{host}:{port} can't be used ({error.strerror}): another program listens there. "
                f"Stop it, or take another port: make demo PORT={port + 1}"
            ) from error


def _wait_until_ready(url: str, children: list[Child]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not _answers(url):
        for child in children:
            if child.died():
                raise ServeError(f"{child.part.name} ended at once. The end of {child.log}:\n{child.last_words()}")
        if time.monotonic() > deadline:
            raise ServeError(f"{url} did not answer within {READY_WITHIN:.0f} s; see {children[0].log.parent}")
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _watch(children: list[Child], say: Say) -> None:
    """Start again what dies, but not for ever."""
    deaths: dict[str, list[float]] = {child.part.name: [] for child in children}
    while True:
        time.sleep(0.5)
        for child in filter(Child.died, children):
            recent = [when for when in deaths[child.part.name] if when > time.monotonic() - 60]
            deaths[child.part.name] = [*recent, time.monotonic()]
            if len(recent) >= MOST_DEATHS:
                raise ServeError(f"{child.part.name} keeps dying. The end of {child.log}:\n{child.last_words()}")
            say(f"{child.part.name} died and is started again; see {child.log}")
            child.stop(0)
            child.start()


def _stop_all(children: list[Child]) -> None:
    for child in reversed(children):
        child.ask_to_stop()
    deadline = time.monotonic() + PATIENCE
    for child in reversed(children):
        child.stop(max(deadline - time.monotonic(), 0.1))
