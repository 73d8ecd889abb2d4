"""Totals are right over any join: 10,000 random queries agree with a row loop, and a planted naive join is found."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest
from sqlglot import exp

from explores.semantic.aggregate import Aggregator
from explores.semantic.model import Catalog
from explores.semantic.plan import Branch
from tests.explores.semantic import drawn, shop
from tests.explores.semantic.compared import Bench

SHARDS, DATA_SETS, QUERIES = 10, 20, 50  # 10,000 in all
SCOPES = ((1,), (2,), (1, 2), (1, 2))
ZONES = ("UTC", "UTC", "Europe/Paris", "America/New_York")
LEAST = {"fan-out on both sides": 0.4, "null key": 0.2, "measure filter": 0.2, "ratio": 0.2, "pivot": 0.2,
         "custom": 0.3, "or": 0.15, "or across joins": 0.1}  # fmt: skip


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return shop.catalog()


def draw(catalog: Catalog, seed: int, queries: int) -> tuple[list[str], Counter[str]]:
    """Differences in one random data set, and how many queries had which feature."""
    r = random.Random(seed)
    bench = Bench(catalog, shop.Draw(seed).tables(), scope=r.choice(SCOPES), zone=r.choice(ZONES))
    wrong, mix = [], Counter[str]()
    for number in range(queries):
        query = drawn.query(r)
        differences, keys = bench.check(query)
        wrong += [f"seed {seed} query {number} {query}: {difference}" for difference in differences]
        mix.update(name for name, has in drawn.features(query, keys).items() if has)
    return wrong, mix


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_random_queries_agree_with_a_row_loop(
    catalog: Catalog, shard: int, record_property: Callable[[str, object], None]
) -> None:
    mix: Counter[str] = Counter()
    for seed in range(shard * DATA_SETS, (shard + 1) * DATA_SETS):
        wrong, found = draw(catalog, seed, QUERIES)
        assert not wrong, "\n".join(wrong[:5])
        mix += found
    shares = {name: mix[name] / (DATA_SETS * QUERIES) for name in LEAST}
    told = ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
    record_property("told", f"{DATA_SETS * QUERIES} queries: {told}")
    assert all(shares[name] >= least for name, least in LEAST.items()), shares


def test_a_few_random_queries_agree_in_the_quick_run_too(catalog: Catalog) -> None:
    wrong, _ = draw(catalog, 1_000_001, 40)
    assert not wrong, "\n".join(wrong[:5])


def test_a_planted_naive_join_is_found(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bridge without DISTINCT is the plain join that other tools make."""
    honest = Aggregator._bridge

    def naive(self: Aggregator, branch: Branch) -> exp.Join:
        join = honest(self, branch)
        join.this.this.set("distinct", None)
        return join

    monkeypatch.setattr(Aggregator, "_bridge", naive)
    assert any(draw(shop.catalog(), seed, 40)[0] for seed in range(3))


def test_a_planted_total_of_all_groups_is_found(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Totals that forget the measure filters are the other classic."""
    monkeypatch.setattr(
        "explores.semantic.compile.grouped_within", lambda question, having, writer: _all(question, writer)
    )
    assert any(draw(shop.catalog(), seed, 40)[0] for seed in range(3))


def _all(question: object, writer: object) -> exp.Select:
    from explores.semantic.groups import grouped

    return grouped(question, writer)  # type: ignore[arg-type]
