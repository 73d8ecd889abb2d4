"""A number sorted into bins: of equal size, or between breaks. PURE."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from explores.semantic import tiers
from explores.semantic.custom.maker import Maker
from explores.semantic.custom.specs import Spec
from explores.semantic.model import Dimension
from explores.semantic.numerals import numeral
from explores.semantic.sources import Tiered

MOST = 500  # bins


def bins(maker: Maker, spec: Spec) -> Dimension:
    """A dimension of labels; values below and above all bounds, and missing ones, have a bin each."""
    of = maker.own_dimension(spec, "bins")
    if of.type != "number":
        raise spec.error(f"makes bins of {of.id}, which is a {of.type}; bins are of numbers.")
    bounds = _breaks(spec) if "breaks" in spec else _equal(spec)
    style = spec.one_of("style", tiers.STYLES, "interval")
    if style == "integer" and any(bound % 1 for bound in bounds):
        raise spec.error("has bounds that are no whole numbers, which the style 'integer' cannot say.", "interval")
    return Dimension(
        id=spec.name,
        view=of.view,
        label=spec.label,
        type="text",
        source=Tiered(of.source, bounds, tiers.labels(bounds, style), tiers.undefined(style)),
        format=spec.format("text"),
        definition=spec.description or f"{of.id} in bins from {', '.join(numeral(b) for b in bounds[:20])}.",
        group_label="Custom",
        needs=of.needs,
    )


def _breaks(spec: Spec) -> tuple[float, ...]:
    listed = spec.get("breaks")
    if any(key in spec for key in ("size", "min", "max")):
        raise spec.error("has 'breaks' and a 'size', 'min' or 'max'; it takes one or the other.")
    is_list = isinstance(listed, list) and 0 < len(listed) <= MOST and all(_is_number(b) for b in listed)
    if not is_list or sorted(set(listed)) != listed:
        raise spec.error(f"takes as 'breaks' a list of ascending numbers, at most {MOST}.")
    return tuple(listed)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e18


def _equal(spec: Spec) -> tuple[float, ...]:
    """From min in steps of size to max, whatever is left being the last step."""
    size, low, high = (Decimal(repr(spec.number(key))) for key in ("size", "min", "max"))
    if size <= 0 or low >= high:
        raise spec.error("needs a 'size' above 0 and a 'min' below its 'max'.")
    if (high - low) / size > MOST:
        raise spec.error(f"would make more than {MOST} bins; take a larger 'size'.")
    bounds, at = [], low
    while at < high:
        bounds.append(at)
        at += size
    return tuple(float(bound) if bound % 1 else int(bound) for bound in [*bounds, high])
