"""axe-core on a page as it stands."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.quiet import answered

SCRIPT = Path(__file__).resolve().parents[2] / "ui" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
# What still loads, moves or fades has colours that nobody reads; what turns for ever (a spinner) is not waited for.
AT_REST = """() => Promise.allSettled(document.getAnimations()
    .filter(one => Number.isFinite(one.effect.getComputedTiming().endTime))
    .map(one => one.finished)).then(() => null)"""
# Only what is wrong leaves the page: a whole report names every node that passed, and takes long to send.
RUN = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(found =>
    found.violations.map(rule => `${rule.id}: ${rule.nodes[0].html.slice(0, 200)} ${rule.nodes[0].failureSummary}`))"""


def violations(page: Page) -> list[str]:
    """What is wrong with the page, each rule with the first place, once the page has come to rest."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text())
    answered(page)
    expect(page.locator("plot-chart:not([data-drawn]):visible")).to_have_count(0)
    page.evaluate(AT_REST)
    found: list[str] = page.evaluate(RUN, RULES)
    return found


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
