"""What table calculations cost over 5,000 rows and 200 pivot columns, and how often that of doing nothing.

Doing nothing is a calculation that is the measure itself: its values are read out of the rows, and that is all. Only
the processor time of this process counts, and the least of some rounds, so that other work hardly shows.
"""

from __future__ import annotations

import random
import time
from datetime import datetime
from decimal import Decimal
from typing import Any

from explores.calculations.evaluating import Evaluator, Setting
from explores.calculations.grid import Grid
from explores.expressions import Context, check, parse

ROWS, COLUMNS = 5000, 200
NOW = datetime(2026, 11, 17, 12)  # noqa: DTZ001 - on the clocks of the query's zone
NOTHING = "${count}"
EXPRESSIONS = (
    "${count} + 1",
    "${money} / ${money:total}",
    "${money} * 2 + ${count}",
    "if(${count} > 500, ${money}, 0)",
    "round(${money} / ${count}, 2)",
    "${money} - pivot_offset(${money}, -1)",
    "running_total(${money})",
    "rank(${count}, ${count})",
    "mean(offset_list(${count}, -6, 7))",
)


def bench(rounds: int) -> dict[str, Any]:
    """Seconds of each expression, and how often those of doing nothing."""
    rows = _rows()
    least = {text: min(_seconds(text, rows) for _ in range(rounds)) for text in (NOTHING, *EXPRESSIONS)}
    return {
        "cells": ROWS * COLUMNS,
        "nothing_seconds": round(least[NOTHING], 3),
        "seconds": {text: round(least[text], 3) for text in EXPRESSIONS},
        "times_nothing": {text: round(least[text] / least[NOTHING], 1) for text in EXPRESSIONS},
    }


def _rows() -> list[dict[str, Any]]:
    """Whole numbers in every cell, and money in nine of ten."""
    draw = random.Random(1)  # noqa: S311 - figures to compute with
    keys = _keys()
    return [
        {
            "count": {key: draw.randrange(1, 1000) for key in keys},
            "money": {key: Decimal(draw.randrange(10**6)) / 100 for key in keys if draw.random() < 0.9},
        }
        for _ in range(ROWS)
    ]


def _keys() -> tuple[tuple[str], ...]:
    return tuple((f"column {number}",) for number in range(COLUMNS))


def _seconds(text: str, rows: list[dict[str, Any]]) -> float:
    keys = _keys()
    totals = {"money": {key: Decimal("5000.10") for key in keys}}
    grid = Grid(rows, ("pivot",), keys, frozenset({"count", "money"}), totals=totals)
    node, types = parse(text), dict[int, str]()
    check(node, Context(lambda _: "number", calculation=True, types=types))
    began = time.process_time()
    Evaluator(grid, Setting(types, NOW)).held(node)
    return time.process_time() - began
