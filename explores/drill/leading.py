"""The address of the question that a figure leads to."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from explores.semantic import leads, url
from explores.semantic.cells import Cell
from explores.semantic.model import Explore
from explores.semantic.query import Query
from explores.semantic.settings import Setting
from explores.wish import Wish


def led(explore: Explore, query: Query, cell: Cell, setting: Setting) -> Iterable[tuple[str, str]]:
    """Name and address of each question that the cell leads to."""
    for found in leads.questions(explore, query, cell, setting):
        wish = Wish.of([*url.to_params(found.query), ("vis", "table")])
        yield found.label, reverse("explores:explore", args=[explore.name]) + wish.href()
