"""Values brought together under labels of one's own. PURE."""

from __future__ import annotations

from typing import Any

from explores.semantic.custom.maker import Maker
from explores.semantic.custom.specs import Spec
from explores.semantic.model import Dimension, MeasureFilter
from explores.semantic.sources import Grouped

MOST = 200  # cases


def groups(maker: Maker, spec: Spec) -> Dimension:
    """A dimension of labels: that of the first case whose filter a value passes, else that of the rest.

    Without a label for the rest, its values have none.
    """
    of = maker.own_dimension(spec, "groups")
    cases = tuple(_case(spec, of.id, entry) for entry in _cases(spec))
    for _, entry in cases:
        maker.check_filter(of.id, entry.expression)
    rest = spec.text("else") if "else" in spec else None
    return Dimension(
        id=spec.name,
        view=of.view,
        label=spec.label,
        type="text",
        source=Grouped(of, cases, rest),
        format=spec.format("text"),
        definition=spec.description or f"{of.id} in groups: {', '.join(dict.fromkeys(label for label, _ in cases))}.",
        group_label="Custom",
        needs=of.needs,
    )


def _cases(spec: Spec) -> list[Any]:
    listed = spec.get("cases")
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST:
        raise spec.error(f"takes as 'cases' a list of label and filter, at most {MOST}.")
    return listed


def _case(spec: Spec, of: str, entry: Any) -> tuple[str, MeasureFilter]:
    is_pair = isinstance(entry, dict) and entry.keys() == {"label", "filter"}
    if not is_pair or not all(isinstance(part, str) and part.strip() for part in entry.values()):
        raise spec.error("has a case that is not a label and a filter, both texts.")
    return entry["label"].strip(), MeasureFilter(of, entry["filter"], exact=False)
