"""The embedded servers: found again, started once, and not confused by what a crash leaves behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config import embedded
from config.embedded import postgres, redis
from config.embedded.folders import EmbeddedError
from config.processes import command_of, pid_in


@pytest.fixture
def var(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A var folder of this test's own, with a path short enough for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="sxt-", dir="/tmp"))
    monkeypatch.setenv("SEXTANT_VAR", str(folder))
    monkeypatch.delenv("REDIS_URL", raising=False)  # the test run's own
    yield folder
    embedded.stop()
    shutil.rmtree(folder)


def postmaster(var: Path) -> int:
    return pid_in(var / "pg" / "postmaster.pid") or 0


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    while command_of(pid) is not None:
        time.sleep(0.01)


def seconds_to_start() -> float:
    began = time.perf_counter()
    embedded.start_missing()
    return time.perf_counter() - began


def test_servers_that_run_are_found_again_in_a_fraction_of_the_time_to_start_them(var: Path) -> None:
    starting, first = seconds_to_start(), postmaster(var)
    assert min(seconds_to_start() for _ in range(5)) * 5 < starting  # one may be held up by whatever else runs
    assert postmaster(var) == first


def test_what_was_stored_survives_a_stop(var: Path) -> None:
    embedded.start_missing()
    with psycopg.connect(embedded.postgres_url()) as connection:
        connection.execute("create table kept as select 7 as seven")
    embedded.stop()
    assert not postgres.answers(var / "pg") and not redis.answers(var / "redis")
    embedded.start_missing()
    with psycopg.connect(embedded.postgres_url()) as connection:
        assert connection.execute("select seven from kept").fetchone() == (7,)


def test_many_starters_at_once_make_one_server(var: Path) -> None:
    code = "from config import embedded; embedded.start_missing()"
    starters = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(4)]
    assert [(starter.wait(60), starter.communicate()[1]) for starter in starters] == [(0, b"")] * 4
    assert postgres.answers(var / "pg") and redis.answers(var / "redis")


def test_a_killed_server_starts_again(var: Path) -> None:
    embedded.start_missing()
    kill(postmaster(var))
    kill(pid_in(var / "redis" / "redis.pid") or 0)
    embedded.start_missing()
    assert postgres.answers(var / "pg") and redis.answers(var / "redis")


def test_a_pid_file_that_names_a_stranger_is_no_running_server(var: Path) -> None:
    embedded.start_missing()
    kill(postmaster(var))
    file = var / "pg" / "postmaster.pid"
    file.write_text("\n".join([str(os.getpid()), *file.read_text().splitlines()[1:]]))
    embedded.start_missing()
    assert postmaster(var) != os.getpid() and postgres.answers(var / "pg")


def test_a_zombie_is_not_alive() -> None:
    child = subprocess.Popen(["true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert command_of(child.pid) is None
    child.wait()


def test_sockets_left_by_the_dead_do_not_answer(tmp_path: Path) -> None:
    for name, server in ((".s.PGSQL.5432", postgres), ("redis.sock", redis)):
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(str(tmp_path / name))
        assert (tmp_path / name).exists() and not server.answers(tmp_path)


def test_half_an_initialisation_is_made_again(var: Path) -> None:
    half = var / "pg.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    embedded.start_missing()
    assert postgres.answers(var / "pg") and not half.exists()


def test_nobody_else_reads_the_folders(var: Path) -> None:
    embedded.start_missing()
    open_to_others = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH
    for folder in (var, var / "pg", var / "redis", var / "lake"):
        assert not folder.stat().st_mode & open_to_others


def test_a_path_too_long_for_a_socket_says_what_to_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SEXTANT_VAR", str(tmp_path / ("long" * 30)))
    with pytest.raises(EmbeddedError, match="set SEXTANT_VAR to a shorter folder"):
        embedded.start_missing()


def test_outside_servers_switch_the_embedded_ones_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SEXTANT_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    monkeypatch.setenv("REDIS_URL", "redis://somewhere")
    embedded.start_missing()
    assert not (tmp_path / "var").exists()
    assert embedded.postgres_url() == "postgresql://somewhere/else"
