"""How much time the product adds to the engine's, for each of the ten reference questions.

``added`` is a run through ``explores.runner.run`` (validate, compile, scope, fetch, shape) minus the same statements
given to a bare DuckDB over the same files; they are run in turn, and each round gives one difference. The question is
compiled anew in each round; ``added_again`` is the same question asked again, which the product remembers. ``least``
compares the quickest runs, and ``own_cpu`` is the processor time outside the engine: on a busy machine these two say
more than the median. The whole page and the whole API request,
HTML and figure included, stand beside it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
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
        "added": _difference(anew, bare),
        "added_again": _difference(same, bare),
        "own_cpu": _own_cpu(partial(_anew, query, viewer, again)),
        "own_cpu_again": _own_cpu(again),
        "product": spread(anew),
        "duckdb": spread(bare),
        "page": spread(_times(partial(_page, client, query), max(3, rounds // 4))),
        "api": spread(_times(partial(_api, client, query), max(3, rounds // 4))),
    }


def _anew(query: Query, viewer: Viewer, run: Act) -> None:
    """As if the question had never been asked before."""
    runner.catalog_for(viewer).explore(query.explore).memo.clear()
    run()


def _difference(ours: Sequence[float], bare: Sequence[float]) -> dict[str, float]:
    pairs = [mine - engine for mine, engine in zip(ours, bare, strict=True)]
    ratio = percentile([mine / engine for mine, engine in zip(ours, bare, strict=True)], 0.5)
    return {**spread(pairs), "least_ms": round((min(ours) - min(bare)) * 1e3, 2), "ratio_p50": round(ratio, 3)}


def _own_cpu(act: Act) -> dict[str, float]:
    """Processor time of the product's own thread outside the engine: hardly touched by what else the machine does."""
    took = []
    for _ in range(CPU_ROUNDS):
        with direct.listening() as heard:
            began = time.thread_time()
            act()
            took.append(time.thread_time() - began - heard.seconds)
    return {**spread(took), "least_ms": round(min(took) * 1e3, 2)}


def _in_turn(acts: Sequence[Act], rounds: int) -> list[list[float]]:
    """Seconds of each act, a round at a time; every round begins with another one."""
    for act in [*acts, *acts]:  # warm
        act()
    took: list[list[float]] = [[] for _ in acts]
    for number in range(rounds):
        for turn in range(len(acts)):
            which = (number + turn) % len(acts)
            took[which].append(_time(acts[which]))
    return took


def _time(act: Act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _times(act: Act, rounds: int) -> list[float]:
    act()
    return [_time(act) for _ in range(rounds)]


def _page(client: Client, query: Query) -> None:
    response = client.get(f"/explore/{query.explore}/?{urlencode(url.to_params(query))}")
    assert response.status_code == 200, response.status_code


def _api(client: Client, query: Query) -> None:
    body = json.dumps(query_json.to_json(query))
    response = client.post(f"/api/v1/explores/{query.explore}/query", body, content_type="application/json")
    assert response.status_code == 200, response.content[:500]
