"""How long a person waits from Run to a new chart, in a real browser on the product's own web server.

Each of the ten reference questions is asked again and again with another row limit, so that nothing of it was asked
before; the clock stands in the page and stops when Plotly has drawn. In turn with it, a bare DuckDB answers the same
statements over the same files: the target is twice its time and 150 ms for everything else.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from accounts.access import viewer_for
from accounts.models import User
from accounts.viewer import Viewer
from bench import direct
from bench.figures import percentile, spread
from bench.server import ADDRESS, cookie, served
from bench.shapes import SHAPES
from cdp.demo.company import ADMIN_EMAIL
from cdp.warehouse import open_warehouse
from config import browser
from explores import runner
from explores.semantic import url
from explores.semantic.query import Query

OURS_MS = 150.0  # for everything but the engine
PATIENCE_MS = 120_000
RUN = """
async (limit) => {
  const before = document.querySelector("plot-chart");
  document.querySelector("explore-page").set("limit", limit);
  const began = performance.now();
  document.getElementById("run").click();
  await new Promise((drawn) => {
    const look = () => {
      const chart = document.querySelector("plot-chart[data-drawn]");
      return chart && chart !== before ? drawn() : requestAnimationFrame(look);
    };
    look();
  });
  return performance.now() - began;
}
"""


def measure(rounds: int) -> dict[str, Any]:
    """All shapes over the data of this process's installation."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in this thread
    lea = User.objects.get(email=ADMIN_EMAIL)
    with served(), signed_in(lea) as page:
        shapes = {name: _shape(query, viewer_for(lea), page, rounds) for name, query in SHAPES.items()}
    return {
        "target": f"p50 <= 2 x the engine's own + {OURS_MS:g} ms",
        "rounds": rounds,
        "missed": [name for name, each in shapes.items() if each["run_to_chart"]["p50_ms"] > each["allowed_ms"]],
        "shapes": shapes,
    }


def _shape(query: Query, viewer: Viewer, page: Page, rounds: int) -> dict[str, Any]:
    pin = open_warehouse().pin()
    connection = direct.connect(pin)
    with direct.listening() as heard:
        runner.run(query, viewer, now=datetime.now(UTC), pin=pin)
    page.goto(f"/explore/{query.explore}/?{urlencode([*url.to_params(query), ('vis', 'column')])}")
    page.locator("plot-chart[data-drawn]").wait_for(timeout=PATIENCE_MS)
    limit = query.limit or 0
    direct.ask(connection, heard.statements)
    waited, engine = [], []
    for number in range(rounds):
        waited.append(page.evaluate(RUN, str(limit - 1 - number)) / 1e3)
        began = time.perf_counter()
        direct.ask(connection, heard.statements)
        engine.append(time.perf_counter() - began)
    connection.close()
    return {
        "run_to_chart": spread(waited),
        "engine": spread(engine),
        "allowed_ms": round(2e3 * percentile(engine, 0.5) + OURS_MS, 1),
    }


@contextmanager
def signed_in(user: User) -> Iterator[Page]:
    """A page of that person in the machine's Chromium."""
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=browser.path(), args=["--no-sandbox", "--disable-background-networking"]
        )
        context = chrome.new_context(base_url=f"http://{ADDRESS}", viewport={"width": 1440, "height": 900})
        name, value = cookie(user)
        context.add_cookies([{"name": name, "value": value, "url": f"http://{ADDRESS}"}])
        yield context.new_page()
        chrome.close()
