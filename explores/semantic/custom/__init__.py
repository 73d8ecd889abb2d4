"""Fields made in a query: measures, filtered measures, bins, groups and dimensions from an expression. PURE.

Each is told by the keys of its spec (``specs.kind_of``). They may be made of each other, in any order; what is made
of itself is refused. Table calculations are no fields of the explore: they are computed over an answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from explores.semantic.custom.maker import Maker
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore

__all__ = ["TOO_MUCH", "with_custom"]

MOST, LONGEST = 100, 100_000  # fields of one query, and characters of all their specs
TOO_MUCH = "custom"  # what an error names that is of all fields together, as an address names them


def with_custom(explore: Explore, custom: Mapping[str, Any]) -> Explore:
    """The explore with the query's custom fields among its own. Raises SemanticError naming the field."""
    if not custom:
        return explore
    written = json.dumps(custom, sort_keys=True, default=str)
    if len(custom) > MOST or len(written) > LONGEST:
        said = f"A query makes at most {MOST} fields of its own, of {LONGEST:,} characters together."
        raise SemanticError(said, code="invalid_custom_field", field=TOO_MUCH)
    return explore.variants.once(("custom", written), lambda: Maker(explore, custom).explore())
