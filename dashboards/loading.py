"""Dashboards from YAML files. What does not fit is named with its file and place. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from dashboards import layout, vis
from dashboards.model import Box, Dashboard, Filter, Tile
from explores.semantic import query_json
from explores.semantic.errors import SemanticError
from explores.semantic.query import DEFAULT_LIMIT, Query
from explores.semantic.section import CatalogError, Section

STANDARD = Path(__file__).parent / "standard"
TABLE_ROWS = 1000  # of a table tile that names no limit
FILTER_TYPES = ("date", "string", "number", "yesno", "parameter")
NOT = ("no", "False")  # YAML reads a bare no as false


def load(folder: Path = STANDARD) -> dict[str, Dashboard]:
    """The dashboards in ``folder`` by slug (the file's name), in the order of their titles. Raises CatalogError."""
    found = [read(file.stem, _content(file), file.name) for file in sorted(folder.glob("*.yaml"))]
    return {dashboard.slug: dashboard for dashboard in sorted(found, key=lambda each: each.title)}


def _content(file: Path) -> Any:
    try:
        return yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)  # eight times as quick
    except yaml.YAMLError as error:
        raise CatalogError(f"this is not YAML ({error}).", file.name) from None


def read(slug: str, data: Any, place: str) -> Dashboard:
    """A dashboard from what its file holds. Raises CatalogError."""
    section = Section(data, place)
    needs = section.text("needs")
    dashboard = Dashboard(
        slug=slug,
        title=section.text("title"),
        description=section.text("description"),
        needs=needs,
        filters=tuple(_filter(name, part) for name, part in section.sections("filters")),
        tiles=tuple(_tile(name, part, needs) for name, part in section.sections("tiles")),
    )
    section.finish()
    _check_ground(dashboard, place)
    return dashboard


def _filter(name: str, section: Section) -> Filter:
    found = Filter(
        name=name,
        label=section.text("label"),
        type=section.one_of("type", FILTER_TYPES),
        field=section.text("field"),
        default=section.maybe("default", "") or "",
    )
    section.finish()
    return found


def _tile(name: str, section: Section, needs: str) -> Tile:
    kind, chart = vis.read(section.text_or_mapping("vis"), section.place)
    found = Tile(
        id=name,
        title=section.text("title"),
        subtitle=section.maybe("subtitle", "") or "",
        vis=kind,
        chart=chart,
        query=query(_of_kind(section.mapping("query"), kind), f"{section.place}: query"),
        box=_box(section),
        listens={key: None if value in NOT else value for key, value in section.pairs("listens").items()},
        compares=section.flag("compares"),
        better=section.one_of("better", ("", "up", "down"), ""),
        needs=section.maybe("needs", needs) or needs,
    )
    section.finish()
    return found


def _of_kind(data: dict[str, Any], kind: str) -> dict[str, Any]:
    """A table without a limit has more rows than a chart: it is scrolled."""
    return {"limit": TABLE_ROWS, **data} if kind == "table" else data


def _box(section: Section) -> Box:
    numbers = section.items("at")
    if len(numbers) != 4 or not all(isinstance(number, int | float) for number in numbers):
        raise CatalogError("'at' takes four numbers: column, row, width, height.", section.place)
    box = Box(float(numbers[0]), int(numbers[1]), float(numbers[2]), int(numbers[3]))
    if fault := layout.faults(box):
        raise CatalogError(f"'at' does not fit: {fault}.", section.place)
    return box


def query(data: dict[str, Any], place: str) -> Query:
    """The question of a tile: as JSON has it, ``limit: all``, filters as a mapping or a list, sorts as texts."""
    limit = data.get("limit", DEFAULT_LIMIT)
    if not (limit == "all" or (isinstance(limit, int) and limit > 0)):
        raise CatalogError(f"'limit' holds {limit!r}; it takes a whole number above 0, or all.", place)
    given = {**data, "limit": None if limit == "all" else limit}
    if isinstance(data.get("filters"), dict):
        given["filters"] = Section(data, place).pairs("filters")  # 2025 is a number to YAML
    try:
        return query_json.from_json(given)
    except SemanticError as error:
        raise CatalogError(error.message, place, error.suggestion) from None


def _check_ground(dashboard: Dashboard, place: str) -> None:
    for number, tile in enumerate(dashboard.tiles):
        for other in dashboard.tiles[:number]:
            if layout.overlap(tile.box, other.box):
                raise CatalogError(f"tiles {other.id!r} and {tile.id!r} overlap.", place)
        for name in _strangers(tile.listens, dashboard):
            raise CatalogError(f"tile {tile.id!r} listens to {name!r}, which is no filter here.", place)


def _strangers(listens: Mapping[str, str | None], dashboard: Dashboard) -> list[str]:
    return [name for name in listens if dashboard.filter(name) is None]
