"""What leads out of a field's value: links, and actions that send it somewhere. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Link:
    """A way out of a value: ``{value}`` and ``{view.field}`` in ``url`` stand for values, percent-encoded."""

    label: str
    url: str


@dataclass(frozen=True)
class Control:
    """What a person fills in before a value is sent. ``type``: text, textarea, select."""

    name: str
    label: str
    type: str = "text"
    options: tuple[str, ...] = ()
    required: bool = False
    default: str = ""


@dataclass(frozen=True)
class Action:
    """A value sent by the server to ``url``, which is written as that of a link. Its label is its name in the field."""

    label: str
    url: str
    confirm: str = ""  # a sentence over the form
    params: Mapping[str, str] = field(default_factory=dict)  # sent as they are
    form: tuple[Control, ...] = ()
