"""The menu of a value: its rows, finer times, other dimensions, links and dashboards. PURE but for the registry.

A higher room adds ways out of a field by ``register``: it is asked with the field, its filter expression and who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.access import Act, may
from accounts.viewer import Viewer
from explores.drill.leading import led
from explores.formatting import formats
from explores.semantic import actions, links
from explores.semantic.cells import Cell, expression_for, own_field
from explores.semantic.drilling import finer, rows_behind
from explores.semantic.errors import SemanticError
from explores.semantic.field_info import FieldInfo
from explores.semantic.model import Dimension, Explore, Measure
from explores.semantic.query import Query
from explores.semantic.settings import Setting


@dataclass(frozen=True)
class Way:
    """A line of the menu. ``key`` says what to open here, ``href`` leads away."""

    label: str
    key: str = ""
    href: str = ""


Provider = Callable[[Dimension, str, Viewer], Iterable[Way]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Offer ways out of a field's value: dashboards that filter on it."""
    if provider not in _providers:
        _providers.append(provider)


@dataclass(frozen=True)
class DrillMenu:
    """What can be asked of one value. ``refused`` says why its rows cannot."""

    label: str  # "Orders › Revenue, 2025-11, Email"
    rows: tuple[Way, ...] = ()
    refused: str = ""
    finer: tuple[Way, ...] = ()
    dimensions: tuple[Way, ...] = ()
    links: tuple[Way, ...] = ()
    actions: tuple[Way, ...] = ()
    dashboards: tuple[Way, ...] = ()
    leads: tuple[Way, ...] = ()
    explains: bool = False


def menu(explore: Explore, query: Query, cell: Cell, setting: Setting, viewer: Viewer) -> DrillMenu:
    """Everything that leads on from the cell."""
    infos = {info.id: info for info in explore.fields()}
    field = explore.by_id.get(cell.field)
    label = ", ".join([infos[cell.field].label if cell.field in infos else cell.field, *_context(explore, cell)])
    if field is None:
        if ":" in cell.field:
            return DrillMenu(label, refused="This compares with an earlier time; open the figure itself.")
        said = "A table calculation is worked out from the rows shown; no rows of the data are behind it."
        return DrillMenu(label, refused=said)
    rows, refused = _rows(explore, query, cell, setting)
    return DrillMenu(
        label,
        rows=rows,
        refused=refused,
        finer=() if refused else tuple(Way(infos[d.id].label, f"by={d.id}") for d in finer(explore, cell)),
        dimensions=() if refused else tuple(_others(infos.values(), cell)),
        links=tuple(_links(field, cell)),
        actions=tuple(_actions(field, cell)) if may(viewer, Act.SEND) and not refused else (),
        dashboards=tuple(_dashboards(explore, cell, setting, viewer)),
        leads=tuple(Way(label, href=href) for label, href in led(explore, query, cell, setting)),
        explains=isinstance(field, Measure) and not refused,
    )


def _context(explore: Explore, cell: Cell) -> Iterable[str]:
    """The values that the row and column stand for."""
    for name, value in cell.values.items():
        dimension = explore.dimension(name)
        yield formats.cell(value, dimension.format, timeframe=dimension.timeframe)


def _rows(explore: Explore, query: Query, cell: Cell, setting: Setting) -> tuple[tuple[Way, ...], str]:
    try:
        found = rows_behind(explore, query, cell, setting)
    except SemanticError as error:
        return (), error.message
    return tuple(Way(f"Show all {part.view.label.lower()}", f"rows={part.view.name}") for part in found), ""


def _others(infos: Iterable[FieldInfo], cell: Cell) -> Iterable[Way]:
    for info in infos:
        if info.kind == "dimension" and info.id not in cell.values:
            yield Way(info.label, f"by={info.id}")


def _links(field: Dimension | Measure, cell: Cell) -> Iterable[Way]:
    """Links of the field; those of a measure may name dimensions of the row, for its figure is not sent here."""
    for link in field.links:
        if href := links.address(link, cell.values.get(cell.field), cell.values):
            yield Way(link.label, href=href)


def _actions(field: Dimension | Measure, cell: Cell) -> Iterable[Way]:
    """Actions of the field whose address can be filled in; what is sent is looked up when it is."""
    if isinstance(field, Measure) or cell.field in cell.values:
        for action in field.actions:
            if actions.ready(action, cell.values):
                yield Way(action.label, key=action.label)


def _dashboards(explore: Explore, cell: Cell, setting: Setting, viewer: Viewer) -> Iterable[Way]:
    """Dashboards that filter on the dimension that was clicked, or, for a figure, on those of its row."""
    found: dict[str, Way] = {}
    for name in [cell.field] if cell.field in cell.values else cell.values:
        dimension = own_field(explore, explore.dimension(name), None)
        assert dimension is not None  # without a view every dimension is itself
        text = expression_for(dimension, cell.values[name], setting)
        for provider in _providers:
            found |= {way.href: way for way in provider(dimension, text, viewer)}
    return found.values()
