"""Filters that show what people wrote as Markdown or plain text."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from dashboards import markdown as shown

register = template.Library()


@register.filter
def markdown(text: str, outside: bool = False) -> SafeString:
    """A Markdown tile; ``outside``: as people without sign-in see it."""
    return mark_safe(shown.markdown(text, outside=outside))  # noqa: S308  # the parser writes every tag itself


@register.filter
def paragraphs(text: str, outside: bool = False) -> SafeString:
    """A text tile; ``outside``: as people without sign-in see it."""
    return mark_safe(shown.paragraphs(text, outside=outside))  # noqa: S308  # the parser writes every tag itself
