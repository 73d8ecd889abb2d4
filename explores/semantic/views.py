"""One view, read from its file and given the name an explore uses for it. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlglot import exp

from explores.semantic import dimensions, lead, measures, parameter_sections, snippets
from explores.semantic.dimensions import Place
from explores.semantic.errors import nearest
from explores.semantic.model import Dimension, Field, Measure, Parameter, Switch, View
from explores.semantic.parameter_sections import is_switch, switch
from explores.semantic.parameters import parameter_in
from explores.semantic.section import CatalogError, Section
from explores.semantic.snippets import Columns
from explores.semantic.sources import Named
from explores.semantic.trees import all_true, own

SUBACCOUNT = "subaccount"
F = TypeVar("F", Dimension, Measure, Parameter)


@dataclass(frozen=True)
class ViewFile:
    """A view as opened for one explore: its columns are known, its fields not yet read."""

    name: str
    label: str
    section: Section
    table: str | None
    derived: exp.Select | None
    columns: Mapping[str, str]
    where: tuple[str, ...]
    only: tuple[str, ...]
    parameters: tuple[Parameter, ...]

    @property
    def marks(self) -> dict[str, str]:
        """How trees name its parameters, by name."""
        return {found.id.partition(".")[2]: found.mark for found in self.parameters}


def open_file(
    section: Section, tables: Columns, *, name: str, label: str | None, where: str | None, only: tuple[str, ...]
) -> ViewFile:
    """Read the view's head: where its rows come from. Raises CatalogError."""
    section.text("view")
    own_label = section.text("label")
    own_where = section.maybe("where")
    table, text = section.maybe("table"), section.maybe("sql")
    declared = section.pairs("columns")
    if (table is None) == (text is None):
        raise CatalogError("a view takes either 'table' or 'sql'.", section.place)
    derived = snippets.derived(text, tables, section.place) if text else None
    if table is not None and table not in tables:
        raise CatalogError(f"there is no table {table!r}.", section.place, nearest(table, tables))
    columns = dict(tables[table]) if table is not None else declared
    parameters = parameter_sections.read(name, section)
    if derived is not None:
        snippets.marked(derived, {one.id.partition(".")[2]: one.mark for one in parameters}, section.place)
        _check_derived(derived, declared, section.place)
    conditions = tuple(text for text in (own_where, where) if text)
    return ViewFile(name, label or own_label, section, table, derived, columns, conditions, only, parameters)


def _check_derived(derived: exp.Select, declared: Mapping[str, str], place: str) -> None:
    given = derived.named_selects
    for column in declared:
        if column not in given:
            raise CatalogError(f"the SELECT gives no column {column!r}.", place, nearest(column, given))
    if "subaccount_id" not in declared:
        raise CatalogError("a derived view must give and declare 'subaccount_id'; row scope stands on it.", place)


def build(part: ViewFile, columns: Columns, tables: Columns) -> View:
    """The view with its fields. ``columns`` are those of every view in the explore."""
    section = part.section
    reach = {**columns, part.name: part.columns}
    place = Place(part.name, reach, part.marks)
    found, switched = _dimensions(part, place)
    by_name = _by_name(found)
    entries = _fields(part, "measures", columns)
    read = [measures.read(name, entry, place, by_name) for name, entry in entries if not is_switch(entry)]
    switches = _switches(part, switched, by_name) + _switches(part, entries, _by_name(read))
    view = View(
        name=part.name,
        label=part.label,
        item=section.text("item"),
        key=section.text("key"),
        table=part.table,
        derived=part.derived,
        where=_where(part, place),
        columns=part.columns,
        partition=section.maybe("partition"),
        entity=section.maybe("entity"),
        dimensions=(*found, *(s.field for s in switches if isinstance(s.field, Dimension))),
        measures=(*read, *(s.field for s in switches if isinstance(s.field, Measure))),
        drill=tuple(_drill(part)),
        leads=lead.read(section, part.name),
        parameters=part.parameters,
        switches=tuple(switches),
        templates=tuple(m for m in read if any(parameter_in(f.expression, part.name) for f in m.filters)),
    )
    _check_parameters(view, section.place)
    if view.key not in part.columns:
        raise CatalogError(f"the key {view.key!r} is no column.", section.place, nearest(view.key, part.columns))
    if view.partition is not None and view.partition not in part.columns:
        raise CatalogError(
            f"'partition' names no column: {view.partition!r}.", section.place, nearest(view.partition, part.columns)
        )
    view = exact(view) if section.flag("case_sensitive") else view
    section.finish()
    return view


def exact(view: View) -> View:
    """The view, in whose filters letters of either case differ."""
    return replace(view, dimensions=tuple(replace(found, exact=True) for found in view.dimensions))


def _dimensions(part: ViewFile, place: Place) -> tuple[list[Dimension], list[tuple[str, Section]]]:
    """The dimensions, and the entries of those that stand for another one."""
    entries = _fields(part, "dimensions", place.columns)
    plain = [(name, entry) for name, entry in entries if not is_switch(entry)]
    found = [dimension for name, entry in plain for dimension in dimensions.read(name, entry, place)]
    return [_subaccount(part.name), *found], [one for one in entries if one not in plain]


def _by_name(fields: Iterable[F]) -> dict[str, F]:
    return {field.id.partition(".")[2]: field for field in fields}


def _ids(fields: Iterable[F]) -> set[str]:
    return {field.id for field in fields}


def _switches(part: ViewFile, entries: Iterable[tuple[str, Section]], known: Mapping[str, Field]) -> list[Switch]:
    parameters = _by_name(part.parameters)
    return [switch(name, entry, known, parameters, part.name) for name, entry in entries if is_switch(entry)]


def _check_parameters(view: View, place: str) -> None:
    ids = {*_ids(view.dimensions), *_ids(view.measures)}
    for parameter in view.parameters:
        if parameter.id in ids:
            raise CatalogError(f"{parameter.id} is a parameter and a field; one of them needs another name.", place)


def _subaccount(view: str) -> Dimension:
    """Every view's own sub-account; explores show it as the common dimension. The gateway fills in the names."""
    source = Named(own("subaccount_id", view), {})
    return Dimension(f"{view}.{SUBACCOUNT}", view, "Sub-account", "text", source, "text", hidden=True)


def _fields(part: ViewFile, kind: str, columns: Columns) -> list[tuple[str, Section]]:
    """The entries, less those that need a view which this explore does not join or that it leaves out."""
    entries = list(part.section.sections(kind))
    wanted = [(name, entry) for name, entry in entries if not part.only or name in part.only]
    return [(name, entry) for name, entry in wanted if set(entry.items("needs")) <= columns.keys()]


def _drill(part: ViewFile) -> Iterator[str]:
    """Ids of the drill set, less what this explore leaves out of the view."""
    for name in map(str, part.section.items("drill")):
        if "." in name:
            yield name
        elif not part.only or any(name == kept or name.startswith(f"{kept}_") for kept in part.only):
            yield f"{part.name}.{name}"


def _where(part: ViewFile, place: Place) -> exp.Expression | None:
    trees = [place.expression(text, part.section.place) for text in part.where]
    return all_true(trees)
