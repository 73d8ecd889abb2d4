"""The page of a merged result as the parts that dress, keep and share answers know pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from explores.merging.kept import to_json
from explores.merging.state import Merge
from explores.page import Asked
from explores.semantic.errors import SemanticError


@dataclass(frozen=True)
class MergedPage(Asked):
    """``explore`` and ``query`` are of the columns; ``state`` is the whole address."""

    state: Merge = field(default_factory=Merge)

    @property
    def sorts_all(self) -> bool:
        """The limit comes last."""
        return True

    @property
    def kept(self) -> dict[str, Any] | None:
        """As a Look or tile keeps it; None where it cannot be read."""
        try:
            return to_json(self.state)
        except SemanticError:
            return None
