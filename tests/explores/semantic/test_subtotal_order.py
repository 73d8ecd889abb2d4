"""Subtotals are sorted as the query says: by their own figures, inside the groups they stand in."""

from __future__ import annotations

import pytest

from explores.semantic.compile import compile_query
from explores.semantic.query import Query, Sort
from explores.semantic.rewrite import rewrite
from tests.explores.semantic import shop
from tests.explores.semantic.compared import Bench, around_the_data, in_order

CATALOG = shop.catalog()
NAMES = ("contacts.age_band", "contacts.country", "orders.ordered_month")
REVENUE, COUNT = "orders.revenue", "orders.count"
SORTS = (
    (Sort(REVENUE, True),),
    (Sort(COUNT), Sort(REVENUE)),
    (Sort(NAMES[2], True),),
    (Sort(NAMES[1], True), Sort(COUNT)),
)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("sorts", SORTS)
def test_each_level_is_in_the_order_of_its_own_figures(seed: int, sorts: tuple[Sort, ...]) -> None:
    bench, explore = Bench(CATALOG, shop.Draw(seed).tables()), CATALOG.explore("shop")
    query = rewrite(explore, Query("shop", (*NAMES, REVENUE, COUNT), sorts=sorts, subtotals=True))
    for count, statement in enumerate(
        compile_query(explore, query, bench.setting, bounds=around_the_data).subtotals, 1
    ):
        names = list(NAMES[:count])
        found = bench.run(statement)
        keys = {tuple(row[name] for name in names): row for row in found}
        mine = [sort for sort in sorts if sort.field in {*names, REVENUE, COUNT}]
        assert list(keys) == in_order(mine, keys, names)
