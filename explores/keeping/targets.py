"""Where the save sheet can save to, beside Looks: a room above registers its own from its ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.viewer import Viewer


@dataclass(frozen=True)
class Target:
    """One way to save: ``template`` holds the form's own fields, which ``context`` fills.

    The form goes to ``url_name`` with ``explore`` and ``query`` beside them, and is answered by ``sheet.saved`` or
    ``sheet.sheet``.
    """

    key: str
    label: str
    menu: str  # in the gear menu
    icon: str
    template: str
    url_name: str
    context: Callable[[Viewer], dict[str, Any]]


TARGETS: list[Target] = []


def register(target: Target) -> None:
    """Add a way to save."""
    TARGETS.append(target)
