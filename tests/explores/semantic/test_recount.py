"""A figure counted again without joins is the same figure; where it is not, something is wrong, and it shows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlglot import exp

from explores.semantic.aggregate import Aggregator
from explores.semantic.cells import Cell, judged
from explores.semantic.custom import with_custom
from explores.semantic.errors import SemanticError
from explores.semantic.model import Catalog, Measure
from explores.semantic.plan import Branch
from explores.semantic.query import Query
from explores.semantic.recount import FIGURE, recount
from tests.explores.semantic import drawn, shop
from tests.explores.semantic.compared import Bench, around_the_data, same
from tests.explores.semantic.test_drilling import answered, shown


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return shop.catalog()


def figures(bench: Bench, r: random.Random) -> Iterator[tuple[Query, Cell, Any]]:
    """Figures of random questions: of rows, and of totals where no measure filter judges groups."""
    query = replace(drawn.query(r), pivots=(), limit=None, totals=True, row_totals=False, subtotals=False)
    explore = with_custom(bench.catalog.explore(query.explore), query.custom)
    measures = [name for name in query.fields if isinstance(explore.field(name), Measure)]
    dimensions = [name for name in query.fields if name not in measures]
    rows, totals = answered(bench, query)
    for name in measures:
        for row in r.sample(rows, min(3, len(rows))):
            yield query, Cell(name, {d: shown(bench, d, row[d], query.explore) for d in dimensions}), row[name]
        if rows and not judged(explore, query, Cell(name, {})):
            yield query, Cell(name, {}), totals.get(name)


def differences(catalog: Catalog, seed: int, queries: int) -> tuple[list[str], int]:
    r = random.Random(seed)
    scope, zone = r.choice(((1,), (1, 2))), r.choice(("UTC", "Europe/Paris", "America/New_York"))
    bench = Bench(catalog, shop.Draw(seed).tables(), scope=scope, zone=zone)
    found, count = [], 0
    for _ in range(queries):
        for query, cell, figure in figures(bench, r):
            explore = with_custom(catalog.explore(query.explore), query.custom)
            try:
                statement = recount(explore, query, cell, bench.setting, around_the_data)
            except SemanticError as error:
                assert error.code == "no_recount"
                continue
            count += 1
            again = bench.run(statement)[0][FIGURE]
            if not same(again, figure):
                found.append(f"{query} {cell}: {figure!r}, again {again!r}")
    return found, count


def test_random_figures_are_the_same_without_joins(catalog: Catalog) -> None:
    found, counts = zip(*(differences(catalog, seed, 14) for seed in range(3_000_000, 3_000_008)), strict=True)
    assert sum(counts) > 150
    assert not [text for each in found for text in each][:5]


def test_a_planted_naive_join_differs_from_the_recount(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Aggregator._bridge

    def naive(self: Aggregator, branch: Branch) -> exp.Join:
        join = honest(self, branch)
        join.this.this.set("distinct", None)
        return join

    monkeypatch.setattr(Aggregator, "_bridge", naive)
    assert any(differences(shop.catalog(), seed, 15)[0] for seed in range(3_000_000, 3_000_030))


def test_the_statement_holds_no_join_and_no_value_as_text(catalog: Catalog) -> None:
    query = Query("shop", ("memberships.list", "orders.revenue"), (("products.category", "Sho'es"),))
    cell = Cell("orders.revenue", {"memberships.list": "x' OR 1=1"})
    statement = recount(catalog.explore("shop"), query, cell, Bench(catalog, shop.Draw(1).tables()).setting)
    assert "JOIN" not in statement.sql and "EXISTS" in statement.sql
    assert "OR 1=1" not in statement.sql and "x' OR 1=1" in statement.params.values()


def test_too_many_alternatives_are_refused(catalog: Catalog) -> None:
    either = {"any": [{"field": "orders.status", "is": "paid"}, {"field": "orders.channel", "is": "web"}]}
    query = Query("shop", ("orders.count",), where={"all": [either] * 7})
    with pytest.raises(SemanticError, match="OR"):
        recount(catalog.explore("shop"), query, Cell("orders.count", {}), Bench(catalog, shop.Draw(1).tables()).setting)
