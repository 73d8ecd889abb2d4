"""Tags of every template (built in, no ``load`` needed): icons, and the few notations of chrome around figures."""

from __future__ import annotations

import re
from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ui.assets import ICONS

register = template.Library()
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@cache
def _drawing(name: str) -> SafeString:
    """The inside of one Lucide file; nothing where icons are not installed (``ui.checks`` says so)."""
    file = ICONS / f"{name}.svg"
    if not ICONS.is_dir():
        return mark_safe("")
    if not file.is_file():
        raise template.TemplateSyntaxError(f"There is no icon {name!r}; see the names on lucide.dev.")
    found = _DRAWING.search(file.read_text())
    return mark_safe(" ".join(found[1].split()) if found else "")  # noqa: S308  # a file of ours, not of a person


@register.simple_tag
def icon(name: str, size: int = 16, label: str = "") -> SafeString:
    """A Lucide icon as inline SVG; hidden from screen readers unless it has a ``label``."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" {1}>{2}</svg>',
        size,
        said,
        _drawing(name),
    )


@register.filter
def took(seconds: float) -> str:
    """Time taken: "212 ms" under a second, then "3.9 s"."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


@register.filter
def grouped(number: int) -> str:
    """A count with its thousands grouped: "81,233"."""
    return f"{number:,}"


@register.filter
def initials(name: str) -> str:
    """Two letters for an avatar: "LM" for Léa Moreau."""
    words = re.split(r"[\s._@-]+", name.strip()) or [""]
    return "".join(word[:1] for word in words[:2]).upper()
