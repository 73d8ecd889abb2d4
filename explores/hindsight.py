"""One question at many moments of the past, each answered from what was known then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from pyarrow import compute

from accounts.viewer import Viewer
from cdp.warehouse.base import Pin, Result
from explores.answer import Answer
from explores.recent import Recent, key_of
from explores.runner import Run, made_ready
from explores.semantic.knowing import as_known
from explores.semantic.many_moments import PLACE, at_each
from explores.semantic.query import Query
from explores.semantic.sql import Statement

Asked = tuple[Run, Statement, datetime]


def run_at(query: Query, viewer: Viewer, moments: Sequence[datetime], *, pin: Pin) -> list[Answer]:
    """As ``runner.run`` with ``now`` and ``known`` at each of these moments; raises as it does.

    Restated daily results are read once for all moments whose statement is the same but for its values.
    """
    runs = [made_ready(query, viewer, moment, pin) for moment in moments]
    asked = [(one, one.compiled().rows, moment) for one, moment in zip(runs, moments, strict=True)]
    recent = Recent()
    for _, alike in groupby(asked if viewer.subaccounts else (), key=lambda each: each[1].sql):
        _ask_at_once([*alike], recent)
    for one, _, moment in asked:
        one.known, one.recent, one.again = moment, recent, True
    return [one.answer() for one in runs]


def _ask_at_once(asked: Sequence[Asked], recent: Recent) -> None:
    """Remember the answer of each as if it had been asked by itself."""
    whole = at_each([statement for _, statement, _ in asked], [moment for _, _, moment in asked])
    if whole is None or len(asked) < 2:
        return
    found = asked[0][0].query_engine(whole)
    for (one, statement, moment), part in zip(asked, _parts(found, len(asked)), strict=True):
        recent.put(key_of(one.pin, as_known(statement, moment)), part)


def _parts(found: Result, count: int) -> Iterable[Result]:
    places, rows = found.table.column(PLACE), found.table.drop_columns([PLACE])
    for place in range(count):
        yield Result(rows.filter(compute.equal(places, place)), found.seconds / count)
