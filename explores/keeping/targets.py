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


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the question of this page (``tile=12:revenue`` in its address): a button says so.

    The form goes to ``url`` with ``explore``, ``query``, ``kind``, ``title`` and this ``tile``.
    """

    label: str
    url: str
    back: str  # the way back without a question
    tile: str = ""


TARGETS: list[Target] = []
WAITING: list[str] = []  # where to find each function from what was asked to what waits for it


def register(target: Target) -> None:
    """Add a way to save."""
    TARGETS.append(target)


def wait(path: str) -> None:
    """Add something that may wait for a question: the path of a function ``(Asked) -> Waiting | None``."""
    WAITING.append(path)


def waiting(asked: Any) -> Waiting | None:
    """What waits for the question of this page."""
    found = (cast(Callable[[Any], Waiting | None], import_string(path))(asked) for path in WAITING)
    return next((each for each in found if each), None)
