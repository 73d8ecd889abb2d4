"""What a reader must know to read an answer right: rows that count in several groups, dates that are missing. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from explores.semantic.model import COMMON, Explore, Measure
from explores.semantic.plan import Branch, Part, Question, parts
from explores.semantic.resolve import leaves


def notes(question: Question, shown: Sequence[Measure]) -> tuple[str, ...]:
    """The notes of an answer, each once."""
    found = (note for part in parts(question) if part.measures for note in _of_part(question, part, shown))
    return tuple(dict.fromkeys(found))


def _of_part(question: Question, part: Part, shown: Sequence[Measure]) -> Iterator[str]:
    explore = question.explore
    figures = [m for m in shown if {m.id, *m.refs} & {own.id for own in part.measures}]
    for branch in part.branches:
        if branch.keys:
            yield _several(explore, part, branch, figures)
    view = explore.views[part.view]
    missing = [key.id for key in part.keys if key.dimension is None]
    if missing:
        yield f"{view.label} have no {_names(explore, missing)} of their own: their figures stand where it is empty."
    if part.empty:
        common = [leaf.field.id for leaf in leaves(question.filters) if leaf.field.view == COMMON]
        yield f"{view.label} have no {_names(explore, common)} of their own: the filter on it leaves none of them."


def _several(explore: Explore, part: Part, branch: Branch, figures: Iterable[Measure]) -> str:
    item, other = explore.views[part.view].item, explore.views[branch.entry.target].item
    through = "" if branch.entry.source == part.view else f" of its {explore.views[branch.entry.source].item}"
    measured = ", ".join(_label(explore, measure) for measure in figures)
    by = _names(explore, [key.id for key in branch.keys])
    a = "an" if other[0] in "aeiou" else "a"
    return (
        f"{measured} by {by}: one {item} counts in every group that {a} {other}{through or ' of it'} falls in; "
        "totals count it once."
    )


def _label(explore: Explore, measure: Measure) -> str:
    return f"{explore.view_label(measure.view)} › {measure.label}"


def _names(explore: Explore, ids: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(explore.labels.get(name, name) for name in ids))
