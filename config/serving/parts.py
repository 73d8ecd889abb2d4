"""The processes that make up a running Sextant, and the words that start each: here and in ``docker-compose.yml``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from config import env


@dataclass(frozen=True)
class Part:
    """One process: its name, its command, and what its command line shows of it (to know it again)."""

    name: str
    command: tuple[str, ...]
    mark: str


def parts(host: str, port: int, run: Path) -> list[Part]:
    """Web server, worker and beat; ``run`` is the folder for what they note."""
    return [
        Part("web", (*_module("gunicorn"), "config.wsgi", "--bind", f"{host}:{port}", *_web_options()), "config.wsgi"),
        Part("worker", (*_celery(), "worker", *_worker_options()), "config.celery"),
        Part(
            "beat",
            (*_celery(), "beat", "--loglevel", "WARNING", "--schedule", str(run / "beat-schedule")),
            "config.celery",
        ),
    ]


def _web_options() -> tuple[str, ...]:
    workers = env.number("SEXTANT_WEB_WORKERS", 2, least=1)
    threads = env.number("SEXTANT_WEB_THREADS", 4, least=1)
    return (
        *("--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)),
        *("--timeout", "120", "--graceful-timeout", "5", "--access-logfile", "-", "--no-control-socket"),
    )


def _worker_options() -> tuple[str, ...]:
    concurrency = env.number("SEXTANT_WORKERS", 1, least=1)
    return (
        "--queues",
        "celery,render",
        "--concurrency",
        str(concurrency),
        "--hostname",
        "all@%h",
        "--loglevel",
        "INFO",
    )


def _celery() -> tuple[str, ...]:
    return (*_module("celery"), "-A", "config.celery")


def _module(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name)
