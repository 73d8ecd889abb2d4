"""What an import may say of an ad in attributes: whether it is learning, and when it was last edited. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

LEARNING, EDITED = "learning", "edited_on"


def learning(attributes: Mapping[str, object]) -> bool | None:
    """None: it was not said, or not as yes or no."""
    said = attributes.get(LEARNING)
    return said if isinstance(said, bool) else None


def edited_on(attributes: Mapping[str, object]) -> date | None:
    """The day of the last edit. None: it was not said, or not as a date."""
    try:
        return date.fromisoformat(str(attributes.get(EDITED)))
    except ValueError:
        return None
