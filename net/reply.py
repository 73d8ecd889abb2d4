"""All that is kept of an answer. PURE."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    """``status``: of HTTP. ``retry_after``: seconds for which the other side asks to be left alone."""

    status: int
    retry_after: float | None = None
