"""From a document, as a YAML file or a row holds it, to a dashboard. What does not fit is named with its place.

PURE.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dashboards import layout, vis, words
from dashboards.model import Box, Dashboard, Filter, Note, Settings, Tile
from explores.merging.kept import from_json as merge_from_json
from explores.merging.kept import is_merge
from explores.merging.state import Merge
from explores.semantic import query_json
from explores.semantic.errors import SemanticError
from explores.semantic.query import DEFAULT_LIMIT, Query
from explores.semantic.section import CatalogError, Section
from explores.semantic.zones import zone_named

TABLE_ROWS = 1000  # of a table tile that names no limit
FILTER_TYPES = ("date", "string", "number", "yesno", "parameter")
CONTROLS = (
    "advanced", "button_group", "checkboxes", "tag_list", "range_slider", "button_toggles", "radio_buttons",
    "drop_down", "slider", "single_day", "date_range", "timeframes",
)  # fmt: skip
UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
LEAST_REFRESH = 10  # seconds; oftener is load without news
ID = re.compile(r"[A-Za-z0-9_-]{1,60}")  # tiles, filters and tabs are named in addresses
NOT = ("no", "False")  # YAML reads a bare no as false


def read(slug: str, data: Any, place: str, *, standard: bool = True) -> Dashboard:
    """The dashboard of a document. Raises CatalogError.

    One that people made is read with patience: a tile that does not fit keeps its place and says why (``fault``).
    """
    section = Section(data, place)
    needs = section.text("needs") if standard else section.maybe("needs", "") or "the data its explore reads"
    tiles = (_tile(name, part, needs, patient=not standard) for name, part in section.sections("tiles"))
    dashboard = Dashboard(
        slug=slug,
        title=section.text("title"),
        description=section.maybe("description", "") or "",
        needs=needs,
        filters=tuple(_filter(name, part) for name, part in section.sections("filters")),
        tiles=tuple(tiles),
        standard=standard,
        guide=section.maybe("guide", "") or "",
        settings=_settings(section),
        tabs=section.pairs("tabs"),
    )
    section.finish()
    _check_ground(dashboard, place)
    return dashboard


def _settings(section: Section) -> Settings:
    part = section.within("settings")
    if part is None:
        return Settings()
    found = Settings(
        timezone=_zone(part, "timezone", ("tile", "viewer")) or "tile",
        refresh=seconds(part),
        run_on_load=part.flag("run_on_load", default=True),
        filter_bar=part.one_of("filter_bar", ("top", "right", "collapsed"), "top"),
        cross_filter=part.flag("cross_filter", default=True),
        alerts_follow=part.flag("alerts_follow", default=False),
    )
    part.finish()
    return found


def _zone(section: Section, key: str, words: tuple[str, ...] = ()) -> str:
    name = section.maybe(key, "") or ""
    try:
        if name and name not in words:
            zone_named(name)
    except SemanticError as error:
        raise CatalogError(f"{key!r}: {error.message}", section.place, error.suggestion) from None
    return name


def seconds(section: Section, key: str = "refresh") -> int:
    """How often: "30 seconds", "5 minutes", "1 hour", "2 days"; 0 where nothing is said. Raises CatalogError."""
    text = section.maybe(key, "") or ""
    if not text:
        return 0
    number, _, unit = text.partition(" ")
    if not number.isdecimal() or len(number) > 4 or unit.removesuffix("s") not in UNITS:
        raise CatalogError(f"{key!r} is {text!r}; it takes a number and a unit, such as 5 minutes.", section.place)
    found = int(number) * UNITS[unit.removesuffix("s")]
    if found < LEAST_REFRESH:
        raise CatalogError(f"{key!r} is {text!r}; every {LEAST_REFRESH} seconds is the most often.", section.place)
    return found


def _filter(name: str, section: Section) -> Filter:
    found = Filter(
        name=name,
        label=section.text("label"),
        type=section.one_of("type", FILTER_TYPES),
        field=section.maybe("field", "") or "",
        default=section.scalar("default", "") or "",
        hidden=section.flag("hidden"),
        control=section.one_of("control", CONTROLS, "advanced"),
        options=tuple(map(Section.text_of, section.items("options"))),
        least=section.maybe_number("min"),
        most=section.maybe_number("max"),
        required=section.flag("required"),
        linked=tuple(map(str, section.items("linked"))),
        display=section.one_of("display", ("inline", "popover", "more"), "inline"),
        explore=section.maybe("explore", "") or "",
    )
    section.finish()
    return found


def _tile(name: str, section: Section, needs: str, *, patient: bool) -> Tile:
    try:
        return _whole_tile(name, section, needs)
    except CatalogError as error:
        if not patient:
            raise
        title = section.scalar("title", name) if isinstance(section.raw.get("title", ""), str) else name
        return Tile(name, title or name, "table", Query(""), _box(section), fault=error.message)


def _whole_tile(name: str, section: Section, needs: str) -> Tile:
    content = _content(section)
    found = Tile(
        id=name,
        title=section.text("title") if content.get("words") is None else section.maybe("title", "") or "",
        subtitle=section.maybe("subtitle", "") or "",
        **content,
        box=_box(section),
        listens={key: None if value in NOT else value for key, value in section.pairs("listens").items()},
        compares=section.flag("compares"),
        better=section.one_of("better", ("", "up", "down"), ""),
        needs=section.maybe("needs", needs) or needs,
        tab=section.maybe("tab", "") or "",
        note=_note(section),
        timezone=_zone(section, "timezone"),
        refresh=seconds(section),
        cross_filter=section.flag("cross_filter", default=True),
    )
    section.finish()
    return found


def _content(section: Section) -> dict[str, Any]:
    """What a tile shows: a question with its picture, a Look, or words."""
    said = words.read(section)
    if said is not None:
        return {"vis": said.kind, "query": Query(""), "words": said}
    if "look" in section.raw:
        kind, chart = vis.read(section.text_or_mapping("vis"), section.place) if "vis" in section.raw else ("", {})
        return {"vis": kind, "chart": chart, "query": Query(""), "look": section.whole("look", 0)}
    kind, chart = vis.read(section.text_or_mapping("vis"), section.place)
    return {"vis": kind, "chart": chart, **asked(section, kind)}


def asked(section: Section, kind: str) -> dict[str, Any]:
    """The question of a tile that is shown as ``kind``: its ``query``, and its ``merge`` where it is one."""
    found, merge = _question(_of_kind(section.mapping("query"), kind), f"{section.place}: query")
    return {"query": found, "merge": merge}


def _note(section: Section) -> Note | None:
    part = section.within("note")
    if part is None:
        return None
    found = Note(part.text("text"), part.one_of("shown", ("above", "below", "hover"), "hover"))
    part.finish()
    return found


def _of_kind(data: dict[str, Any], kind: str) -> dict[str, Any]:
    """A table without a limit has more rows than a chart: it is scrolled."""
    return {"limit": TABLE_ROWS, **data} if kind == "table" and not is_merge(data) else data


def _box(section: Section) -> Box:
    numbers = section.items("at")
    if len(numbers) != 4 or not all(isinstance(number, int | float) for number in numbers):
        raise CatalogError("'at' takes four numbers: column, row, width, height.", section.place)
    box = Box(float(numbers[0]), int(numbers[1]), float(numbers[2]), int(numbers[3]))
    if fault := layout.faults(box):
        raise CatalogError(f"'at' does not fit: {fault}.", section.place)
    return box


def _question(data: dict[str, Any], place: str) -> tuple[Query, Merge | None]:
    if not is_merge(data):
        return query(data, place), None
    try:
        return Query(str(data["explore"])), merge_from_json(data)
    except SemanticError as error:
        raise CatalogError(error.message, place, error.suggestion) from None


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
    _check_names(dashboard, place)
    first = next(iter(dashboard.tabs), "")
    for number, tile in enumerate(dashboard.tiles):
        for other in dashboard.tiles[:number]:
            if (tile.tab or first) == (other.tab or first) and layout.overlap(tile.box, other.box):
                raise CatalogError(f"tiles {other.id!r} and {tile.id!r} overlap.", place)
        for name in _strangers(tile.listens, dashboard):
            raise CatalogError(f"tile {tile.id!r} listens to {name!r}, which is no filter here.", place)
        if tile.tab and tile.tab not in dashboard.tabs:
            raise CatalogError(f"tile {tile.id!r} is on tab {tile.tab!r}, which is none of this dashboard.", place)


def _check_names(dashboard: Dashboard, place: str) -> None:
    for name in (*(tile.id for tile in dashboard.tiles), *(each.name for each in dashboard.filters), *dashboard.tabs):
        if not ID.fullmatch(name):
            raise CatalogError(f"{name[:60]!r} is no name for an address: letters, digits, _ and - make one.", place)
    for each in dashboard.filters:
        for name in each.linked:
            if name == each.name or dashboard.filter(name) is None:
                raise CatalogError(f"filter {each.name!r} is linked to {name!r}, which is no other filter here.", place)


def _strangers(listens: Mapping[str, str | None], dashboard: Dashboard) -> list[str]:
    return [name for name in listens if dashboard.filter(name) is None]
