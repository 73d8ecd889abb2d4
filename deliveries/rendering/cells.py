"""An answered tile as HTML, and which of them must be seen to be drawn."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from dashboards.asking import Asked
from deliveries.rendering.answers import Answers


def drawn_cell(context: dict[str, Any], asked: Asked) -> SafeString:
    """The inside of the tile's cell, without anything to press."""
    with timezone.override(asked.viewer.timezone):
        return render_to_string("deliveries/paper/_tile.html", {**context, "asked": asked, "outside": True})


def charts(found: Answers) -> dict[str, str]:
    """The charts that stand on rows, by their element's id: their titles."""
    return {
        f"tile-{name}": context["tile"].title
        for name, context in found.contexts.items()
        if (chart := context.get("chart")) and not context["empty"] and not chart.empty
    }
