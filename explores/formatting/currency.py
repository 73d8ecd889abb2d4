"""The currency of an answer's amounts, where all have one and the same; where they have not, a word about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from sqlglot import exp

from accounts.models import Account
from accounts.viewer import Viewer
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import Pin
from cdp.warehouse.schema import TABLES
from explores.semantic.binding import Binder
from explores.semantic.model import Explore, Measure
from explores.semantic.plan import base_measures
from explores.semantic.scope import scope_of


def currency_of(
    measures: Iterable[Measure], explore: Explore, scope: tuple[int, ...], pin: Pin, viewer: Viewer
) -> tuple[str | None, tuple[str, ...]]:
    """ISO 4217 code and no note, or no code and a note. An answer without amounts has neither."""
    money = [measure for measure in measures if measure.format == "money"]
    if not money or not scope:
        return None, ()
    tables = {table for measure in base_measures(explore, money) for table in _tables(explore, measure)}
    codes = sorted({code for table in tables for code in _codes(table, scope, pin)})
    if len(codes) > 1:
        return None, (f"Amounts are in {', '.join(codes)} and are added up as they are, not converted.",)
    return codes[0] if codes else _of_account(viewer.account), ()


def _tables(explore: Explore, measure: Measure) -> Iterator[str]:
    """The warehouse tables with a currency that a measure's amounts come from."""
    for name in (measure.view, *measure.needs):
        view = explore.views[name]
        found = [view.table] if view.table else [table.name for table in _origin(view.derived)]
        yield from (table for table in found if table and "currency" in TABLES[table].columns)


def _origin(derived: exp.Select | None) -> Sequence[exp.Table]:
    return [table for table in derived.find_all(exp.Table) if table.name in TABLES] if derived else []


def _codes(table: str, scope: tuple[int, ...], pin: Pin) -> tuple[str, ...]:
    """The codes in scope, asked once for each published state."""
    key = (str(settings.LAKE_DIR), pin.id, table, scope)
    if key not in _known:
        if len(_known) > 500:
            _known.clear()
        bind = Binder()
        select = exp.select("currency").distinct().from_(table).where(scope_of(table, scope, bind))
        result = open_warehouse().query(
            select.sql(dialect="duckdb"), bind.params, pin=pin, timeout=settings.QUERY_TIMEOUT
        )
        _known[key] = tuple(code for code in result.table.column("currency").to_pylist() if code)
    return _known[key]


_known: dict[tuple[str, int, str, tuple[int, ...]], tuple[str, ...]] = {}


def _of_account(account: int) -> str | None:
    """What the account says for rows that name no currency."""
    found: str | None = Account.objects.filter(pk=account).values_list("currency", flat=True).first()
    return found or None
