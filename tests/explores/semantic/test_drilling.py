"""The rows behind a figure give the figure again, whatever is joined."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.semantic import drilling, links
from explores.semantic.cells import Cell, cell_of, quoted
from explores.semantic.compile import compile_query
from explores.semantic.custom import with_custom
from explores.semantic.drill_sets import key_dimension
from explores.semantic.drilling import finer, rows_behind, split
from explores.semantic.errors import SemanticError
from explores.semantic.filters import parse
from explores.semantic.load import from_data
from explores.semantic.model import Catalog, Dimension, Measure
from explores.semantic.query import Query
from explores.semantic.rewrite import rewrite
from explores.semantic.section import CatalogError, Section
from explores.semantic.settings import Setting
from explores.semantic.timeframes import TIMEFRAMES, display
from explores.semantic.validate import validate
from tests.explores.semantic import drawn, shop
from tests.explores.semantic.compared import NOW, Bench, around_the_data, same
from tests.explores.semantic.shop import Row

SUMS = {"count", "sum"}
SETTING = Setting(now=NOW, zone="UTC", scope=(1, 2))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return shop.catalog()


def without_twins(tables: shop.Tables) -> shop.Tables:
    """A filter doesn't tell letters of either case apart, so no two texts differ in nothing else."""
    contacts = [{**row, "country": row["country"] and row["country"].upper()} for row in tables["contacts"]]
    return {**tables, "contacts": contacts}


def answered(bench: Bench, query: Query) -> tuple[list[Row], Row]:
    """Rows and totals, as the gateway shows them."""
    explore = with_custom(bench.catalog.explore(query.explore), query.custom)
    validate(explore, query)
    compiled = compile_query(explore, rewrite(explore, query), bench.setting, bounds=around_the_data)
    totals = bench.run(compiled.totals) if compiled.totals else [{}]
    return bench.run(compiled.rows), totals[0] if totals else {}


def shown(bench: Bench, name: str, value: Any, explore: str = "shop") -> Any:
    field = bench.catalog.explore(explore).by_id.get(name)
    frame = field.timeframe if isinstance(field, Dimension) else None
    return display(frame, value) if frame and TIMEFRAMES[frame].type == "number" else value


def cells(bench: Bench, r: random.Random) -> Iterator[tuple[Query, Cell, Any]]:
    """Figures of random questions: some of rows, some of totals."""
    query = replace(drawn.query(r), pivots=(), limit=None, totals=True, row_totals=False, subtotals=False)
    if query.explore != "shop":
        return
    explore = with_custom(bench.catalog.explore("shop"), query.custom)
    measures = [name for name in query.fields if isinstance(explore.field(name), Measure)]
    dimensions = [name for name in query.fields if name not in measures]
    rows, totals = answered(bench, query)
    for name in measures:
        for row in r.sample(rows, min(3, len(rows))):
            yield query, Cell(name, {d: shown(bench, d, row[d]) for d in dimensions}), row[name]
        if rows:  # where no group passes, there is nothing to point at
            yield query, Cell(name, {}), totals.get(name)


def wrong(bench: Bench, query: Query, cell: Cell, figure: Any) -> list[str]:
    explore = with_custom(bench.catalog.explore("shop"), query.custom)
    try:
        behind = rows_behind(explore, query, cell, bench.setting)
    except SemanticError as error:
        empty = figure in {None, 0}
        return [] if error.code == "cannot_drill" or empty else [f"{query} {cell}: {error}, though it is {figure}"]
    found = []
    measure = explore.measure(cell.field)
    for part in behind:
        rows, totals = answered(bench, replace(part.query, limit=None))
        key = key_dimension(part.view)
        assert key is not None
        keys = [row[key.id] for row in rows]
        if len(keys) != len(set(keys)) or None in keys:
            found.append(f"{query} {cell}: rows {keys}")
        if len(behind) == 1 and not same(totals.get(cell.field), figure) and (rows or figure not in {None, 0}):
            found.append(f"{query} {cell}: {totals.get(cell.field)} behind, shown {figure}")
        if measure.aggregate in SUMS and not same(added([row[cell.field] for row in rows]), figure or 0):
            found.append(f"{query} {cell}: rows add up to {added([row[cell.field] for row in rows])}, shown {figure}")
    return found


def added(values: list[Any]) -> Any:
    return sum(value for value in values if value is not None)


def drill(catalog: Catalog, seed: int, queries: int) -> tuple[list[str], int]:
    r = random.Random(seed)
    tables = without_twins(shop.Draw(seed).tables())
    bench = Bench(catalog, tables, scope=r.choice(((1,), (1, 2))), zone=r.choice(("UTC", "Europe/Paris")))
    found, count = [], 0
    for _ in range(queries):
        for query, cell, figure in cells(bench, r):
            count += 1
            found += wrong(bench, query, cell, figure)
    return found, count


def test_the_rows_behind_random_figures_give_them_again(catalog: Catalog) -> None:
    found, count = zip(*(drill(catalog, seed, 12) for seed in range(2_000_000, 2_000_008)), strict=True)
    assert sum(count) > 150
    assert not [text for each in found for text in each][:5]


def test_a_drill_that_forgets_the_row_is_found(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = drilling.narrowed

    def forgetful(explore: Any, query: Query, cell: Cell, *more: Any) -> Any:
        return honest(explore, query, replace(cell, values=dict(list(cell.values.items())[1:])), *more)

    monkeypatch.setattr(drilling, "narrowed", forgetful)
    assert any(drill(catalog, seed, 12)[0] for seed in range(2_000_000, 2_000_004))


def test_a_figure_by_another_dimension_is_the_figure_of_its_groups(catalog: Catalog) -> None:
    bench = Bench(catalog, without_twins(shop.Draw(5).tables()))
    explore = catalog.explore("shop")
    query = Query("shop", ("memberships.list", "orders.revenue"), (("orders.status", "paid"),), totals=True)
    both, _ = answered(bench, replace(query, fields=("memberships.list", "products.category", "orders.revenue")))
    rows, _ = answered(bench, query)
    for row in rows:
        cell = Cell("orders.revenue", {"memberships.list": row["memberships.list"]})
        asked = split(explore, query, cell, "products.category", bench.setting)
        parts, whole = answered(bench, asked)
        of_both = [one for one in both if one["memberships.list"] == row["memberships.list"]]
        assert {one["products.category"]: one["orders.revenue"] for one in parts if one["orders.revenue"]} == {
            one["products.category"]: one["orders.revenue"] for one in of_both if one["orders.revenue"]
        }
        assert same(whole["orders.revenue"], row["orders.revenue"])


@given(
    st.text("aN ULl\"%_,^-\\{}\t\n'", max_size=6)
    | st.sampled_from(["\n\\", " {{}}", "\u2028x\\", "NULL", "Empty", "{{ x }}", " \\", "-1 to 2"])
)
def test_a_text_is_found_by_just_its_letters(text: str) -> None:
    condition = parse("string", quoted(text), now=NOW, timezone="UTC")
    assert condition.matches(text) and not condition.matches(text + "y") and not condition.matches(None)


def test_a_month_is_drilled_into_by_weeks_and_days(catalog: Catalog) -> None:
    explore = catalog.explore("shop")
    assert [d.id for d in finer(explore, Cell("orders.count", {"orders.ordered_year": 2025}))] == [
        "orders.ordered_month"
    ]
    cell = cell_of(explore, Query("shop", ("orders.ordered_month", "orders.count")), "orders.count", ["2025-02-01"], [])
    asked = split(explore, Query("shop", ("orders.count",)), cell, "orders.ordered_date", SETTING)
    assert asked.filters == (("orders.ordered_month", "2025-02"),) and asked.sorts[0].field == "orders.ordered_date"


def test_a_second_filter_on_a_date_goes_by_another_frame(catalog: Catalog) -> None:
    query = Query("shop", ("orders.ordered_month", "orders.count"), (("orders.ordered_month", "last 30 days"),))
    cell = Cell("orders.count", {"orders.ordered_month": date(2025, 3, 1)})
    found = rows_behind(catalog.explore("shop"), query, cell, SETTING)[0].query.filters
    assert found == (("orders.ordered_month", "last 30 days"), ("orders.ordered_date", "2025-03"))


def test_what_cannot_be_drilled_says_why(catalog: Catalog) -> None:
    explore = with_custom(catalog.explore("shop"), {"mine": {"type": "sum", "of": "orders.total"}})
    judged = Query("shop", ("orders.status", "orders.count"), (("orders.count", ">1"),))
    for query, field, words in (
        (Query("shop", ("orders.status", "mine"), custom={"mine": {}}), "mine", "made in this query"),
        (judged, "orders.count", "groups that pass"),
    ):
        with pytest.raises(SemanticError, match=words):
            rows_behind(explore, query, Cell(field, {}), SETTING)
    assert rows_behind(explore, judged, Cell("orders.count", {"orders.status": "paid"}), SETTING)


def test_a_strange_cell_is_refused(catalog: Catalog) -> None:
    explore, query = catalog.explore("shop"), Query("shop", ("orders.ordered_month", "orders.count"))
    for field, row, pivot in (("orders.revenue", [], []), ("orders.count", ["x"], []), ("orders.count", [], [1])):
        with pytest.raises(SemanticError):
            cell_of(explore, query, field, row, pivot)


def test_links_hold_values_percent_encoded_and_never_another_host() -> None:
    link = links.read(Section({"links": [{"label": "Shop", "url": "https://x.org/o/{value}?c={contacts.id}"}]}, "x"))[0]
    assert links.address(link, "a/b&c d", {"contacts.id": 7}) == "https://x.org/o/a%2Fb%26c%20d?c=7"
    assert links.address(link, "a", {}) == ""
    for bad in ("javascript:alert(1)", "https://{value}.org/", "//x.org", "https://x.org{value}", "ftp://x.org/"):
        with pytest.raises(CatalogError, match="http"):
            links.read(Section({"links": [{"label": "Bad", "url": bad}]}, "x"))


def test_a_drill_set_that_names_no_dimension_is_refused_at_start() -> None:
    views = {**shop.VIEWS, "orders": {**shop.VIEWS["orders"], "drill": ["id", "statsu"]}}
    explore = {"explore": "one", "label": "One", "base": {"view": "orders"}}
    with pytest.raises(CatalogError, match=r"statsu.*status"):
        from_data(views, {"one": explore}, shop.COLUMNS)


def test_dates_behind_a_pivot_column_are_not_filled_in(catalog: Catalog) -> None:
    explore, cell = catalog.explore("shop"), Cell("orders.count", {"orders.status": "paid", "orders.channel": "web"})
    plain = Query("shop", ("orders.status", "orders.channel", "orders.count"))
    assert split(explore, plain, cell, "orders.ordered_date", SETTING).fill is None
    pivoted = replace(plain, pivots=("orders.channel",))
    assert split(explore, pivoted, cell, "orders.ordered_date", SETTING).fill == ()
