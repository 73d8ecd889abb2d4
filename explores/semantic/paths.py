"""How a figure's rows reach its dimensions and filters, in words. PURE."""

from __future__ import annotations

from collections.abc import Iterator

from explores.semantic.joins import Step
from explores.semantic.model import Explore
from explores.semantic.plan import Branch, Part, Question, parts


def path_words(question: Question) -> tuple[str, ...]:
    """A sentence for each start and each join, in the order they are walked."""
    found = (said for part in parts(question) if part.measures for said in _of_part(question.explore, part))
    return tuple(dict.fromkeys(found))


def _of_part(explore: Explore, part: Part) -> Iterator[str]:
    view = explore.views[part.view]
    yield f"Starts at {view.label}: each {view.item} counts once in a group."
    for way in part.alternatives or (part,):
        for step in way.steps:
            yield f"Each {_item(explore, step.source)} has at most one {_item(explore, step.target)} ({_on(step)})."
        for branch in way.branches:
            yield from _of_branch(explore, branch)


def _of_branch(explore: Explore, branch: Branch) -> Iterator[str]:
    source = _item(explore, branch.entry.source)
    how = "is counted once for every different value of theirs" if branch.keys else "counts once where one of them fits"
    yield f"One {source} may have many of {explore.view_label(branch.entry.target)} ({_on(branch.entry)}): it {how}."
    for step in branch.steps:
        several = "may have many" if step.many else "has at most one"
        yield f"Each {_item(explore, step.source)} there {several} {_item(explore, step.target)} ({_on(step)})."


def _item(explore: Explore, view: str) -> str:
    return explore.views[view].item


def _on(step: Step) -> str:
    return " and ".join(f"{step.source}.{left} = {step.target}.{right}" for left, right in step.on)
