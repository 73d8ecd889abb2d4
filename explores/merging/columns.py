"""The columns of a merged answer as fields of an explore, so that calculations are made of them as anywhere. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlglot import exp

from explores.answer import Answer, AnswerField
from explores.semantic.model import Dimension, Explore, Field, Measure, View
from explores.semantic.sources import Plain

NAME = "merge"  # where an explore is named: in addresses, Looks and tiles
LABEL = "Merged results"
_VIEW = "merged"
_NO_VIEWS: Mapping[str, View] = MappingProxyType({})

MERGED = Explore(NAME, LABEL, "Answers of several queries brought together.", _VIEW, _NO_VIEWS)


def explore_of(answer: Answer) -> Explore:
    """Fields under the ids and names of the columns. Columns of a comparison are none: no expression can name them."""
    fields = [_field(field) for field in answer.fields if field.base == field.id]
    view = View(
        name=_VIEW,
        label=LABEL,
        item="row",
        key="",
        dimensions=tuple(field for field in fields if isinstance(field, Dimension)),
        measures=tuple(field for field in fields if isinstance(field, Measure)),
    )
    return Explore(NAME, LABEL, MERGED.description, _VIEW, {_VIEW: view})


def _field(field: AnswerField) -> Field:
    if field.kind != "dimension":
        return Measure(field.id, _VIEW, field.short_label, "formula", field.type, field.format, field.definition)
    return Dimension(
        id=field.id,
        view=_VIEW,
        label=field.short_label,
        type=field.type,
        source=Plain(exp.column(field.id)),
        format=field.format,
        definition=field.definition,
        timeframe=field.timeframe,
    )
