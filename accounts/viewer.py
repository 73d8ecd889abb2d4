"""Who asks: the one value from which every gateway takes its scope."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """The person (or the system itself) behind a question.

    ``subaccounts`` is the row scope: ids of the sub-accounts whose rows may be read. It is never widened by a
    request; a filter can only narrow it. An empty set sees nothing.
    """

    account: int
    subaccounts: frozenset[int]
    user: int | None = None  # None: the system (command line without --as, beat)
    role: str = "ADMIN"
    timezone: str = "UTC"
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()  # name and values, for filters that name them
    audiences: frozenset[int] = frozenset()  # those that name this person or a team of theirs, by id
    managed: frozenset[int] = frozenset()  # the ones among them in which they manage
