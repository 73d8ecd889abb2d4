"""The joins of an explore as seen from one view: what a row of it has one of, and what it may have many of. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from explores.semantic.model import Explore, Join


@dataclass(frozen=True)
class Step:
    """One join walked from ``source`` to ``target``; ``on`` pairs their columns in that order."""

    source: str
    target: str
    on: tuple[tuple[str, str], ...]
    many: bool  # a row of source may have several of target


@dataclass(frozen=True)
class Tree:
    """Every view of the explore, reached from ``root``, nearest first."""

    root: str
    steps: tuple[Step, ...]  # a step's source stands before it
    single: tuple[str, ...]  # views that a row of root has at most one of, itself included
    branch: Mapping[str, Step]  # for each other view: the step out of ``single`` through which it is reached

    def within(self, views: Iterable[str], allowed: frozenset[str]) -> tuple[Step, ...]:
        """The steps to ``views`` that stay inside ``allowed``, in order."""
        into = {step.target: step for step in self.steps}
        wanted: set[str] = set()
        for view in views:
            at = view
            while at in allowed and at in into:
                wanted.add(at)
                at = into[at].source
        return tuple(step for step in self.steps if step.target in wanted)


def tree(explore: Explore, root: str) -> Tree:
    """The joins of ``explore`` walked outwards from ``root``."""
    return _walk(explore.joins, root)


@lru_cache(maxsize=512)
def _walk(joins: tuple[Join, ...], root: str) -> Tree:
    steps: list[Step] = []
    single = [root]
    branch: dict[str, Step] = {}
    queue, seen = [root], {root}
    while queue:
        view = queue.pop(0)
        for step in _steps_from(joins, view):
            if step.target in seen:
                continue
            seen.add(step.target)
            queue.append(step.target)
            steps.append(step)
            if view in branch:
                branch[step.target] = branch[view]
            elif step.many:
                branch[step.target] = step
            else:
                single.append(step.target)
    return Tree(root, tuple(steps), tuple(single), branch)


def _steps_from(joins: tuple[Join, ...], view: str) -> Iterator[Step]:
    for join in joins:
        if join.parent == view:
            yield Step(view, join.child, join.on, join.relation == "one_to_many")
        elif join.child == view:
            back = tuple((child, parent) for parent, child in join.on)
            yield Step(view, join.parent, back, join.relation == "many_to_one")
