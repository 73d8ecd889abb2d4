"""How much time the product adds to the engine's, for each of the ten reference questions.

``added`` is a run through ``explores.runner.run`` (validate, compile, scope, fetch, shape) minus what the engine took
inside that very run. The question is compiled anew in each round; ``added_again`` is the same question asked again,
which the product remembers. ``engine_ratio`` holds the engine inside the product against a bare DuckDB given the same
statements over the same files, in turn with it: 1 where the product's settings and scope don't slow it down. The two
are told apart because a scan of seconds swings by more than the product adds. ``own_cpu`` is the processor time
outside the engine. The whole page and the whole API request, HTML and figure included, stand beside it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from accounts.access import viewer_for
from accounts.models import User
from accounts.viewer import Viewer
from bench import direct
from bench.figures import percentile, spread
from bench.shapes import SHAPES
from cdp.demo.company import ADMIN_EMAIL
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import Pin
from explores import runner
from explores.semantic import query_json, url
from explores.semantic.query import Query

NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)
TARGET_MS = 10.0
CPU_ROUNDS = 5
Act = Callable[[], Any]


def measure(rounds: int) -> dict[str, Any]:
    """All shapes over the data of this process's installation."""
    lea = User.objects.get(email=ADMIN_EMAIL)
    viewer, pin = viewer_for(lea), open_warehouse().pin()
    client = Client(headers={"host": "localhost"})
    client.force_login(lea)
    shapes = {}
    for name, query in SHAPES.items():
        shapes[name] = _shape(query, viewer, pin, client, rounds)
        print(f"bench: {name}: {shapes[name]['added']} added", file=sys.stderr, flush=True)  # noqa: T201
    slow = [name for name, each in shapes.items() if each["added"]["p50_ms"] > TARGET_MS]
    return {"target": f"added p50 <= {TARGET_MS:g} ms", "rounds": rounds, "missed": slow, "shapes": shapes}


def _shape(query: Query, viewer: Viewer, pin: Pin, client: Client, rounds: int) -> dict[str, Any]:
    again = partial(runner.run, query, viewer, now=NOW, pin=pin)
    again()  # what is asked once for a pin: currencies, first and last days
    with direct.listening() as heard:
        answer = again()
    connection, statements = direct.connect(pin), heard.statements
    anew, same, bare = _in_turn(
        [partial(_anew, query, viewer, again), again, partial(direct.ask, connection, statements)], rounds
    )
    connection.close()
    return {
        "rows": answer.returned,
        "statements": len(statements),
        "added": _added(anew),
        "added_again": _added(same),
        "engine_ratio": _engine_ratio(anew + same, bare + bare),
        "own_cpu": _own_cpu(partial(_anew, query, viewer, again)),
        "own_cpu_again": _own_cpu(again),
        "product": spread([run.whole for run in anew]),
        "duckdb": spread([run.whole for run in bare]),
        "page": _walls(partial(_page, client, query), max(3, rounds // 4)),
        "api": _walls(partial(_api, client, query), max(3, rounds // 4)),
    }


@dataclass(frozen=True)
class Run:
    """Wall time in seconds: of the whole, and of the engine in it."""

    whole: float
    engine: float


def _anew(query: Query, viewer: Viewer, run: Act) -> Any:
    """As if the question had never been asked before."""
    explore = runner.catalog_for(viewer).explore(query.explore)
    for memo in (explore.variants, explore.compiled, explore.said):
        memo.clear()
    return run()


def _added(runs: Sequence[Run]) -> dict[str, float]:
    return spread([run.whole - run.engine for run in runs])


def _engine_ratio(ours: Sequence[Run], bare: Sequence[Run]) -> float:
    return round(percentile([mine.engine / other.whole for mine, other in zip(ours, bare, strict=True)], 0.5), 3)


def _own_cpu(act: Act) -> dict[str, float]:
    """Processor time of the product's own thread outside the engine: hardly touched by what else the machine does."""
    took = []
    for _ in range(CPU_ROUNDS):
        with direct.listening() as heard:
            began = time.thread_time()
            act()
            took.append(time.thread_time() - began - heard.seconds)
    return {**spread(took), "least_ms": round(min(took) * 1e3, 2)}


def _in_turn(acts: Sequence[Act], rounds: int) -> list[list[Run]]:
    """Runs of each act, a round at a time; every round begins with another one."""
    for act in [*acts, *acts]:  # warm
        act()
    took: list[list[Run]] = [[] for _ in acts]
    for number in range(rounds):
        for turn in range(len(acts)):
            which = (number + turn) % len(acts)
            took[which].append(_time(acts[which]))
    return took


def _time(act: Act) -> Run:
    began = time.perf_counter()
    answer = act()
    return Run(time.perf_counter() - began, getattr(answer, "seconds", 0.0))


def _walls(act: Act, rounds: int) -> dict[str, float]:
    act()
    return spread([_time(act).whole for _ in range(rounds)])


def _page(client: Client, query: Query) -> None:
    response = client.get(f"/explore/{query.explore}/?{urlencode(url.to_params(query))}")
    assert response.status_code == 200, response.status_code


def _api(client: Client, query: Query) -> None:
    body = json.dumps(query_json.to_json(query))
    response = client.post(f"/api/v1/explores/{query.explore}/query", body, content_type="application/json")
    assert response.status_code == 200, response.content[:500]
