"""A dashboard on paper, read back: real text, bookmarks, what it is narrowed to; and what is refused."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from accounts.models import User
from dashboards import parts
from dashboards.asking import answered
from dashboards.library import dashboards
from dashboards.model import Box
from deliveries.rendering.answers import LEAST_ROWS
from deliveries.rendering.dashboards import pdf, png
from deliveries.rendering.paper import Paper
from deliveries.rendering.problem import RenderProblem
from tests.deliveries.rendering.printed import asked, bookmarks, only, squeezed, text
from tests.shop import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sales")]
LONG = "Umsatz" * 60
RTL = "דוח מכירות شهري"


def test_a_pdf_holds_every_title_as_text_and_as_bookmark(alice: User) -> None:
    page = asked(alice)
    made = pdf(page, Paper("a4", landscape=True))
    titles = [page.dashboard.title, *(tile.title for tile in page.dashboard.tiles)]
    assert sorted(bookmarks(made)) == sorted(titles)
    assert [title for title in titles if squeezed(title) not in text(made)] == []


def test_the_figures_of_a_table_are_those_of_its_answer(alice: User) -> None:
    page = only(asked(alice), "places")
    table = parts.context(answered(page.dashboard.tiles[0], page), "", page.today)["table"]
    said = text(pdf(page, Paper()))
    figures = [cell.text for line in [*(line.cells for line in table.lines), table.total] for cell in line]
    assert len(figures) > 5
    assert [figure for figure in figures if squeezed(figure) not in said] == []


def test_a_pdf_tells_filters_zone_moment_and_whose_it_is(alice: User) -> None:
    said = text(pdf(only(asked(alice, order_date="2025-03"), "orders"), Paper()))
    for words in ("Order date", "1 Mar 2025", "Europe/Paris", "Made on 9 Dec 2025, 09:30", "Maison Alba", "Data as of"):
        assert squeezed(words) in said


def test_a_person_is_told_their_sub_account_alone(bob: User) -> None:
    said = text(pdf(only(asked(bob), "orders"), Paper()))
    assert squeezed("Alba France") in said and squeezed("Alba Italia") not in said


def test_fit_is_one_page_as_wide_as_the_screen(alice: User) -> None:
    found = PdfReader(BytesIO(pdf(asked(alice), Paper())))
    assert len(found.pages) == 1
    assert float(found.pages[0].mediabox.width) == pytest.approx(1260 * 0.75, abs=1)
    assert found.metadata is not None and found.metadata.title == "Revenue performance"


@pytest.mark.parametrize(("paper", "sides"), [(Paper("letter"), (612, 792)), (Paper("a5", landscape=True), (595, 420))])
def test_a_paper_has_its_size_and_numbered_pages(alice: User, paper: Paper, sides: tuple[int, int]) -> None:
    found = PdfReader(BytesIO(pdf(only(asked(alice), "orders", "places"), paper)))
    box = found.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(sides, abs=1)
    assert f"Page 1 of {len(found.pages)}" in found.pages[0].extract_text()


def test_charts_are_drawn_as_lines_and_not_as_pictures(alice: User) -> None:
    made = pdf(only(asked(alice), "revenue_by_month"), Paper())
    page = PdfReader(BytesIO(made)).pages[0]
    assert list(page.images) == []
    drawn = pypdfium2.PdfDocument(made)[0].render(scale=1).to_pil().convert("RGB")
    assert drawn.getcolors(1 << 24) is not None and len(drawn.getcolors(1 << 24) or []) > 50


def test_labels_that_would_run_are_words_on_paper(alice: User) -> None:
    page = only(asked(alice), "orders", "places", title=f"{HOSTILE} {RTL}")
    title = f"<script>alert(1)</script> {LONG}"
    made = pdf(replace(page, dashboard=replace(page.dashboard, title=title)), Paper("a4"))
    assert squeezed("<script>alert(1)</script>") in text(made)
    assert squeezed("<img src=x onerror=") in text(made)


def test_a_picture_is_sharp_and_as_wide_as_the_screen(alice: User) -> None:
    picture = Image.open(BytesIO(png(only(asked(alice), "orders", "revenue_by_month"), Paper())))
    assert picture.width == 2 * 1260
    column = Image.open(BytesIO(png(only(asked(alice), "orders"), Paper(single_column=True))))
    assert column.width == 2 * 800


def test_a_tile_that_cannot_be_answered_is_named_and_nothing_is_made(alice: User) -> None:
    page = only(asked(alice), "orders", "places", fault="Its field is gone.")
    with pytest.raises(RenderProblem, match="“Orders” could not be answered: Its field is gone") as raised:
        pdf(page, Paper())
    assert raised.value.code == "tile"


def test_before_the_first_data_there_is_nothing_to_print(alice: User) -> None:
    with pytest.raises(RenderProblem, match="no data yet"):
        pdf(replace(asked(alice), pin=None), Paper())


def test_tiles_without_rows_are_printed_as_such(alice: User) -> None:
    said = text(pdf(only(asked(alice, order_date="2001"), "orders", "revenue_by_month", "places"), Paper()))
    assert squeezed("Nothing matches these filters") in said


def test_it_says_how_far_it_is(alice: User) -> None:
    steps: list[tuple[int, int]] = []
    pdf(only(asked(alice), "orders", "places"), Paper(), progress=lambda done, whole: steps.append((done, whole)))
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_an_expanded_table_shows_every_row_and_goes_on_over_pages(alice: User) -> None:
    page = only(asked(alice), "product_table")
    whole = parts.context(answered(page.dashboard.tiles[0], page), "", page.today)["table"]
    said = text(pdf(page, Paper("a5", expand_tables=True)))
    assert squeezed(f"{len(whole.lines)} of {len(whole.lines)} rows") in said


def test_a_table_says_how_many_rows_it_leaves_out(alice: User) -> None:
    page = only(asked(alice, order_date=""), "products", box=Box(0, 0, 24, 5))
    many = answered(page.dashboard.tiles[0], page).answer.total_rows
    shown = min(many, LEAST_ROWS)
    assert squeezed(f"{shown} of {many} row") in text(pdf(page, Paper()))


@pytest.mark.slow
@pytest.mark.parametrize("slug", list(dashboards()))
def test_every_standard_dashboard_prints(alice: User, slug: str) -> None:
    page = asked(alice, slug)
    made = pdf(page, Paper())
    assert len(bookmarks(made)) == 1 + len(page.dashboard.tiles)
