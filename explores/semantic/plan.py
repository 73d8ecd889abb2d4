"""Which aggregates answer a question, and over which joins. PURE: no SQL is written here.

A measure of view V, by dimensions D under filters F, is over the distinct rows of V that reach each group. One
``Part`` is planned for each V:

1. What a row of V has one of is joined to it.
2. What it may have many of hangs on it as a ``Branch``: asked only whether a fitting row exists where F alone
   needs it, or joined as distinct (path key, dimensions) where D needs it. Either way no row of V is there twice
   in one group.
3. A row without any match is one more combination, of nulls; a filter that accepts nulls lets it pass.
4. Filters joined by OR across such places are ``alternatives``: a row is in a group where one of them lets it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from explores.semantic import common
from explores.semantic.alternatives import for_view, ways
from explores.semantic.drill_sets import key_dimension
from explores.semantic.joins import Step, Tree, tree
from explores.semantic.model import COMMON, Dimension, Explore, Measure
from explores.semantic.resolve import Entry, Filter, leaves
from explores.semantic.views import SUBACCOUNT


@dataclass(frozen=True)
class Key:
    """One column to group by. ``dimension`` is None where the view has no such field: null for all of its rows."""

    id: str
    dimension: Dimension | None


@dataclass(frozen=True)
class Branch:
    """Everything D and F need beyond one to-many join."""

    entry: Step  # from a view that V has one of, to the first one it may have many of
    steps: tuple[Step, ...]  # further in
    keys: tuple[Key, ...]
    filters: tuple[Entry, ...]
    outside: tuple[Step, ...] = ()  # back out of it, to what its keys read besides

    @property
    def nulls_pass(self) -> bool:
        """Whether a row without any match here passes."""
        return all(entry.accepts_null for entry in self.filters)


@dataclass(frozen=True)
class Part:
    """One aggregate over the rows of ``view``."""

    view: str
    keys: tuple[Key, ...]  # all of D, in order
    steps: tuple[Step, ...]  # to-one joins
    filters: tuple[Entry, ...]  # on the view itself and what is joined to it
    branches: tuple[Branch, ...]
    measures: tuple[Measure, ...]
    empty: bool = False  # a filter on a common dimension that this view has no field for lets nothing pass
    alternatives: tuple[Part, ...] = ()  # a row that one of them lets into a group is in it; each has all filters

    @property
    def apart(self) -> bool:
        """Whether the alternatives differ in the groups that a row reaches, and must be asked one by one."""
        return any(branch.keys for part in self.alternatives for branch in part.branches)


@dataclass(frozen=True)
class Question:
    """What the parts must answer: dimensions, filters on rows, and plain measures (no formulas).

    ``showing`` are the views whose groups show although nothing of them is measured.
    """

    explore: Explore
    dimensions: tuple[Dimension, ...]
    filters: tuple[Entry, ...]
    measures: tuple[Measure, ...]
    showing: tuple[str, ...] = ()

    def by(self, dimensions: Sequence[Dimension]) -> Question:
        """The same with fewer dimensions: the groups that show are those of the whole question."""
        return replace(self, dimensions=tuple(dimensions), showing=self.showing if dimensions else ())


def question(
    explore: Explore,
    dimensions: Sequence[Dimension],
    filters: Sequence[Entry],
    measures: Sequence[Measure],
) -> Question:
    """The question as asked, with the views that show."""
    asked = Question(explore, tuple(dimensions), tuple(filters), tuple(measures))
    return replace(asked, showing=tuple(_showing(asked)))


def base_measures(explore: Explore, measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The aggregates that the measures are made of, each once, in order."""
    found: dict[str, Measure] = {}
    for measure in measures:
        if measure.formula is None:
            found[measure.id] = measure
        else:
            made_of = base_measures(explore, (explore.measure(ref) for ref in measure.refs))
            found |= {part.id: part for part in made_of if part.id not in found}
    return tuple(found.values())


def parts(question: Question) -> tuple[Part, ...]:
    """One part for each view that is measured, and one for the base view's groups."""
    by_view: dict[str, list[Measure]] = {view: [] for view in question.showing}
    for measure in question.measures:
        by_view.setdefault(measure.view, []).append(measure)
    measured = {measure.view for measure in question.measures}
    ordered = sorted(by_view, key=lambda view: view not in measured)
    return tuple(_part(question, view, by_view[view]) for view in ordered)


def _showing(question: Question) -> Iterable[str]:
    """Views whose groups show although nothing of them is measured.

    The base view's own groups do (a country without orders), but not along a common date: its axis belongs to the
    measures. Where no dimension is the base view's, its rows would only add the empty group, at the price of the
    widest join there is. Without any measure, each dimension's own view shows what it has, guests' orders included.
    """
    if not question.dimensions:
        return () if question.measures else (question.explore.base,)
    if not question.measures:
        own = [dimension.view for dimension in question.dimensions if dimension.view != COMMON]
        return dict.fromkeys([question.explore.base, *own])
    asked = [*question.dimensions, *(leaf.field for leaf in leaves(question.filters))]
    if any(field.view == COMMON and field.timeframe for field in asked) or _of_known_rows(question):
        return ()
    base = question.explore.base
    single = tree(question.explore, base).single
    mine = (_for_view(question.explore, found, base) for found in question.dimensions)
    return (base,) if any(found is not None and found.view in single for found in mine) else ()


def _of_known_rows(question: Question) -> bool:
    """Whether a measured view's key must be there: then its own rows are all that can show."""
    measured = {measure.view for measure in question.measures}
    keys = {key.id for view in measured if (key := key_dimension(question.explore.views[view])) is not None}
    asked = [*question.dimensions, *(leaf.field for leaf in leaves(question.filters))]
    if any(field.view == COMMON and not field.id.endswith(f".{SUBACCOUNT}") for field in asked):
        return False
    plain = (entry for entry in question.filters if isinstance(entry, Filter))
    return any(entry.field.id in keys and not entry.accepts_null for entry in plain)


def _part(question: Question, view: str, measures: Sequence[Measure]) -> Part:
    explore = question.explore
    reach = tree(explore, view)
    keys = tuple(Key(found.id, _for_view(explore, found, view)) for found in question.dimensions)
    asked = [for_view(entry, lambda field: _for_view(explore, field, view)) for entry in question.filters]
    filters, choices = ways(reach, [entry for entry in asked if not isinstance(entry, bool)])
    empty = False in asked
    if not choices:
        return _whole(explore, reach, keys, filters, measures, empty=empty)
    alternatives = tuple(_whole(explore, reach, keys, [*filters, *way], measures, empty=False) for way in choices)
    shared = tuple(entry for entry in filters if _is_single(reach, entry))
    wanted = {step.target for part in alternatives for step in part.steps}
    return Part(
        view=view,
        keys=keys,
        steps=reach.within(wanted, frozenset(reach.single)),
        filters=shared,
        branches=tuple(branch for branch in alternatives[0].branches if branch.keys),
        measures=tuple(measures),
        empty=empty,
        alternatives=alternatives,
    )


def _whole(
    explore: Explore,
    reach: Tree,
    keys: tuple[Key, ...],
    filters: Sequence[Entry],
    measures: Sequence[Measure],
    *,
    empty: bool,
) -> Part:
    branches = _branches(explore, reach, keys, filters)
    return Part(
        view=reach.root,
        keys=keys,
        steps=_single_steps(explore, reach, _fields(keys, filters), branches, measures),
        filters=tuple(entry for entry in filters if _is_single(reach, entry)),
        branches=branches,
        measures=tuple(measures),
        empty=empty,
    )


def _is_single(reach: Tree, entry: Entry) -> bool:
    return next(leaves([entry])).field.view in reach.single


def _for_view(explore: Explore, dimension: Dimension, view: str) -> Dimension | None:
    return common.resolve(explore, dimension, view) if dimension.view == COMMON else dimension


def _branches(explore: Explore, reach: Tree, keys: Sequence[Key], filters: Sequence[Entry]) -> tuple[Branch, ...]:
    entries = {reach.branch[field.view] for field in _fields(keys, filters) if field.view in reach.branch}
    return tuple(_branch(explore, reach, entry, keys, filters) for entry in reach.steps if entry in entries)


def _branch(explore: Explore, reach: Tree, entry: Step, keys: Sequence[Key], filters: Sequence[Entry]) -> Branch:
    inside = frozenset(view for view, step in reach.branch.items() if step == entry)
    own_keys = tuple(key for key in keys if key.dimension and key.dimension.view in inside)
    own_filters = tuple(found for found in filters if next(leaves([found])).field.view in inside)
    views = _views(_fields(own_keys, own_filters))
    steps = reach.within(views, inside)
    outside: tuple[Step, ...] = ()
    if own_keys and views - inside:
        back = tree(explore, entry.target)
        outside = tuple(s for s in back.within(views - inside, frozenset(back.single)) if s.target not in inside)
    return Branch(entry, tuple(step for step in steps if step != entry), own_keys, own_filters, outside)


def _single_steps(
    explore: Explore,
    reach: Tree,
    fields: Sequence[Dimension],
    branches: Sequence[Branch],
    measures: Sequence[Measure],
) -> tuple[Step, ...]:
    wanted = set(_views(field for field in fields if field.view in reach.single))
    wanted |= {branch.entry.source for branch in branches}
    for branch in branches:
        if not branch.keys:  # asked for each row: what it reads outside of itself is that row's
            wanted |= _views(_fields((), branch.filters)) & frozenset(reach.single)
    for measure in measures:
        wanted |= measure.needs
        wanted |= set(_views(explore.dimension(condition.field) for condition in measure.filters))
    return reach.within(wanted, frozenset(reach.single))


def _fields(keys: Iterable[Key], filters: Iterable[Entry]) -> list[Dimension]:
    return [key.dimension for key in keys if key.dimension] + [leaf.field for leaf in leaves(filters)]


def _views(fields: Iterable[Dimension]) -> set[str]:
    """The views that fields stand in and read."""
    return {view for field in fields for view in (field.view, *field.needs)}
