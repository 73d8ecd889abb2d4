"""The view whose rows a formula is computed for: the one from which every field of it is reached singly. PURE."""

from __future__ import annotations

from collections.abc import Iterable

from explores.semantic.errors import SemanticError
from explores.semantic.joins import tree
from explores.semantic.model import Explore


def anchor(explore: Explore, views: Iterable[str]) -> str:
    """The nearest such view; the base view where no field is named.

    Raises SemanticError that names two views of which neither has one of the other, nor any view one of both.
    """
    wanted = list(dict.fromkeys(views))
    if not wanted:
        return explore.base
    for view in wanted:
        if set(wanted) <= set(tree(explore, view).single):
            return view
    others = [view for view in explore.views if set(wanted) <= set(tree(explore, view).single)]
    if not others:
        raise _apart(explore, wanted)
    return next((v for v in others if all(v in tree(explore, other).single for other in others)), others[0])


def _apart(explore: Explore, views: list[str]) -> SemanticError:
    left, right = next(
        ((a, b) for n, a in enumerate(views) for b in views[n + 1 :] if not _together(explore, a, b)), tuple(views[:2])
    )
    one, other = explore.views[left], explore.views[right]
    return SemanticError(
        f"One {one.item} may have many of {other.label}, and one {other.item} many of {one.label}: there is no row "
        "that this could be computed for. Use fields of one of the two, or make a field of each.",
        code="invalid_expression", field=right,
    )  # fmt: skip


def _together(explore: Explore, left: str, right: str) -> bool:
    return any({left, right} <= set(tree(explore, view).single) for view in explore.views)
