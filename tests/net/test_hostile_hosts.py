"""Hosts that misbehave: each ends soon, with a number or a problem, and none of their words gets in."""

from __future__ import annotations

import socket
import tracemalloc
from collections.abc import Callable

import pytest

from net.door import exchange
from net.problem import DoorProblem
from tests.servers import hostile
from tests.servers.hostile import misbehaving
from tests.servers.patience import not_waited_for

Way = Callable[[socket.socket], None]


def told(way: Way, body: bytes = b"{}") -> tuple[str, bool] | int:
    """The status, or the problem's code and whether the message may have arrived: it has time enough to."""
    with misbehaving(way) as host:
        try:
            return exchange(host.url, body, {}, allowed=host.allowed, seconds=3).status
        except DoorProblem as problem:
            assert "inside" not in problem.message
            return problem.code, problem.sent


@pytest.mark.parametrize(
    ("way", "outcome"),
    [
        (hostile.hangs, ("slow", True)),
        (hostile.drips, ("slow", True)),
        (hostile.never_ends, 200),
        (hostile.talks_nonsense, ("broken", True)),
        (hostile.says_nothing, ("broken", True)),
        (hostile.stops_in_the_head, ("broken", True)),
        (hostile.asks_to_go_on_for_ever, ("broken", True)),
        (hostile.has_endless_headers, ("broken", True)),
        (hostile.has_one_endless_header, ("broken", True)),
        (hostile.promises_more_than_it_sends, 200),
        (hostile.sends_more_than_it_promised, 200),
        (hostile.has_a_length_below_zero, 200),
        (hostile.has_broken_chunks, 200),
    ],
)
def test_who_misbehaves_is_given_up_soon(way: Way, outcome: tuple[str, bool] | int) -> None:
    with not_waited_for():
        assert told(way) == outcome


def test_who_refuses_before_reading_is_heard() -> None:
    assert told(hostile.refuses_before_it_has_read, b"x" * 30_000_000) == 413


def test_a_flood_takes_no_memory() -> None:
    tracemalloc.start()
    told(hostile.asks_to_go_on_for_ever)
    told(hostile.has_endless_headers)
    assert tracemalloc.get_traced_memory()[1] < 12_000_000
    tracemalloc.stop()


def test_a_host_may_take_its_time_with_what_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("net.door.LAST_SECONDS", 0.2)
    with misbehaving(hostile.promises_more_than_it_sends) as host, not_waited_for():
        assert exchange(host.url, b"", {}, allowed=host.allowed, seconds=60).status == 200
