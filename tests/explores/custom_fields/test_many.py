"""So many fields, and so many values, as a query may carry: more is refused before it takes time or memory."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from explores.custom_fields.reading import readable
from explores.semantic.compile import compile_query
from explores.semantic.custom import MOST, with_custom
from explores.semantic.custom.maker import DEEPEST
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting
from tests.explores.semantic.standard import standard

BUSINESS = standard().explore("business")
SUM: dict[str, Any] = {"type": "sum", "of": "orders.total"}
SETTING = Setting(now=datetime(2026, 11, 21, 9, tzinfo=UTC), zone="UTC", scope=(3, 4))


def test_fields_made_of_each_other_in_any_order_are_read_in_a_moment() -> None:
    chain = {f"f{n}": {"dimension": "${orders.total}" if n % 25 == 24 else f"${{f{n + 1}}} + 1"} for n in range(99)}
    specs = {**chain, "f98": SUM, "f97": SUM, "lost": {"dimension": "${f1}\n+ ${nope}"}}
    specs |= {f"f{n}": {"dimension": "${orders.total}"} for n in (95, 96)}
    begun = time.thread_time()  # of the processor: a busy machine takes none of it
    found = readable(BUSINESS, specs)
    assert set(found.broken) == {"lost"} and len(found.custom) == MOST - 1
    assert time.thread_time() - begun < 20  # it takes less than one


@pytest.mark.parametrize("turned", [False, True])
def test_fields_of_fields_go_so_deep_whatever_their_order(turned: bool) -> None:
    names = [f"f{n}" for n in range(60)]
    pairs = [
        (name, {"dimension": f"${{{before}}} + 1"})
        for before, name in zip(["orders.total", *names[:-1]], names, strict=True)
    ]
    shallow, deep = (dict(reversed(part) if turned else part) for part in (pairs[:DEEPEST], pairs))
    assert set(readable(BUSINESS, shallow).custom) == set(names[:DEEPEST])
    with pytest.raises(SemanticError, match="more than 30 deep"):
        with_custom(BUSINESS, deep)


def test_of_a_circle_and_what_hangs_on_it_nothing_is_made_and_the_rest_stays() -> None:
    circle = {f"c{n}": {"dimension": f"${{c{(n + 1) % 5}}}"} for n in range(5)}
    found = readable(BUSINESS, {"on": {"dimension": "${c1}"}, **circle, "sum": SUM})
    assert set(found.custom) == {"sum"} and set(found.broken) == {"on", *circle}


@pytest.mark.parametrize(
    "specs", [dict.fromkeys((f"f{n}" for n in range(MOST + 1)), SUM), {"a": {**SUM, "label": "x" * 100_000}}]
)
def test_more_fields_than_a_query_takes_are_refused_together(specs: dict[str, Any]) -> None:
    with pytest.raises(SemanticError, match="at most 100 fields"):
        with_custom(BUSINESS, specs)
    assert set(readable(BUSINESS, specs).broken) == {"custom"}


def test_more_values_than_an_engine_should_read_are_refused() -> None:
    values = {"field": "orders.channel", "is": ",".join(f"a{n}" for n in range(3000))}
    asked = {"all": [{"any": [values, {"field": "orders.total", "is": str(n)}]} for n in range(20)]}
    query = Query("business", ("orders.revenue",), where=asked)
    with pytest.raises(SemanticError, match="more than 50,000 values"):
        compile_query(BUSINESS, rewrite(BUSINESS, query), SETTING)
