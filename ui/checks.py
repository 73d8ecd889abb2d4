"""Says at start which command brings the fonts, icons and scripts that are not there."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from ui import assets


@register(Tags.staticfiles)
def assets_are_installed(**kwargs: Any) -> list[CheckMessage]:
    """A warning, not an error: pages work without, in the system's own font and without icons."""
    missing = assets.missing()
    if not missing:
        return []
    return [Warning(f"Missing for the pages: {', '.join(missing)}.", hint=f"Run: {assets.INSTALL}", id="ui.W001")]
