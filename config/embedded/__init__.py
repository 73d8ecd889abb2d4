"""Real PostgreSQL and Redis under ``var/``, for machines that have neither.

Both listen on Unix sockets in private folders only, outlive the process that started them, and are found again
by the next start. ``DATABASE_URL`` and ``REDIS_URL`` switch them off.
"""

from __future__ import annotations

from pathlib import Path

from config import env
from config.embedded import postgres, redis
from config.embedded.folders import EmbeddedError, exclusive, make_private

__all__ = ["EmbeddedError", "postgres_url", "redis_url", "start_missing", "stop", "var"]

BASE = Path(__file__).resolve().parent.parent.parent


def var() -> Path:
    """The private folder of everything this installation writes."""
    return Path(env.text("SEXTANT_VAR") or BASE / "var").absolute()


def postgres_url() -> str:
    """Address of PostgreSQL: ``DATABASE_URL`` or the embedded one (it need not run yet)."""
    return env.text("DATABASE_URL") or f"postgresql://postgres@/sextant?host={var() / 'pg'}"


def redis_url() -> str:
    """Address of Redis: ``REDIS_URL`` or the embedded one (it need not run yet)."""
    return env.text("REDIS_URL") or f"unix://{var() / 'redis' / 'redis.sock'}?db=0"


def start_missing() -> None:
    """Start what no URL names; a server that already answers is left alone, at the cost of a few milliseconds."""
    folders = {postgres: var() / "pg", redis: var() / "redis"}
    named = {postgres: "DATABASE_URL", redis: "REDIS_URL"}
    missing = [
        server for server, folder in folders.items() if not env.text(named[server]) and not server.answers(folder)
    ]
    if not missing:
        return
    make_private(var(), passable=True)
    make_private(var() / "lake")  # passable means that what lies in it must guard itself
    with exclusive(var() / "embedded.lock"):
        for server in missing:
            if not server.answers(folders[server]):  # another process may have been first
                server.start(folders[server], durable=env.flag("SEXTANT_DURABLE", default=True))


def stop() -> None:
    """Stop the embedded servers of this ``var/``; nothing happens where none runs."""
    if not var().exists():
        return
    with exclusive(var() / "embedded.lock"):
        postgres.stop(var() / "pg")
        redis.stop(var() / "redis")
