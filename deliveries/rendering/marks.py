"""Tells a chart that shows its figures from one that shows its axes alone."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page

# A figure that says numbers must have left something beside axes, grid and words. Off-side kinds of figures are not
# asked: to hold a good picture back would be as bad.
_UNMARKED = """(names) => names.filter((name) => {
  const chart = document.getElementById(name)?.querySelector("plot-chart");
  if (!chart?.figure?.data) return false;
  const numbers = chart.figure.data.filter((trace) => ![false, "legendonly"].includes(trace.visible))
    .flatMap(({ orientation, x, y, z, values, value }) => [orientation === "h" ? x : y, z, values, value]);
  const marks = ":is(.trace, .hm, .slice, .sankey, .choroplethlayer, .scattergeolayer, .infolayer .annotation)";
  return numbers.flat(3).some(Number.isFinite) && !chart.querySelector(`${marks} :is(path, image, rect, text)`);
})"""


def unmarked(page: Page, names: Iterable[str]) -> list[str]:
    """Of the charts in these elements, by their ids, those whose figures left no mark."""
    found: list[str] = page.evaluate(_UNMARKED, list(names))
    return found
