"""What is wrong with a box of the schedule sheet, in words and for those who do not see."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def fault(faults: Mapping[str, str] | str, key: str, box: str) -> str:
    """``faults`` are by field, such as ``t3.recipients``; nothing where there are none."""
    return faults.get(f"t{key}.{box}", "") if isinstance(faults, Mapping) else ""


@register.simple_tag
def wrong(faults: Mapping[str, str] | str, box: str, key: str = "") -> str:
    """The attributes of a box that something is wrong with; the first takes the focus. ``key`` is of its row."""
    field = f"t{key}.{box}" if key else box
    if not isinstance(faults, Mapping) or field not in faults:
        return ""
    return SafeString(' aria-invalid="true"' + (" autofocus" if field == next(iter(faults)) else ""))
