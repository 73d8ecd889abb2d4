"""The one gateway: a question and who asks it, in; rows that can be believed, out.

1. The viewer's catalog, and the query's own fields in it.
2. Validate and rewrite; read the filters with the moment and the zone.
3. Compile inside the viewer's sub-accounts.
4. Run every statement at one pin.
5. Shape rows, totals and pivots; say what must be known to read them.
6. Compute the table calculations over what came back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.viewer import Viewer
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import Cancellation, Pin, Result
from explores import filling, shaping
from explores.answer import ROW_TOTAL, Answer, AnswerField, Row
from explores.calculations.answers import with_calculations
from explores.catalogs import catalog_for
from explores.comparing import compared
from explores.export import pivot_name, plain
from explores.filtering.bounds import bounds_at
from explores.formatting.currency import currency_of
from explores.recent import Recent, key_of
from explores.semantic.calculated import Calculated, take_apart
from explores.semantic.cells import Cell
from explores.semantic.choosing import explore_for
from explores.semantic.compile import TOTAL_ROWS, Compiled, Fields, chosen, compile_query
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.info import short_name
from explores.semantic.knowing import as_known
from explores.semantic.model import Dimension, Explore, Field, Measure
from explores.semantic.notes import notes
from explores.semantic.pivoting import COLUMN_RANK, TOTAL_COLUMNS
from explores.semantic.plan import Question, base_measures, parts, question
from explores.semantic.query import Query
from explores.semantic.recount import FIGURE, recount
from explores.semantic.resolve import resolve
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting, setting_for
from explores.semantic.sql import Statement, pretty, shown
from explores.semantic.validate import validate

__all__ = ["Run", "blank", "catalog_for", "made_ready", "recounted", "run", "sql_of"]


def run(
    query: Query,
    viewer: Viewer,
    *,
    now: datetime,
    pin: Pin | None = None,
    cancellation: Cancellation | None = None,
    recent: Recent | None = None,
    again: bool = False,
    portions: bool = False,
    known: datetime | None = None,
) -> Answer:
    """Answer ``query`` from the rows ``viewer`` may read, as they were at ``pin`` (the newest by default).

    ``now`` (aware) is the moment that relative dates mean; ``cancellation`` stops it from another thread. ``recent``
    remembers what the engine gave; ``again`` takes it from there where the same was asked of the same state.
    ``portions``: rows are read as they are gone through, for files; pivoted ones are held all the same. ``known``: from
    what was known at that moment (``semantic.knowing``). Raises SemanticError for a question that cannot be asked,
    WarehouseError where the warehouse cannot answer.
    """

    def asked(one: Query, at: Pin | None) -> Run:
        made = made_ready(one, viewer, now, at, cancellation)
        made.recent, made.again, made.times = recent, again, 1 if one.compare is None else 2
        made.portions, made.known = portions, known
        return made

    made = asked(query, pin)
    if query.compare is None:
        return made.answer()
    return compared(
        made.answer(), made.explore, made.query, made.setting, lambda earlier: asked(earlier, made.pin).answer()
    )


def check(query: Query, viewer: Viewer, *, now: datetime) -> None:
    """Raise SemanticError for a question that cannot be asked; nothing is asked."""
    prepared(query, viewer, now)


def blank(query: Query, viewer: Viewer, *, now: datetime) -> Answer:
    """The answer to ``query`` without rows: its columns, comparisons aside. Nothing is asked; raises SemanticError."""
    explore, asked, calculated, setting = prepared(query, viewer, now)
    fields = chosen(explore, asked)
    made = Answer(
        fields=_columns(explore, asked, fields, _question(explore, asked, setting, fields)),
        rows=[],
        totals={} if query.totals else None,
        returned=0,
        total_rows=0,
        as_of=now,
        sql="",
        seconds=0.0,
        timezone=setting.zone,
    )
    return with_calculations(made, calculated, query, now)


def prepared(query: Query, viewer: Viewer, now: datetime) -> tuple[Explore, Query, Calculated, Setting]:
    """The question read, checked and completed, its calculations aside. Raises SemanticError."""
    explore = explore_for(catalog_for(viewer).explore(query.explore), query)
    query, calculated = take_apart(explore, query)
    validate(explore, query)
    query = rewrite(explore, query)
    setting = setting_for(explore, now=now, zone=query.timezone or viewer.timezone, scope=viewer.subaccounts,
                          attributes=viewer.attributes)  # fmt: skip
    resolve(explore, query, setting)  # a filter that does not parse is told whatever the state of the warehouse
    return explore, query, calculated, setting


def made_ready(
    asked: Query, viewer: Viewer, now: datetime, pin: Pin | None = None, cancellation: Cancellation | None = None
) -> Run:
    """The question made ready. Raises SemanticError."""
    explore, query, calculated, setting = prepared(asked, viewer, now)
    run = Run(explore, query, setting, viewer, pin or open_warehouse().pin(), cancellation=cancellation)
    run.finish = lambda answer: with_calculations(answer, calculated, asked, now)
    return run


def sql_of(query: Query, viewer: Viewer, *, now: datetime) -> str:
    """The SQL that answers ``query``, laid out for reading. Raises as ``run`` does."""
    return made_ready(query, viewer, now).sql()


def recounted(
    query: Query, cell: Cell, viewer: Viewer, *, now: datetime, pin: Pin, cancellation: Cancellation | None = None
) -> tuple[Any, str]:
    """The figure of one cell, asked again without joins by a statement of its own, and that statement.

    Raises SemanticError where it cannot be asked that way, WarehouseError as ``run`` does.
    """
    asked = made_ready(query, viewer, now, pin, cancellation)
    measure = asked.explore.measure(cell.field)
    statement = recount(asked.explore, asked.query, cell, asked.setting, asked.bounds)
    read = shaping.reader(measure, asked.setting)
    found = asked.ask(statement).column(FIGURE)[0].as_py() if asked.setting.scope else None
    return found if read is None else read(found), pretty(statement)


class Run:
    """One question on its way."""

    def __init__(
        self,
        explore: Explore,
        query: Query,
        setting: Setting,
        viewer: Viewer,
        pin: Pin,
        *,
        cancellation: Cancellation | None,
    ) -> None:
        self.explore = explore
        self.query = query
        self.setting = setting
        self.viewer = viewer
        self.pin = pin
        self.cancellation = cancellation
        self.bounds = bounds_at(pin)
        self.fields = chosen(explore, query)
        self.question = _question(explore, query, setting, self.fields)
        self.seconds = 0.0
        self.recent: Recent | None = None
        self.again = False
        self.portions = False
        self.known: datetime | None = None
        self.times = 1  # it is asked again for another time, to compare with
        self.finish: Callable[[Answer], Answer] = lambda answer: answer  # what is computed over the rows

    def compiled(self) -> Compiled:
        """Every statement that it takes."""
        return compile_query(
            self.explore, self.query, self.setting, pivot_values=self._sorted_pivot(), bounds=self.bounds
        )

    def sql(self) -> str:
        """That of its rows, laid out for reading."""
        statement = self.compiled().rows
        return pretty(statement)

    def answer(self) -> Answer:
        """Asked, shaped and filled in."""
        compiled = self.compiled()
        if self.cancellation:
            self.cancellation.expect(compiled.statements * self.times)
        spooled = self.portions and not self.query.pivots
        main = self.ask(compiled.rows, spooled=spooled) if self.setting.scope else None
        rows, total_rows, pivots, cut = self._rows(main)
        measures = [measure.id for measure in self.fields.measures]
        currency, mixed = currency_of(self.fields.measures, self.explore, self.setting.scope, self.pin, self.viewer)
        made = Answer(
            fields=self._answer_fields(),
            rows=rows,
            totals=self._totals(compiled),
            returned=len(rows),
            total_rows=total_rows,
            as_of=self.pin.data_as_of,
            sql=shown(self._cut(compiled.rows)),
            pivots=pivots,
            row_totals=self._row_totals(compiled, rows, measures),
            subtotals=self._subtotals(compiled, rows),
            notes=(*notes(self.question, self.fields.measures), *cut, *mixed),
            cuts=tuple(cut),
            timezone=self.setting.zone,
            currency=currency,
            seconds=self.seconds,
        )
        filters = resolve(self.explore, self.query, self.setting)
        filled = filling.fill(made, filling.Asked(self.explore, self.query, self.fields, filters, self.setting))
        return self.finish(filled)

    def ask(self, statement: Statement, *, spooled: bool = False) -> Any:
        """What the engine says, as a table; ``spooled``: one that waits on the disk."""
        statement = self._cut(statement)
        key = key_of(self.pin, statement)
        result = self.recent.get(key) if self.recent and self.again else None
        if result is None:
            result = self.query_engine(statement, spooled=spooled)
            if self.recent and not spooled:
                self.recent.put(key, result)
        self.seconds += result.seconds
        return result.table

    def _cut(self, statement: Statement) -> Statement:
        return statement if self.known is None else as_known(statement, self.known)

    def query_engine(self, statement: Statement, *, spooled: bool = False) -> Result:
        """What the engine says to a statement as it stands."""
        return open_warehouse().query(
            statement.sql,
            statement.params,
            pin=self.pin,
            timeout=settings.QUERY_TIMEOUT,
            cancellation=self.cancellation,
            spooled=spooled,
        )

    def _read(self, statement: Statement, dimensions: Sequence[Dimension]) -> list[Row]:
        if not self.setting.scope:
            return []
        fields: list[Field] = [*dimensions, *self.fields.measures]
        return shaping.read_rows(self.ask(statement), fields, self.setting)

    def _rows(self, table: Any) -> tuple[Sequence[Row], int, tuple[tuple[Any, ...], ...], list[str]]:
        """Rows, how many there are in all, the pivot columns, and a note where columns are cut."""
        if table is None or not table.num_rows:
            return [], 0, (), []
        wanted: list[Field] = [*self.fields.dimensions, *self.fields.measures]
        cut = TOTAL_ROWS in table.schema.names
        total = int(table.slice(0, 1).column(TOTAL_ROWS)[0].as_py()) if cut else table.num_rows
        if self.query.limit == 0:
            return [], total, (), []
        if self.portions and not self.query.pivots:
            return shaping.Portions(table, wanted, self.setting), total, (), []
        found = shaping.read_rows(table, wanted, self.setting)
        return self._pivoted(table, found, total) if self.query.pivots else (found, total, (), [])

    def _pivoted(
        self, table: Any, cells: list[Row], total: int
    ) -> tuple[list[Row], int, tuple[tuple[Any, ...], ...], list[str]]:
        names = [dimension.id for dimension in self.fields.rows]
        ranks = table.column(COLUMN_RANK).to_pylist()
        most = self.query.column_limit
        first = {rank: cell for cell, rank in zip(reversed(cells), reversed(ranks), strict=True) if rank <= most}
        pivots = tuple(shaping.key_of(first[rank], self.query.pivots) for rank in sorted(first))
        measures = [measure.id for measure in self.fields.measures]
        rows = shaping.pivoted(cells, names, self.query.pivots, measures)
        every = int(table.column(TOTAL_COLUMNS)[0].as_py())
        if every <= most:
            return rows, total, pivots, []
        for row in rows:
            for name in measures:
                row[name] = {key: row[name][key] for key in pivots if key in row[name]}
        return rows, total, pivots, [f"{most} of {every} pivot columns are shown; totals cover all of them."]

    def _totals(self, compiled: Compiled) -> Row | None:
        if compiled.totals is None:
            return None
        found = self._read(compiled.totals, self.fields.pivots)
        measures = [measure.id for measure in self.fields.measures]
        if not self.query.pivots:
            return found[0] if found else dict.fromkeys(measures)
        rows = shaping.pivoted(found, [], self.query.pivots, measures)
        totals = rows[0] if rows else {name: {} for name in measures}
        if compiled.grand is not None:
            grand = self._read(compiled.grand, ())
            for name in measures:
                totals[name][ROW_TOTAL] = grand[0][name] if grand else None
        return totals

    def _row_totals(self, compiled: Compiled, rows: Sequence[Row], measures: list[str]) -> list[Row] | None:
        if compiled.row_totals is None:
            return None
        names = [dimension.id for dimension in self.fields.rows]
        found = self._read(compiled.row_totals, self.fields.rows)
        return shaping.aligned(rows, found, names, measures)

    def _subtotals(self, compiled: Compiled, rows: Sequence[Row]) -> list[list[Row]] | None:
        """Levels of subtotals, leftmost first, sorted as the query says, only for categories that show.

        Where a pivoted figure sorts, their order is that of the rows.
        """
        if not self.query.subtotals:
            return None
        levels = []
        measures = [measure.id for measure in self.fields.measures]
        for count, statement in enumerate(compiled.subtotals, start=1):
            dimensions = self.fields.rows[:count]
            names = [dimension.id for dimension in dimensions]
            found = self._read(statement, (*dimensions, *self.fields.pivots))
            if self.query.pivots:
                found = shaping.pivoted(found, names, self.query.pivots, measures)
            shown = dict.fromkeys(shaping.key_of(row, names) for row in rows)
            known = {shaping.key_of(row, names): row for row in found}
            order = shown if self._by_pivoted else known
            levels.append([known[key] for key in order if key in known and key in shown])
        return levels

    @property
    def _by_pivoted(self) -> bool:
        """Whether a figure that stands in pivot columns is among the sorts."""
        measures = {measure.id for measure in self.fields.measures}
        return bool(self.query.pivots) and any(sort.field in measures for sort in self.query.sorts)

    def _sorted_pivot(self) -> tuple[Any, ...] | None:
        """The values, as the engine has them, of the pivot column that the query sorts by."""
        wanted = next((sort.pivot for sort in self.query.sorts if sort.pivot is not None), None)
        if wanted is None or not self.setting.scope:
            return None
        query = replace(
            self.query, fields=(*self.query.pivots, *(m.id for m in self.fields.measures)), pivots=(), sorts=(),
            limit=None, totals=False, row_totals=False, subtotals=False,
        )  # fmt: skip
        table = self.ask(compile_query(self.explore, query, self.setting, bounds=self.bounds).rows)
        read = shaping.read_rows(table, self.fields.pivots, self.setting)
        raw = zip(*(table.column(name).to_pylist() for name in self.query.pivots), strict=True)
        names = {}
        for row, values in zip(read, raw, strict=True):
            names[pivot_name(shaping.key_of(row, self.query.pivots))] = values
            names[pivot_name(tuple(self._short_value(name, row[name]) for name in self.query.pivots))] = values
        if wanted not in names:
            raise SemanticError(
                f"There is no pivot column {wanted!r} to sort by.",
                code="invalid_sort", field="sorts", suggestion=nearest(wanted, names),
            )  # fmt: skip
        return names[wanted]

    def _short_value(self, name: str, value: Any) -> Any:
        """A date no finer than its time frame: 2026-01 for a month."""
        return plain(value, next(field for field in self._answer_fields() if field.id == name))

    def _answer_fields(self) -> tuple[AnswerField, ...]:
        return _columns(self.explore, self.query, self.fields, self.question)


def _columns(explore: Explore, query: Query, fields: Fields, asked: Question) -> tuple[AnswerField, ...]:
    several = {part.view for part in parts(asked) if part.measures and any(branch.keys for branch in part.branches)}
    found: list[Field] = [*fields.rows, *fields.pivots, *fields.measures]
    return tuple(
        AnswerField(
            id=field.id,
            label=explore.labels.get(field.id, field.label),
            short_label=short_name(field),
            kind="measure" if isinstance(field, Measure) else "dimension",
            type=field.type,
            format=field.format,
            definition=field.definition,
            timeframe=field.timeframe if isinstance(field, Dimension) else None,
            pivoted=field.id in query.pivots,
            estimated=field.estimated if isinstance(field, Measure) else "",
            additive=_adds_up(field) and field.view not in several,
        )
        for field in found
    )


def _adds_up(field: Field) -> bool:
    return isinstance(field, Measure) and field.aggregate in {"sum", "count"}


def _question(explore: Explore, query: Query, setting: Setting, fields: Fields) -> Question:
    filters = resolve(explore, query, setting)
    measures = base_measures(explore, [*fields.measures, *filters.measures])
    return question(explore, fields.dimensions, filters.rows, measures)
