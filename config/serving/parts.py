"""The processes that make up a running Sextant, and the words that start each.

``python -m config.serving.parts web|worker|render|clock|beat`` becomes that process: this is how containers start it.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from config import embedded, env
from config.embedded.folders import make_private

ADDRESS = "0.0.0.0:8000"


@dataclass(frozen=True)
class Part:
    """One process: its name, its command, and what its command line shows of it (to know it again)."""

    name: str
    command: tuple[str, ...]
    mark: str


def on_one_machine(address: str) -> list[Part]:
    """Web server, one worker for all jobs that take their time, one for what may not wait for them, and beat."""
    return [web(address), worker("worker", "celery,render"), clock(), beat()]


def web(address: str) -> Part:
    """The web server on ``host:port``."""
    workers = env.number("SEXTANT_WEB_WORKERS", 2, least=1)
    threads = env.number("SEXTANT_WEB_THREADS", 4, least=1)
    options = (
        *("--bind", address, "--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)),
        *("--timeout", "120", "--graceful-timeout", "5", "--access-logfile", "-", "--no-control-socket"),
        *("--limit-request-line", "8190"),  # an address is a whole question, or several that are merged
    )
    return Part("web", (*_module("gunicorn"), "config.wsgi", *options), "config.wsgi")


def worker(name: str, queues: str) -> Part:
    """A Celery worker that serves the queues."""
    concurrency = env.number("SEXTANT_WORKERS", 1, least=1)
    options = ("--queues", queues, "--concurrency", str(concurrency), "--hostname", f"{name}@%h", "--loglevel", "INFO")
    return Part(name, (*_module("celery"), "-A", "config.celery", "worker", *options), "config.celery")


def clock() -> Part:
    """The worker of what is due at its minute. Its jobs take moments, so one process does them itself, without a child;
    it writes down faults alone, because it does something every ten seconds."""
    options = ("--queues", "clock", "--pool", "solo", "--hostname", "clock@%h", "--loglevel", "WARNING")
    return Part("clock", (*_module("celery"), "-A", "config.celery", "worker", *options), "config.celery")


def beat() -> Part:
    """Celery's pulse, which starts jobs at their time; there may be only one."""
    options = ("--loglevel", "WARNING", "--schedule", str(run_folder() / "beat-schedule"))
    return Part("beat", (*_module("celery"), "-A", "config.celery", "beat", *options), "config.celery")


def run_folder() -> Path:
    """Where running processes note what they need."""
    return embedded.var() / "run"


def main(arguments: list[str]) -> None:
    """Become one of the parts; ``web`` takes the address to listen on."""
    name, *rest = arguments
    made = {
        "web": lambda: web(rest[0] if rest else ADDRESS),
        "worker": lambda: worker("worker", "celery"),
        "render": lambda: worker("render", "render"),
        "clock": clock,
        "beat": beat,
    }
    make_private(run_folder())
    command = made[name]().command
    os.execv(command[0], command)  # noqa: S606


def _module(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name)


if __name__ == "__main__":
    main(sys.argv[1:])
