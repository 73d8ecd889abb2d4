"""The explore that a query's choices of parameters mean. PURE.

Trees of the catalog hold a mark for each parameter, whose value (``Explore.chosen``) is bound when a statement is
written. In the filter of a measure a parameter is that one value, whatever signs are in it. A field of type ``choice``
is the field that the value names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from explores.semantic.cells import quoted
from explores.semantic.custom import with_custom
from explores.semantic.model import Dimension, Explore, Field, Measure, MeasureFilter, Parameter, Switch, View
from explores.semantic.parameters import label_of, parameter_in, value_of
from explores.semantic.query import Query
from explores.semantic.resolve import filter_type
from explores.semantic.section import CatalogError

_FILTERED_AS = {"text": "string", "number": "number", "date": "date", "yesno": "boolean"}


def explore_for(explore: Explore, query: Query) -> Explore:
    """The explore as the query chooses its parameters, with the query's custom fields. Raises SemanticError."""
    return with_custom(with_parameters(explore, query.filters), query.custom)


def with_parameters(explore: Explore, filters: Iterable[tuple[str, str]]) -> Explore:
    """The explore as the filters on its parameters choose; of several on one the last counts. Raises FilterError."""
    known = explore.parameters
    texts = {name: text.strip() for name, text in filters if name in known and text.strip()}
    differing = {name: text for name, text in texts.items() if value_of(known[name], text) != _usual(known[name])}
    if not differing:
        return explore
    key = ("parameters", *sorted(differing.items()))
    return explore.variants.once(key, lambda: _varied(explore, differing))


def _usual(parameter: Parameter) -> object:
    return value_of(parameter, parameter.default)


def at_defaults(explore: Explore) -> Explore:
    """A catalog's explore with every parameter at its default. Raises FilterError for one that is not allowed."""
    values = {found.id: found.default for found in explore.parameters.values()}
    return _filled(explore, values) if values else explore


def _varied(explore: Explore, differing: Mapping[str, str]) -> Explore:
    values = {found.id: differing.get(found.id, found.default) for found in explore.parameters.values()}
    made = _filled(explore, values)
    varied = {s.field.id for view in explore.views.values() for s in view.switches}
    varied |= {m.id for view in explore.views.values() for m in view.templates}
    return replace(made, usual=explore, varied=frozenset(varied))


def _filled(explore: Explore, values: Mapping[str, str]) -> Explore:
    chosen = {found.mark: value_of(found, values[found.id]) for found in explore.parameters.values()}
    views = {name: _of_view(explore, view, values) for name, view in explore.views.items()}
    return replace(explore, views=views, chosen=chosen)


def _of_view(explore: Explore, view: View, values: Mapping[str, str]) -> View:
    """The view with the fields that these values make of its templates and switches."""
    if not view.switches and not view.templates:
        return view
    made: dict[str, Field] = {found.id: _with_values(explore, found, values) for found in view.templates}
    fields: list[Field] = [*view.dimensions, *view.measures]
    known: dict[str, Field] = {found.id: found for found in fields} | made
    for switch in view.switches:
        made[switch.field.id] = stands_for(switch, known, explore.parameters[switch.parameter], values)
    return replace(
        view,
        dimensions=tuple(found for d in view.dimensions if isinstance(found := made.get(d.id, d), Dimension)),
        measures=tuple(found for m in view.measures if isinstance(found := made.get(m.id, m), Measure)),
    )


def stands_for(switch: Switch, known: Mapping[str, Field], parameter: Parameter, values: Mapping[str, str]) -> Field:
    """The field that a switch is now, under its own id; its head says so ("Period: Month"), the picker "Period"."""
    own, text = switch.field, values[parameter.id].strip()
    found = replace(
        known[switch.of[text]], id=own.id, label=f"{switch.label}: {label_of(parameter, text)}",
        definition=own.definition, group_label=own.group_label, hidden=own.hidden,
        item_label=own.item_label or switch.label,
    )  # fmt: skip
    return replace(found, group=None) if isinstance(found, Dimension) else found


def _with_values(explore: Explore, measure: Measure, values: Mapping[str, str]) -> Measure:
    return replace(measure, filters=tuple(_condition(explore, measure, found, values) for found in measure.filters))


def _condition(
    explore: Explore, measure: Measure, condition: MeasureFilter, values: Mapping[str, str]
) -> MeasureFilter:
    """The filter with the one value that its parameter stands for."""
    named = parameter_in(condition.expression, measure.view)
    if named not in explore.parameters:
        return condition
    parameter = explore.parameters[named]
    text = values[named].strip()
    return replace(condition, expression=quoted(text) if parameter.type == "text" else text.lower())


def check(explore: Explore, place: str) -> None:
    """Raises CatalogError where a measure's filter names a parameter that is not there, or of another type."""
    for view in explore.views.values():
        for measure in view.templates:
            for condition in measure.filters:
                _check_condition(explore, measure, condition, place)


def _check_condition(explore: Explore, measure: Measure, condition: MeasureFilter, place: str) -> None:
    named = parameter_in(condition.expression, measure.view)
    if not named:
        return
    if named not in explore.parameters:
        raise CatalogError(f"{measure.id} is filtered by {condition.expression}, which is no parameter.", place)
    dimension, kind = explore.dimension(condition.field), explore.parameters[named].type
    if filter_type(dimension) != _FILTERED_AS[kind]:
        raise CatalogError(f"{measure.id}: {dimension.id} is no {kind}, as {condition.expression} is.", place)
