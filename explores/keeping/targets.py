"""Where the save sheet can save to, beside Looks: a room above registers its own from its ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.utils.module_loading import import_string

from accounts.viewer import Viewer


@dataclass(frozen=True)
class Form:
    """``template`` holds the form's own fields, which ``context`` fills.

    The form goes to ``url_name`` with ``explore``, ``query`` and the ``kind`` of picture beside them, and is answered
    by ``sheet.saved`` or ``sheet.sheet``.
    """

    template: str
    url_name: str
    context: Callable[[Viewer], dict[str, Any]]


@dataclass(frozen=True)
class Target:
    """One way to save: ``label`` in the sheet, ``menu`` in the gear menu."""

    key: str
    label: str
    menu: str
    icon: str
    path: str  # of its Form, which is loaded where it is shown

    @property
    def form(self) -> Form:
        """What to fill in."""
        return cast(Form, import_string(self.path))


TARGETS: list[Target] = []


def register(target: Target) -> None:
    """Add a way to save."""
    TARGETS.append(target)
