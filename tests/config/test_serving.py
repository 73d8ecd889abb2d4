"""The supervisor: one command starts all, one key ends all, and a crash leaves nothing in the way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import embedded
from config.embedded import postgres, redis
from config.processes import command_of, pid_in
from config.serving.child import end_leftover
from config.serving.parts import Part
from tests.config.stack import BASE, Stack, short_folder, stack
from tests.waiting import comes

together = pytest.mark.xdist_group("serving")  # one running stack for all of them


@pytest.fixture(scope="session")
def running() -> Iterator[Stack]:
    """One running Sextant for the tests that leave it running."""
    with stack() as made:
        made.start()
        yield made


def pids(made: Stack) -> list[int]:
    return [pid_in(file) or 0 for file in sorted((made.var / "run").glob("*.pid"))]


@together
@pytest.mark.slow
@pytest.mark.parametrize("part", ["web", "worker", "render", "clock", "beat"])
def test_every_part_is_well(running: Stack, part: str) -> None:
    comes(lambda: running.healthy(part))


@together
@pytest.mark.slow
def test_a_second_start_says_that_it_runs_and_how_to_stop_it(running: Stack) -> None:
    refused = running.manage("serve", "--port", str(running.port))
    assert refused.returncode == 1 and "already runs here" in refused.stderr and "make stop" in refused.stderr


@together
@pytest.mark.slow
def test_a_part_that_dies_is_started_again(running: Stack) -> None:
    before = pid_in(running.var / "run" / "worker.pid") or 0
    os.kill(before, signal.SIGKILL)
    running.wait_to_say("worker died and is started again")
    comes(lambda: pid_in(running.var / "run" / "worker.pid") not in (before, None))


@pytest.mark.slow
def test_a_start_after_a_kill_picks_up_what_runs_and_one_key_ends_all_of_it() -> None:
    with stack() as made:
        made.start()
        database, left = pid_in(made.var / "pg" / "postmaster.pid"), pids(made)
        made.end(signal.SIGKILL)
        made.start()
        assert pid_in(made.var / "pg" / "postmaster.pid") == database
        assert not any(command_of(pid) for pid in left)
        parts = pids(made)
        assert len(parts) == 4 and all(command_of(pid) for pid in parts)
        assert made.end(signal.SIGINT) == 0
        assert not any(command_of(pid) for pid in parts)
        assert not postgres.answers(made.var / "pg") and not redis.answers(made.var / "redis")


@pytest.mark.soak
def test_twenty_kills_at_any_moment_leave_nothing_in_the_way() -> None:
    with stack() as made:
        for kill in range(20):
            started = subprocess.Popen(made.serving, cwd=BASE, env=made.environment, stderr=subprocess.DEVNULL)
            time.sleep(kill / 2)
            started.kill()
            started.wait()
        made.start()
        assert all(made.healthy(part) for part in ("web", "worker", "clock")) and made.end() == 0


@pytest.mark.slow
def test_a_port_of_another_program_is_named_with_a_way_out() -> None:
    with short_folder() as folder, socket.socket() as stranger:
        made = Stack(folder)
        made.environment |= {"DATABASE_URL": embedded.postgres_url(), "REDIS_URL": embedded.redis_url()}
        stranger.bind(("127.0.0.1", made.port))
        stranger.listen()
        refused = made.manage("serve", "--port", str(made.port))
        assert refused.returncode == 1
        assert "another program listens there" in refused.stderr and f"PORT={made.port + 1}" in refused.stderr


def leftover(folder: Path, mark: str) -> subprocess.Popen[bytes]:
    (folder / "run").mkdir(exist_ok=True)
    code = "import time; print('runs', flush=True); time.sleep(60)"
    command = [sys.executable, "-c", code, mark]
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline()  # before that its command may not be known yet
    (folder / "run" / "web.pid").write_text(str(process.pid))
    return process


def test_a_leftover_part_is_ended_and_a_stranger_with_its_number_is_not(tmp_path: Path) -> None:
    part = Part("web", (), "config.wsgi")
    ours, stranger = leftover(tmp_path, "config.wsgi"), None
    assert end_leftover(part, tmp_path) and ours.wait(5)
    stranger = leftover(tmp_path, "something else")
    assert not end_leftover(part, tmp_path) and stranger.poll() is None
    stranger.kill()
    stranger.wait()
