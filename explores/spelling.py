"""Texts that differ in capitals alone: a filter lets all of them pass, a drilled value means one of them."""

from __future__ import annotations

from dataclasses import replace

from explores import runner
from explores.drill.pointing import Pointed
from explores.expressions.tokens import quoted as literal
from explores.semantic.cells import quoted
from explores.semantic.model import Dimension
from explores.semantic.query import Query
from explores.semantic.resolve import filter_type
from explores.semantic.sources import Named


def told_apart(at: Pointed, query: Query) -> Query:
    """``query``, with a formula beside its filters where one of the cell's texts is spelled in another way too."""
    texts = {name: value for name, value in at.cell.values.items() if isinstance(value, str) and _is_text(at, name)}
    if not texts:
        return query
    found = runner.run(
        Query(
            query.explore, tuple(texts), tuple((name, quoted(text)) for name, text in texts.items()),
            timezone=query.timezone, custom=at.query.custom, fill=(),
        ),
        at.asked.viewer,
        now=at.asked.now,
    )  # fmt: skip
    several = [name for name in texts if any(row[name] not in {texts[name], None} for row in found.rows)]
    if not several:
        return query
    formulas = [{"expression": f"${{{name}}} = {literal(texts[name])}"} for name in several]
    return replace(query, where={"all": [*([query.where] if query.where else []), *formulas]})


def _is_text(at: Pointed, name: str) -> bool:
    dimension = at.asked.explore.by_id.get(name)
    if not isinstance(dimension, Dimension) or isinstance(dimension.source, Named):
        return False
    return dimension.timeframe is None and dimension.view != "common" and filter_type(dimension) == "string"
