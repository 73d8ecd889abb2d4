"""The bar of a page's cross-filters: a chip for each, and the hidden inputs that every tile's request takes along."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from dashboards import crossing
from dashboards.asking import Asked
from dashboards.narrowing import Known


def bar(asked: Asked) -> dict[str, Any]:
    """What the bar of cross-filters shows; nothing where the dashboard has none."""
    address = f"{reverse('dashboards:cross', args=[asked.dashboard.slug])}?{asked.question}"
    chips = [(each, _without(address, asked, each)) for each in asked.across.known]
    return {
        "asked": asked,
        "crossing": asked.dashboard.settings.cross_filter,
        "cross_address": address,
        "cross_chips": chips,
        "cross_params": crossing.params_of(asked.crossed),
    }


def _without(address: str, asked: Asked, each: Known) -> str:
    left = crossing.params_of(crossing.without(asked.crossed, each.crossed.field))
    return f"{address}&{urlencode({'to': urlencode(left)})}"
