"""Whether a value makes something of a missing row. PURE."""

from __future__ import annotations

from explores.semantic.sources import Formula, Grouped, Plain, Source, Tiered


def is_strict(source: Source) -> bool:
    """Whether the value of a missing row is null by itself."""
    if isinstance(source, Tiered):
        return source.undefined is None and is_strict(source.of)
    if isinstance(source, Grouped | Formula):
        return False
    return source.strict if isinstance(source, Plain) else True
