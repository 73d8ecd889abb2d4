"""The values that a filter's control offers: said in the dashboard, or those of the data, as the page allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from cdp.warehouse.base import WarehouseError
from dashboards import hearing
from dashboards.asking import Asked
from dashboards.controls import terms
from dashboards.controls.terms import Value
from dashboards.model import Filter
from explores.filtering.suggestions import MOST, question
from explores.page import told
from explores.runner import catalog_for
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore
from explores.semantic.query import Query, Sort

NO_VALUE = "no value"
MOST_JUDGED = 200  # picked values that are held against what a parent filter allows


@dataclass(frozen=True)
class Option:
    """One value to choose. ``term`` is what a form sends for it."""

    label: str
    term: str
    value: Value
    chosen: bool = False


@dataclass(frozen=True)
class Offer:
    """What there is to choose from. ``total`` counts all values, of which ``options`` may be the first."""

    options: tuple[Option, ...] = ()
    total: int = 0
    within: tuple[str, ...] = ()  # the labels of the filters that narrow the choice
    fault: str = ""

    @property
    def cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.total > len(self.options)


def offer(each: Filter, asked: Asked, *, picked: Sequence[Value] = (), search: str = "", most: int = MOST) -> Offer:
    """The values to choose from, those that are picked marked, and first where they are not among the others."""
    explore = hearing.home(each, asked.dashboard, catalog_for(asked.viewer))
    grammar = hearing.grammar(each, explore)
    try:
        found = _offered(each, explore, asked, search, most or MOST)
    except (SemanticError, WarehouseError) as error:
        found = Offer(fault=told(error))
    return _marked(found, grammar, picked or _usual(each, explore))


def _usual(each: Filter, explore: Explore | None) -> tuple[Value, ...]:
    """What stands where nothing is picked: the usual value of a parameter."""
    parameter = explore.parameters.get(each.field) if explore and each.type == "parameter" else None
    return (parameter.default,) if parameter and parameter.default else ()


def _offered(each: Filter, explore: Explore | None, asked: Asked, search: str, most: int) -> Offer:
    fixed = _fixed(each, explore)
    if fixed is not None:
        fitting = [option for option in fixed if search.lower() in option.label.lower()]
        return Offer(tuple(fitting[:most]), len(fitting))
    if explore is None:
        return Offer(fault=f"There is no field {each.field} any more.")
    return _of_data(each, explore, asked, search, most)


def _fixed(each: Filter, explore: Explore | None) -> list[Option] | None:
    """The values that need no asking; None where the data has them."""
    grammar = hearing.grammar(each, explore)
    if each.type == "parameter":
        parameter = explore.parameters.get(each.field) if explore else None
        if parameter and parameter.allowed:
            return [Option(label, value, value) for value, label in parameter.allowed]
    if each.options or each.type == "parameter":
        return [_option(grammar, value) for value in each.options]
    return [_option(grammar, value) for value in ("yes", "no")] if grammar == "yesno" else None


def _of_data(each: Filter, explore: Explore, asked: Asked, search: str, most: int) -> Offer:
    grammar = hearing.grammar(each, explore)
    parents = hearing.narrowing(each, asked.dashboard, asked.values, explore)
    within = [(field, asked.values[parent.name]) for parent, field in parents]
    sought = search if grammar in ("string", "tier") else ""
    answer = asked.ask(question(explore.name, each.field, search=sought, within=within, most=most))
    values = [value for row in answer.rows for value in _value(row[each.field], grammar)]
    labels = tuple(parent.label for parent, _ in parents)
    unusable = len(answer.rows) - len(values)
    return Offer(tuple(_option(grammar, value) for value in values), answer.total_rows - unusable, labels)


def _value(held: Any, grammar: str) -> Iterable[Value]:
    """A value of the data as a term can say it; nothing where none can: a number with more digits than compare."""
    if held is None:
        return [None]
    if grammar != "number":
        return [str(held)]
    text = terms.plain(Decimal(str(held)).normalize()) if Decimal(str(held)).is_finite() else ""
    return [text] if text and terms.picked("number", text) else []


def _option(grammar: str, value: Value) -> Option:
    return Option(NO_VALUE if value is None else value or "empty text", terms.term(grammar, value), value)


def _marked(found: Offer, grammar: str, picked: Sequence[Value]) -> Offer:
    known = {_alike(option.value) for option in found.options}
    wanted = {_alike(value) for value in picked}
    apart = [replace(_option(grammar, value), chosen=True) for value in picked if _alike(value) not in known]
    marked = [replace(option, chosen=_alike(option.value) in wanted) for option in found.options]
    return replace(found, options=(*apart, *marked), total=found.total + len(apart))


def _alike(value: Value) -> Value:
    """Texts pass whatever their case."""
    return value if value is None else value.lower()


def excluded(each: Filter, asked: Asked, picked: Sequence[Value]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The picked values that the filters above leave nothing of, and their labels. Raises what asking does."""
    explore = hearing.home(each, asked.dashboard, catalog_for(asked.viewer))
    parents = hearing.narrowing(each, asked.dashboard, asked.values, explore) if explore else []
    if explore is None or not parents or not 0 < len(picked) <= MOST_JUDGED:
        return (), ()
    within = [*((field, asked.values[parent.name]) for parent, field in parents), (each.field, asked.values[each.name])]
    answer = asked.ask(question(explore.name, each.field, within=within, most=MOST_JUDGED))
    grammar = hearing.grammar(each, explore)
    left = {_alike(value) for row in answer.rows for value in _value(row[each.field], grammar)}
    gone = tuple(value if value is not None else NO_VALUE for value in picked if _alike(value) not in left)
    return gone, tuple(parent.label for parent, _ in parents)


def ends(each: Filter, asked: Asked) -> tuple[float | None, float | None]:
    """The ends of a slider: as the dashboard says, else the least and the greatest value of the data."""
    explore = hearing.home(each, asked.dashboard, catalog_for(asked.viewer))
    if explore is None or (each.least is not None and each.most is not None):
        return each.least, each.most
    least = each.least if each.least is not None else _end(each, explore, asked, descending=False)
    most = each.most if each.most is not None else _end(each, explore, asked, descending=True)
    return least, most


def _end(each: Filter, explore: Explore, asked: Asked, *, descending: bool) -> float | None:
    sort = Sort(each.field, descending)
    answer = asked.ask(Query(explore.name, (each.field,), ((each.field, "NOT NULL"),), sorts=(sort,), limit=1))
    found = float(answer.rows[0][each.field]) if answer.rows else None
    return found if found is not None and abs(found) < 1e15 else None  # no NaN, nothing endless
