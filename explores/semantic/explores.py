"""One explore, read from its file: which views it joins, and how. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from explores.semantic import choosing, drill_sets, joins, leads, views
from explores.semantic.common import read_common
from explores.semantic.errors import nearest
from explores.semantic.model import Explore, Join, Measure, View
from explores.semantic.section import CatalogError, Section
from explores.semantic.snippets import Columns
from explores.semantic.views import ViewFile

RELATIONS = ("one_to_many", "many_to_one", "one_to_one")


def read(name: str, section: Section, files: Mapping[str, Section], tables: Columns) -> Explore:
    """The explore, its views named as it names them. Raises CatalogError."""
    label = section.text("label")
    description = section.maybe("description", "") or ""
    section.text("explore")
    base = _view_file(Section(section._take("base", dict, {}), f"{section.place}: base"), files, tables)
    parts, edges = [base], []
    for entry in section.listed("joins"):
        join, part = _join(entry, files, tables)
        parts.append(part)
        edges.append(join)
    columns = {part.name: part.columns for part in parts}
    _check_joins(edges, columns, section.place)
    explore = Explore(
        name=name,
        label=label,
        description=description,
        base=base.name,
        views={part.name: views.build(part, columns, tables) for part in parts},
        joins=tuple(edges),
    )
    explore = _without_dangling_needs(explore)
    if section.flag("case_sensitive"):
        explore = replace(explore, views={name: views.exact(view) for name, view in explore.views.items()})
    explore = read_common(explore, section)
    section.finish()
    choosing.check(explore, section.place)
    explore = choosing.at_defaults(explore)
    _check_measures(explore, section.place)
    return leads.checked(drill_sets.checked(explore, section.place), section.place)


def _view_file(section: Section, files: Mapping[str, Section], tables: Columns) -> ViewFile:
    origin = section.text("view")
    found = views.open_file(
        files[origin],
        tables,
        name=section.maybe("name", origin) or origin,
        label=section.maybe("label"),
        where=section.maybe("where"),
        only=tuple(str(item) for item in section.items("only")),
    )
    section.finish()
    return found


def _join(entry: Section, files: Mapping[str, Section], tables: Columns) -> tuple[Join, ViewFile]:
    parent = entry.text("from")
    relation = entry.one_of("relation", RELATIONS)
    on = tuple(entry.pairs("on").items())
    part = _view_file(entry, files, tables)
    return Join(parent, part.name, relation, on), part


def _check_joins(edges: list[Join], columns: Columns, place: str) -> None:
    seen: set[str] = {name for name in columns if name not in {edge.child for edge in edges}}
    for edge in edges:
        if edge.parent not in seen:
            raise CatalogError(f"{edge.child!r} hangs on {edge.parent!r}, which is not joined before it.", place,
                               nearest(edge.parent, seen))  # fmt: skip
        if edge.child in seen:
            raise CatalogError(f"{edge.child!r} is joined twice; give one of them a 'name'.", place)
        seen.add(edge.child)
        for parent_column, child_column in edge.on:
            for view, column in ((edge.parent, parent_column), (edge.child, child_column)):
                if column not in columns[view]:
                    known = columns[view]
                    raise CatalogError(f"{view!r} has no column {column!r}.", place, nearest(column, known))


def _without_dangling_needs(explore: Explore) -> Explore:
    """Leave out fields that read a view this explore does not join, or of which a row of theirs may have many."""
    kept = {name: _kept(explore, view) for name, view in explore.views.items()}
    return replace(explore, views=kept)


def _kept(explore: Explore, view: View) -> View:
    reached = set(joins.tree(explore, view.name).single)
    dimensions = tuple(found for found in view.dimensions if found.needs <= reached)
    known = {found.id for found in dimensions}
    measures = [found for found in view.measures if found.needs <= reached]
    measures = [m for m in measures if all(f.field in known or not _is_in(view, f.field) for f in m.filters)]
    known |= {found.id for found in measures}
    switches = tuple(found for found in view.switches if set(found.of.values()) <= known)
    gone = {found.field.id for found in view.switches} - {found.field.id for found in switches}
    return replace(
        view,
        dimensions=tuple(found for found in dimensions if found.id not in gone),
        measures=tuple(found for found in measures if found.id not in gone),
        switches=switches,
        templates=tuple(found for found in view.templates if found in measures),
    )


def _is_in(view: View, field: str) -> bool:
    return field.startswith(f"{view.name}.")


def _check_measures(explore: Explore, place: str) -> None:
    """Every formula is made of measures that exist, every filter stands on a dimension that its view has one of."""
    for view in explore.views.values():
        for measure in view.measures:
            _check_refs(explore, measure, place)
            for condition in measure.filters:
                owner = explore.dimension(condition.field).view
                if owner not in joins.tree(explore, view.name).single:
                    raise CatalogError(f"{measure.id}: a row of {view.name!r} has many of {owner!r}.", place)


def _check_refs(explore: Explore, measure: Measure, place: str, above: tuple[str, ...] = ()) -> None:
    if measure.id in above:
        raise CatalogError(f"{measure.id} is made of itself.", place)
    for ref in measure.refs:
        found = explore.by_id.get(ref)
        if not isinstance(found, Measure):
            measures = [i for i, f in explore.by_id.items() if isinstance(f, Measure)]
            raise CatalogError(f"{measure.id} names {ref!r}, which is no measure.", place, nearest(ref, measures))
        _check_refs(explore, found, place, (*above, measure.id))
