"""How each kind of custom field is made. PURE."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from explores.semantic.custom.bins import bins
from explores.semantic.custom.formulas import dimension
from explores.semantic.custom.groups import groups
from explores.semantic.custom.maker import Maker
from explores.semantic.custom.measures import aggregate, filtered
from explores.semantic.custom.specs import Spec
from explores.semantic.model import Field

MAKERS: Mapping[str, Callable[[Maker, Spec], Field]] = {
    "type": aggregate,
    "based_on": filtered,
    "dimension": dimension,
    "bins": bins,
    "groups": groups,
}
