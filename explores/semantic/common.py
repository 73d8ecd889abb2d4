"""Common dimensions: one name for what each view answers with its own field. PURE."""

from __future__ import annotations

from dataclasses import replace

from explores.semantic.errors import nearest
from explores.semantic.joins import tree
from explores.semantic.model import COMMON, Common, Dimension, Explore
from explores.semantic.section import CatalogError, Section
from explores.semantic.views import SUBACCOUNT


def read_common(explore: Explore, section: Section) -> Explore:
    """The explore with the ``common`` dimensions of its file."""
    found: dict[str, Common] = {}
    listed: list[Dimension] = []
    for name, entry in section.sections("common"):
        fields = entry.pairs("fields")
        members = [_members(explore, view, field, entry.place) for view, field in fields.items()]
        label, definition = entry.text("label"), entry.maybe("definition", "") or ""
        entry.finish()
        is_date = any(member.timeframe is not None for member in members[0])
        found[name] = Common(name, label, definition, fields, is_date)
        listed += _listed(name, label, definition, members)
    names = dict.fromkeys(explore.views, SUBACCOUNT)
    definition = "The brand, country or client whose rows these are."
    found[SUBACCOUNT] = Common(SUBACCOUNT, "Sub-account", definition, names, is_date=False)
    own = [[explore.dimension(f"{explore.base}.{SUBACCOUNT}")]]
    listed += _listed(SUBACCOUNT, "Sub-account", definition, own)
    return replace(explore, common=found, common_dimensions=tuple(listed))


def _members(explore: Explore, view: str, field: str, place: str) -> list[Dimension]:
    if view not in explore.views:
        raise CatalogError(f"there is no view {view!r} here.", place, nearest(view, explore.views))
    own = explore.views[view].dimensions
    members = [d for d in own if field in {d.group, d.id.partition(".")[2]}]
    if {d.id for d in members} & {switch.field.id for switch in explore.views[view].switches}:
        raise CatalogError(f"{view}.{field} is a choice of fields, and cannot be common.", place)
    if not members:
        names = [d.group or d.id.partition(".")[2] for d in own]
        raise CatalogError(f"{view!r} has no dimension {field!r}.", place, nearest(field, names))
    return members


def _listed(name: str, label: str, definition: str, members: list[list[Dimension]]) -> list[Dimension]:
    """The dimensions that every view has, as the picker shows them."""
    shared = set.intersection(*({d.timeframe for d in group} for group in members))
    return [
        replace(
            found,
            id=f"{COMMON}.{name}_{found.timeframe}" if found.timeframe else f"{COMMON}.{name}",
            view=COMMON,
            label=found.label if found.timeframe else label,
            group=name if found.timeframe else None,
            group_label=label if found.timeframe else None,
            definition=definition,
            needs=frozenset(),
            hidden=False,
        )
        for found in members[0]
        if found.timeframe in shared
    ]


def resolve(explore: Explore, dimension: Dimension, view: str) -> Dimension | None:
    """What a common dimension means for ``view``: its own field, else that of the nearest view it has one of."""
    name = dimension.group or dimension.id.partition(".")[2]
    common = explore.common[name]
    for reached in tree(explore, view).single:
        if reached in common.fields:
            suffix = f"_{dimension.timeframe}" if dimension.timeframe else ""
            return explore.dimension(f"{reached}.{common.fields[reached]}{suffix}")
    return None
