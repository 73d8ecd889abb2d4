"""The browser itself: what does not draw is not given out, nothing gets out or in, and it comes back when it dies."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from threading import Thread

import django
import pytest

from deliveries.rendering import browser, drawing
from deliveries.rendering.drawing import Sheet
from deliveries.rendering.problem import RenderProblem
from deliveries.rendering.served import static_file
from explores import charts
from tests.explores.charts.test_marks import CASES

pytestmark = pytest.mark.browser
INK = '<p class="title-page">Revenue performance of the last twelve months</p>'
PLOT = (
    '<div id="tile-a"><plot-chart class="chart" data-plotly="/static/vendor/plotly/plotly.min.js">'
    '<script type="application/json">{}</script><div class="plot"></div></plot-chart></div>'
)
BARS = PLOT.format(
    '{"data": [{"type": "bar", "x": [1, 2], "y": [3, 4]}], "layout": {"margin": {"t": 9}}, "config": {}}'
)
NOTHING = PLOT.format(
    '{"data": [], "config": {}, "layout": {"xaxis": {"visible": false}, "yaxis": {"visible": false}}}'
)


def sheet(body: str, **charts: str) -> Sheet:
    return Sheet(
        "Sales", f'<body class="paper paper-explore"><div class="visualization">{body}</div></body>', 800, charts=charts
    )


def picture(body: str, **charts: str) -> bytes:
    return drawing.drawn(sheet(body, **charts), drawing.picture)


def test_a_chart_that_is_drawn_passes() -> None:
    assert picture(INK + BARS, **{"tile-a": "Sales"}).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "body", [NOTHING, '<div id="tile-a"><div class="plot"></div></div>', "", '<div id="tile-a"></div>']
)
def test_a_chart_that_is_not_drawn_is_named(body: str) -> None:
    with pytest.raises(RenderProblem, match="chart of “Sales” came out blank"):
        picture(INK + body, **{"tile-a": "Sales"})


def test_a_chart_of_axes_alone_is_named_where_it_has_figures() -> None:
    trace = {"type": "scatter", "x": [1, 2], "mode": "none"}
    empty = PLOT.format(json.dumps({"data": [trace | {"y": [None, None]}], "layout": {}, "config": {}}))
    assert picture(INK + empty, **{"tile-a": "Sales"})
    lost = PLOT.format(json.dumps({"data": [trace | {"y": [3, 4]}], "layout": {}, "config": {}}))
    with pytest.raises(RenderProblem, match="chart of “Sales” came out blank"):
        picture(INK + lost, **{"tile-a": "Sales"})


def test_charts_of_every_kind_pass() -> None:
    made = [charts.figure(found, {"type": kind, "settings": settings}).plot for kind, found, settings, _ in CASES]
    drawn = [PLOT.replace("tile-a", f"tile-{n}").format(json.dumps(plot)) for n, plot in enumerate(made) if plot]
    assert picture(INK + "".join(drawn), **{f"tile-{n}": f"Chart {n}" for n in range(len(drawn))})


def test_a_blank_page_is_not_given_out() -> None:
    with pytest.raises(RenderProblem, match="came out blank"):
        picture("")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8000/x.png",
        "https://example.org/x.png",
        "file:///etc/passwd",
        "/settings/",
        "/static/../manage.py",
    ],
)
def test_a_page_that_asks_for_anything_else_is_not_given_out(address: str) -> None:
    with pytest.raises(RenderProblem, match="did not draw as it should"):
        picture(f'{INK}<img src="{address}" alt="">')


def test_a_page_on_which_something_went_wrong_draws_no_other_document() -> None:
    """It may tell more of it later, which would be laid to the next."""
    before = browser.at_desk(lambda desk: desk)
    with pytest.raises(RenderProblem, match="came out blank"):
        picture("")
    assert browser.at_desk(lambda desk: desk) is before
    with pytest.raises(RenderProblem, match="did not draw as it should"):
        picture(f'{INK}<img src="/settings/" alt="">')
    assert browser.at_desk(lambda desk: desk) is not before


def test_no_script_of_a_document_runs() -> None:
    harmful = "<img src=x onerror=\"document.body.textContent = ''\"><script>document.body.textContent = ''</script>"
    with pytest.raises(RenderProblem):
        picture(INK + harmful)
    assert picture(INK)


def test_static_files_are_all_that_is_served() -> None:
    assert static_file("/static/ui/tokens.css") is not None
    for path in (
        "/static/../config/settings.py",
        "/static/%2e%2e/config/settings.py",
        "/etc/passwd",
        "/static/",
        "/static//etc/passwd",
    ):
        assert static_file(path) is None


def test_a_page_without_end_is_stopped_and_the_next_is_drawn() -> None:
    with pytest.raises(RenderProblem, match="not ready after 2 s"):
        browser.at_desk(lambda desk: desk.page.evaluate("() => { for (;;); }"), limit=2)
    assert picture(INK)


def test_a_browser_that_died_is_replaced() -> None:
    picture(INK)
    kill()
    assert picture(INK)


def test_a_page_whose_browser_dies_under_it_is_drawn_by_another() -> None:
    tries: list[int] = []

    def work(desk: object) -> int:
        tries.append(1)
        if len(tries) == 1:
            kill()
        return int(desk.page.evaluate("6 * 7"))  # type: ignore[attr-defined]

    assert browser.at_desk(work) == 42 and len(tries) == 2


def kill() -> None:
    assert browser._keeper is not None and browser._keeper.browser_pid is not None
    os.kill(browser._keeper.browser_pid, signal.SIGKILL)


def test_many_threads_share_one_browser() -> None:
    made: list[bytes] = []
    threads = [Thread(target=lambda: made.append(picture(INK))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4 and len(set(made)) == 1


def _draw(told: Connection) -> None:
    told.send(len(picture(INK)))


def _draw_before_and_after_a_fork(told: Connection) -> None:
    django.setup()
    picture(INK)
    child = multiprocessing.get_context("fork").Process(target=_draw, args=(told,))
    child.start()
    child.join(60)
    _draw(told)
    told.send(child.exitcode)


@pytest.mark.slow
def test_a_forked_process_has_a_browser_of_its_own() -> None:
    here, there = multiprocessing.Pipe()
    # In a new process: one with as many threads as that of the tests can't be forked.
    parent = multiprocessing.get_context("spawn").Process(target=_draw_before_and_after_a_fork, args=(there,))
    parent.start()
    assert here.poll(120) and here.recv() > 1000
    assert here.poll(60) and here.recv() > 1000
    assert here.poll(20) and here.recv() == 0
    parent.join(20)
