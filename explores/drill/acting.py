"""A value sent where an action of its field says: looked up again as its sender may see it, and told how it went."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from explores import runner
from explores.answer import Answer, Row
from explores.drill.pointing import Pointed
from explores.export import plain
from explores.formatting import formats
from explores.semantic import actions
from explores.semantic.cells import Cell
from explores.semantic.drilling import itself
from explores.semantic.errors import SemanticError
from explores.semantic.ways_out import Action
from explores.spelling import told_apart
from net.door import post
from net.problem import DoorProblem


@dataclass(frozen=True)
class Value:
    """A cell as its sender may see it: ``row`` holds its dimensions; ``text`` is for people."""

    field: str
    label: str
    value: Any
    row: Mapping[str, Any]
    text: str
    context: tuple[tuple[str, str], ...]  # the row's labels and values

    @property
    def mark(self) -> str:
        """By which it is known whether it has changed meanwhile."""
        return json.dumps(self.value, ensure_ascii=False)


@dataclass(frozen=True)
class Outcome:
    """How it went, in words. ``arrived``: yes, no, or nobody knows (None)."""

    arrived: bool | None
    words: str


def looked_up(at: Pointed) -> Value:
    """The cell that a request points at, from the gateway. Raises SemanticError, WarehouseError."""
    query = told_apart(at, itself(at.asked.explore, at.query, at.cell, at.setting))
    answer = runner.run(query, at.asked.viewer, now=at.asked.now)
    row = _row(answer, at.cell)
    style = replace(at.asked.style, currency=answer.currency)
    columns = {column.id: column for column in answer.fields}
    texts = {
        name: formats.cell(row[name], column.format, style, timeframe=column.timeframe)
        for name, column in columns.items()
    }
    field, names = at.cell.field, list(at.cell.values)
    return Value(
        field,
        columns[field].label,
        plain(row[field], columns[field]),
        {name: plain(row[name], columns[name]) for name in names},
        texts[field],
        tuple((columns[name].label, texts[name]) for name in names if name != field),
    )


def _row(answer: Answer, cell: Cell) -> Row:
    """The row of the answer that the cell is of: what it was asked by may let others pass."""
    same = [row for row in answer.rows if all(row[name] == value for name, value in cell.values.items())]
    found = same if len(same) == 1 else answer.rows
    if len(found) != 1:
        raise SemanticError("There is no such value in the rows that you may see.", code="cannot_send")
    return found[0]


def send(action: Action, value: Value, form: Mapping[str, str], key: str) -> Outcome:
    """POST the value once. ``key`` is the same however often one form is sent. Raises SemanticError for its address."""
    url = actions.address(action, value.value, value.row)
    body = {"type": "cell", "field": value.field, "value": value.value, "row": dict(value.row),
            "form_params": dict(form), "data": dict(action.params)}  # fmt: skip
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    try:
        status = post(url, json.dumps(body).encode(), headers, allowed=settings.NET_ALLOW)
    except DoorProblem as problem:
        return Outcome(None if problem.sent else False, problem.message)
    return _answered(urlsplit(url).netloc, status)


def _answered(host: str, status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome(True, f"{host} took it ({status}).")
    if 300 <= status < 400:
        said = f"{host} sends it on to another address ({status}), which is not followed."
        return Outcome(False, f"{said} The catalog must name the last address.")
    if status >= 500:
        return Outcome(None, f"{host} failed on its side ({status}). It may have taken the value all the same.")
    return Outcome(False, f"{host} did not take it ({status}).")
