"""The ticks of charts at any width: none is written into its neighbour, and the year is said where it is another."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from explores.charts.periods import tick
from explores.charts.template import FONT
from explores.formatting.formats import Style
from tests.browser.conftest import SignIn
from tests.browser.test_chart_kinds import MONTHS

pytestmark = pytest.mark.browser
WIDTHS = (180, 240, 300, 360, 420, 560, 720, 900)
NAMES = [[f"Campaign {n}", f"Campaign {n}", f"Campaign {n}"] for n in range(9)]
DRAWN = """([figure, widths]) => {
  const kept = document.querySelector("plot-chart"), main = document.createElement("main");
  for (const width of widths) {
    const one = kept.cloneNode(true);
    one.querySelector("script").textContent = JSON.stringify(figure);
    one.querySelector(".plot").replaceChildren();
    one.removeAttribute("data-drawn");
    main.append(Object.assign(document.createElement("div"), { className: "probe" }));
    main.lastChild.style.width = `${width}px`;
    main.lastChild.append(one);
  }
  document.body.replaceChildren(main);
}"""
TICKS = """() => [...document.querySelectorAll("plot-chart")].map(
(one) => [...one.querySelectorAll(".xtick text")].map((text) => {
  const box = text.getBoundingClientRect();
  return [text.textContent, box.left, box.right];
}).filter(([, left, right]) => right > left))"""  # one that would be cut at the edge is hidden


def days(count: int, step: int) -> list[list[str]]:
    """Ticks from the third of November 2024 on, as a chart offers them to the page."""
    found = (date(2024, 11, 3) + timedelta(days=step * place) for place in range(count))
    return [[day.isoformat(), *tick(day, "date", Style())] for day in found]


def drawn(page: Page, ticks: list[list[str]], kind: str) -> list[list[tuple[str, float, float]]]:
    """The ticks that stand in charts of each width: what they say, and from where to where."""
    data = [{"type": "scatter", "x": [at for at, *_ in ticks], "y": list(range(len(ticks)))}]
    layout = {
        "font": FONT,
        "xaxis": {"type": kind},
        "margin": {"l": 40, "r": 14, "t": 10, "b": 26},
        "meta": {"ticks": ticks},
    }
    figure: dict[str, Any] = {"data": data, "layout": layout, "config": {}}
    page.evaluate(DRAWN, [figure, WIDTHS])
    expect(page.locator("plot-chart[data-drawn]")).to_have_count(len(WIDTHS))
    found: list[list[tuple[str, float, float]]] = page.evaluate(TICKS)
    return found


def test_no_tick_is_written_into_its_neighbour_and_a_year_is_said_once(
    sales: None, sign_in: SignIn, alice: User
) -> None:
    page = sign_in(alice)
    page.goto(f"/explore/business/?{MONTHS}&vis=column", wait_until="commit")
    expect(page.locator("plot-chart[data-drawn]")).to_be_attached(timeout=60_000)
    for ticks, kind in ((days(752, 1), "date"), (days(108, 7), "date"), (days(12, 117), "date"), (NAMES, "category")):
        for found in drawn(page, ticks, kind):
            clear = all(right + 2 < left for (_, _, right), (_, left, _) in pairwise(found))
            years = [text[-2:] for text, *_ in found if len(text.split()) == 3]
            assert found and clear and years == sorted(set(years)), found
