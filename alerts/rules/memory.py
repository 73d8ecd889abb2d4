"""What is remembered from one check to the next. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from alerts.rules.condition import Figure
from alerts.rules.judging import UNJUDGED, Judged, Verdict
from alerts.rules.reading import Key
from alerts.rules.rule import SERIES, Rule
from alerts.rules.state import State


def with_streaks(rule: Rule, rows: Sequence[Judged], state: State) -> list[Judged]:
    """Of rows without times the breaches in a row are counted from check to check."""
    if rule.kind in SERIES:
        return list(rows)
    return [
        replace(row, streak=state.streaks.get(row.reading.key, 0) + 1) if row.verdict == Verdict.BREACH else row
        for row in rows
    ]


def remembered(rule: Rule, state: State, rows: Sequence[Judged]) -> State:
    """The state that knows of these rows."""
    if rule.kind in SERIES:
        return replace(state, seen=_newest(state.seen or {}, rows)) if rows else state
    return replace(state, streaks=_streaks(state.streaks, rows), figures=_figures(rule, state.figures, rows))


def _newest(before: Mapping[Key, str], rows: Sequence[Judged]) -> dict[Key, str]:
    newest = {row.reading.key: row.reading.at for row in rows}  # by time, so the last of a key is its newest
    return {**before, **{key: max(at, before.get(key, "")) for key, at in newest.items()}}


def _streaks(before: Mapping[Key, int], rows: Sequence[Judged]) -> dict[Key, int]:
    """A row that nobody can judge keeps its count; one that is fine, or gone, loses it."""
    after = {row.reading.key: before.get(row.reading.key, 0) if row.verdict in UNJUDGED else row.streak for row in rows}
    return {key: count for key, count in after.items() if count}


def _figures(rule: Rule, before: Mapping[Key, Figure], rows: Sequence[Judged]) -> dict[Key, Figure]:
    """The first condition's figures; where there is none now, the last known one stays."""
    found = {row.reading.key: row.reading.figures.get(rule.conditions[0].field) for row in rows}
    return {key: before.get(key) if figure is None else figure for key, figure in found.items()}
