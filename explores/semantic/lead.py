"""A question that the catalog names for the rows behind a figure. PURE.

Of a view: ``leads: {name: {label, of: [its measures], fields: […], sorts: […]}}``.
"""

from __future__ import annotations

from dataclasses import dataclass

from explores.semantic.section import Section


@dataclass(frozen=True)
class Lead:
    """``of``: the measures whose figures lead there; ``sorts``: fields, measures largest first."""

    label: str
    of: tuple[str, ...]
    fields: tuple[str, ...]
    sorts: tuple[str, ...] = ()


def read(section: Section, view: str) -> tuple[Lead, ...]:
    """The entries of ``leads`` of a view."""
    return tuple(_lead(entry, view) for _, entry in section.sections("leads"))


def _lead(entry: Section, view: str) -> Lead:
    def ids(key: str) -> tuple[str, ...]:
        return tuple(str(name) if "." in str(name) else f"{view}.{name}" for name in entry.items(key))

    found = Lead(entry.text("label"), ids("of"), ids("fields"), ids("sorts"))
    entry.finish()
    return found
