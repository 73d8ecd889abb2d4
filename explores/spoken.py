"""Problems and the ways out of them in the names that stand on the page: "Order date", not ``orders.ordered_date``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from explores.filtering.editor import name_of
from explores.page import Problem
from explores.semantic.model import Explore
from explores.ways import Choice

_ID = re.compile(r"(?<![\w.'\"{])\w+\.\w+(?!['\"\w}])")  # what is quoted stays as somebody wrote it


def spoken(problem: Problem, explore: Explore) -> Problem:
    """The problem in the names of the page."""
    return replace(problem, what=_named(problem.what, explore), todo=_named(problem.todo, explore))


def spoken_ways(ways: Iterable[Choice], explore: Explore) -> list[Choice]:
    """The ways out of it likewise; where they lead stays."""
    return [replace(way, label=_named(way.label, explore)) for way in ways]


def _named(text: str, explore: Explore) -> str:
    """``text`` with the labels of fields in the place of their ids; an id that nobody knows stays."""
    known = {info.id: info for info in explore.fields()}
    return _ID.sub(lambda found: name_of(explore, known[found[0]]) if found[0] in known else found[0], text)
