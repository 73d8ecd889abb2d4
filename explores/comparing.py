"""An answer beside the answer of an earlier time: what each figure was, and how much it changed. PURE.

Three columns follow each figure: ``orders.revenue:previous``, ``…:change`` and ``…:percent``. Rows meet as
``semantic.comparing`` says, whatever the order and limit of either; totals are asked again, never added up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from explores.answer import ROW_TOTAL, Answer, AnswerField, Row
from explores.formatting import formats
from explores.semantic.cells import Cell, judged
from explores.semantic.comparing import NAMES, Comparison, comparison
from explores.semantic.model import Explore
from explores.semantic.query import Query
from explores.semantic.settings import Setting
from explores.shaping import key_of

WAS, CHANGE, PERCENT = ":previous", ":change", ":percent"
COUNTS = {"count", "count_distinct"}  # nothing in an empty group of these is 0, of others it is missing
Ask = Callable[[Query], Answer]
Known = dict[tuple[Any, ...], Row]


def compared(answer: Answer, explore: Explore, query: Query, setting: Setting, ask: Ask) -> Answer:
    """The answer with its comparison; ``ask`` answers at the same pin. A note says what is compared, or why not."""
    found = comparison(explore, query, setting)
    if isinstance(found, str):
        return replace(answer, notes=(*answer.notes, found), cuts=(*answer.cuts, found))
    return _Beside(answer, explore, query, found, ask).answer()


class _Beside:
    def __init__(self, answer: Answer, explore: Explore, query: Query, found: Comparison, ask: Ask) -> None:
        self.now = answer
        self.explore = explore
        self.query = query
        self.found = found
        self.ask = ask
        self.earlier = found.earlier(explore, query)
        self.rows = [f.id for f in answer.fields if f.kind == "dimension" and not f.pivoted]
        self.pivots = list(query.pivots)
        self.measures = [f for f in answer.fields if f.kind == "measure"]
        self.seconds = 0.0
        self.empty: Row = {m.id: 0 for m in self.measures if explore.measure(m.id).aggregate in COUNTS}

    def answer(self) -> Answer:
        now = self.now
        cells = self.known([*self.rows, *self.pivots])
        rows = [self.row(row, self.rows, cells) for row in now.rows]
        totals, row_totals, subtotals = self.totals(), self.row_totals(), self.subtotals()
        return replace(
            now,
            fields=tuple(self.fields()),
            rows=rows,
            totals=totals,
            row_totals=row_totals,
            subtotals=subtotals,
            notes=(*now.notes, self.found.words, *self._left_out()),
            seconds=now.seconds + self.seconds,
        )

    def _left_out(self) -> Iterable[str]:
        if self.now.totals is None or self.comparable:
            return
        if self.found.now[0] is None:
            yield "Totals are not compared: the rows reach back to the first there is. Filter on a date."
        else:
            yield "Totals are not compared: they are over groups that pass the filters on measures."

    @property
    def comparable(self) -> bool:
        """Whether totals are: over all rows of a stretch that begins somewhere."""
        return self.found.now[0] is not None and not judged(self.explore, self.query, Cell("", {}))

    def known(self, names: Sequence[str]) -> Known:
        """The earlier figures by the values of these dimensions."""
        found = self.ask(replace(self.earlier, fields=(*names, *(m.id for m in self.measures))))
        self.seconds += found.seconds
        return {key_of(row, names): row for row in found.rows}

    def fields(self) -> Iterable[AnswerField]:
        for field in self.now.fields:
            yield field
            if field.kind == "measure":
                yield from _columns(field, NAMES[self.found.kind])

    def partner(self, names: Sequence[str], values: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(
            self.found.partner(self.explore.dimension(name), value) for name, value in zip(names, values, strict=True)
        )

    def then(self, known: Known, key: tuple[Any, ...]) -> Row | None:
        """The earlier row; where its time was, but nothing in it, one of nothing."""
        return known.get(key) or (self.empty if known and ... not in key else None)

    def row(self, row: Row, names: Sequence[str], known: Known) -> Row:
        """The row with its three columns for each figure, for each of its pivot columns where it has some."""
        made = dict(row)
        mine = self.partner(names, key_of(row, names))
        for measure in self.measures:
            if not self.pivots:
                made |= _figures(measure, row.get(measure.id), self.then(known, mine))
                continue
            parts: dict[str, dict[Any, Any]] = {measure.id + end: {} for end in (WAS, CHANGE, PERCENT)}
            for pivot in self.now.pivots:
                earlier = self.then(known, (*mine, *self.partner(self.pivots, pivot)))
                for name, value in _figures(measure, (row.get(measure.id) or {}).get(pivot), earlier).items():
                    parts[name][pivot] = value
            made |= parts
        return made

    def totals(self) -> Row | None:
        now = self.now.totals
        if now is None:
            return None
        known = self.known(self.pivots) if self.comparable else {}
        made = self.row(now, [], known)
        if self.pivots and any(isinstance(v, dict) and ROW_TOTAL in v for v in now.values()):
            grand = self.known([]).get(()) if self.comparable else None
            for measure in self.measures:
                for name, value in _figures(measure, now[measure.id].get(ROW_TOTAL), grand).items():
                    made[name][ROW_TOTAL] = value
        return made

    def row_totals(self) -> list[Row] | None:
        if self.now.row_totals is None:
            return None
        judges = judged(self.explore, self.query, Cell("", {}))
        known = {} if judges else self.known(self.rows)
        return [
            self._flat(total, self.then(known, self.partner(self.rows, key_of(row, self.rows))))
            for row, total in zip(self.now.rows, self.now.row_totals, strict=True)
        ]

    def _flat(self, row: Row, earlier: Row | None) -> Row:
        made = dict(row)
        for measure in self.measures:
            made |= _figures(measure, row.get(measure.id), earlier)
        return made

    def subtotals(self) -> list[list[Row]] | None:
        if self.now.subtotals is None:
            return None
        judges = judged(self.explore, self.query, Cell("", {}))
        levels = []
        for depth, level in enumerate(self.now.subtotals, start=1):
            names = self.rows[:depth]
            known = {} if judges else self.known([*names, *self.pivots])
            levels.append([self.row(row, names, known) for row in level])
        return levels


def _columns(field: AnswerField, name: str) -> Iterable[AnswerField]:
    short, label = field.short_label, field.label
    said = f"{label} of the {name}, matched by its place in the period."
    yield replace(field, id=field.id + WAS, label=f"{label}, {name}", short_label=f"{short}, {name}",
                  kind="calculation", definition=said, additive=False)  # fmt: skip
    if formats.is_numeric(field.format):
        yield replace(field, id=field.id + CHANGE, label=f"{label}, change", short_label=f"{short}, change",
                      kind="calculation", definition=f"{label} less the {name}.", additive=False)  # fmt: skip
        yield replace(field, id=field.id + PERCENT, label=f"{label}, change %", short_label=f"{short}, change %",
                      kind="calculation", format="percent", definition=f"The change over the {name}.",
                      additive=False)  # fmt: skip


def _figures(measure: AnswerField, now: Any, earlier: Row | None) -> Row:
    was = earlier.get(measure.id) if earlier else None
    if not formats.is_numeric(measure.format):
        return {measure.id + WAS: was}
    both = formats.is_number(now) and formats.is_number(was)
    change = _less(now, was) if both else None
    share = float(change) / abs(float(was)) if change is not None and was else None
    return {measure.id + WAS: was, measure.id + CHANGE: change, measure.id + PERCENT: share}


def _less(now: Any, was: Any) -> Any:
    return float(now) - float(was) if isinstance(now, float) or isinstance(was, float) else now - was
