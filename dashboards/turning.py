"""What the forms in an address come to: the page's values, the parts of each form written as an expression."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboards import hearing
from dashboards.asking import Asked
from dashboards.controls import setting
from dashboards.controls.forms import Parts, parts_of, redraws
from dashboards.controls.kinds import ADVANCED, Kind, kind_for
from dashboards.model import Filter
from explores.runner import catalog_for
from explores.semantic.errors import FilterError

Sent = Iterable[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Turned:
    """The page with what its forms say. A part that does not fit leaves its filter as it was, and is told."""

    asked: Asked
    parts: Mapping[str, Parts]  # by filter, of those whose form was sent
    faults: Mapping[str, str]
    drawn: frozenset[str]  # filters whose form is to be drawn anew rather than applied

    @property
    def done(self) -> bool:
        """Whether forms were sent, and all can be applied."""
        return bool(self.parts) and not self.faults and not self.drawn


def turned(asked: Asked, sent: Sent) -> Turned:
    """The page with the forms of an address turned into expressions."""
    sent = list(sent)
    names = [each.name for each in asked.dashboard.filters]
    parts = {each.name: found for each in asked.dashboard.filters if (found := parts_of(each.name, sent, names))}
    drawn = frozenset(name for name, found in parts.items() if redraws(found))
    values, faults = dict(asked.values), {}
    for name in parts.keys() - drawn:
        each = asked.dashboard.filter(name)
        assert each is not None  # the parts are of the page's filters
        try:
            values[name] = written(each, asked, parts[name])
        except FilterError as error:
            faults[name] = str(error)
    return Turned(replace(asked, values=values), parts, faults, drawn)


def written(each: Filter, asked: Asked, parts: Parts) -> str:
    """The expression that the form's parts mean. Raises FilterError."""
    return setting.write(kind_of(each, asked, parts), grammar_of(each, asked), parts)


def kind_of(each: Filter, asked: Asked, parts: Parts) -> Kind:
    """The control whose parts these are: the filter's own, or the advanced one that stood in for it."""
    own = kind_for(each.control, grammar_of(each, asked))
    return ADVANCED if any(key.startswith("op.") for key in parts) else own


def grammar_of(each: Filter, asked: Asked) -> str:
    """By which grammar the filter's expressions are read."""
    return hearing.grammar(each, hearing.home(each, asked.dashboard, catalog_for(asked.viewer)))
