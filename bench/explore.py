"""How much time the product adds to the engine's, for each of the ten reference questions.

``added`` is a run through ``explores.runner.run`` (validate, compile, scope, fetch, shape) minus the same statements
given to a bare DuckDB over the same files; the two are run in turn, and each pair gives one difference.
``added_least`` compares the quickest run of each: on a busy machine it says more than the median. The whole page and the whole API request, HTML and figure included, stand beside it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
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
WARM_UPS = 2
TARGET_MS = 10.0


def measure(rounds: int) -> dict[str, Any]:
    """All shapes over the data of this process's installation."""
    lea = User.objects.get(email=ADMIN_EMAIL)
    viewer, pin = viewer_for(lea), open_warehouse().pin()
    client = Client(headers={"host": "localhost"})
    client.force_login(lea)
    shapes = {name: _shape(query, viewer, pin, client, rounds) for name, query in SHAPES.items()}
    slow = [name for name, each in shapes.items() if each["added"]["p50_ms"] > TARGET_MS]
    return {"target": f"added p50 <= {TARGET_MS:g} ms", "rounds": rounds, "missed": slow, "shapes": shapes}


def _shape(query: Query, viewer: Viewer, pin: Pin, client: Client, rounds: int) -> dict[str, Any]:
    runner.run(query, viewer, now=NOW, pin=pin)  # what is asked once for a pin (currencies, first and last days)
    with direct.listening() as asked:
        answer = runner.run(query, viewer, now=NOW, pin=pin)
    connection = direct.connect(pin)
    pairs = _in_turn(lambda: runner.run(query, viewer, now=NOW, pin=pin), lambda: direct.ask(connection, asked), rounds)
    connection.close()
    return {
        "rows": answer.returned,
        "statements": len(asked),
        "added": spread([ours - bare for ours, bare in pairs]),
        "added_least_ms": round((min(ours for ours, _ in pairs) - min(bare for _, bare in pairs)) * 1e3, 2),
        "product": spread([ours for ours, _ in pairs]),
        "duckdb": spread([bare for _, bare in pairs]),
        "ratio_p50": round(percentile([ours / bare for ours, bare in pairs], 0.5), 3),
        "page": spread(_times(lambda: _page(client, query), max(3, rounds // 4))),
        "api": spread(_times(lambda: _api(client, query), max(3, rounds // 4))),
    }


def _in_turn(one: Callable[[], Any], other: Callable[[], Any], rounds: int) -> list[tuple[float, float]]:
    for _ in range(WARM_UPS):
        one()
        other()
    pairs = []
    for number in range(rounds):
        first, second = (one, other) if number % 2 else (other, one)
        took = _time(first), _time(second)
        pairs.append(took if number % 2 else (took[1], took[0]))
    return pairs


def _time(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _times(act: Callable[[], Any], rounds: int) -> list[float]:
    act()
    return [_time(act) for _ in range(rounds)]


def _page(client: Client, query: Query) -> None:
    response = client.get(f"/explore/{query.explore}/?{urlencode(url.to_params(query))}")
    assert response.status_code == 200, response.status_code


def _api(client: Client, query: Query) -> None:
    body = json.dumps(query_json.to_json(query))
    response = client.post(f"/api/v1/explores/{query.explore}/query", body, content_type="application/json")
    assert response.status_code == 200, response.content[:500]
