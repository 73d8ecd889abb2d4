"""Quick calculations: the usual calculations of a column of figures, one click away. PURE."""

from __future__ import annotations

from collections.abc import Iterator

from explores.custom_fields.changes import name_for, put, usual_label
from explores.custom_fields.reading import specs_of
from explores.semantic import url
from explores.semantic.calculated import newest_first
from explores.semantic.custom.quick import ABOVE, BELOW, QUICK, WHERE
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore
from explores.wish import Wish

OF_PIVOTS = frozenset({"percent_of_row", "running_row_total"})


def offered(explore: Explore, wish: Wish, field: str) -> Iterator[tuple[str, Wish]]:
    """The name of each that the column can have, and the wish with it; those along a row only with pivots."""
    info = next((info for info in explore.fields() if info.id == field), None)
    if info is None or info.kind == "dimension" or info.type != "number" or field not in wish.fields:
        return
    for kind, quick in QUICK.items():
        if wish.pivots or kind not in OF_PIVOTS:
            said = f"{quick.name}: {previous(explore, wish)}" if quick.of_previous else quick.name
            yield said, with_quick(explore, wish, kind, field)


def with_quick(explore: Explore, wish: Wish, kind: str, of: str) -> Wish:
    """The wish with that calculation of the column ``of``."""
    spec = {"calculation_type": kind, "of": of}
    label = usual_label(explore, "quick", spec)
    return put(wish, name_for(label, specs_of(wish.one("custom"))), {**spec, "label": label})


def previous(explore: Explore, wish: Wish) -> str:
    """Which row is the previous one as the rows of the wish are sorted: "the one above"."""
    try:
        query = url.from_params(explore.name, wish.query_params())
        below = newest_first(explore, query)
    except SemanticError:
        below = False
    return WHERE[BELOW if below else ABOVE]
