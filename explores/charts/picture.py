"""What a kind that is not drawn over the usual axes gives, and how it refuses an answer it cannot draw. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from explores.answer import Answer
from explores.formatting.formats import Style

Options = dict[str, Any]
Trace = dict[str, Any]


class WrongShape(ValueError):
    """A sentence: what the kind needs, where the answer has another shape or nothing that it could draw."""


@dataclass
class Picture:
    """Traces and layout as Plotly takes them, the same in words, and notes of all that is left out."""

    data: list[Trace]
    layout: dict[str, Any]
    summary: str
    notes: list[str] = field(default_factory=list)
    config: dict[str, Any] = field(default_factory=dict)  # beyond the usual


Draw = Callable[[Answer, Style, Options], Picture]


def number(options: Options, key: str, default: float) -> float:
    """A setting that is a number; what cannot be read is the default."""
    try:
        return float(options[key])
    except (KeyError, TypeError, ValueError):
        return default


def chosen(options: Options, key: str, choices: tuple[str, ...]) -> str:
    """A setting that is one of ``choices``; the first where it is not set, or is none of them."""
    found = str(options.get(key, ""))
    return found if found in choices else choices[0]


def switched(options: Options, key: str, default: bool) -> bool:
    """A setting that is on or off."""
    found = options.get(key, default)
    return found.lower() in {"1", "true", "yes", "on"} if isinstance(found, str) else bool(found)
