"""The dimensions of a view, read from its catalog section. PURE."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from explores.semantic import actions, links, snippets
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.model import Dimension
from explores.semantic.section import CatalogError, Section
from explores.semantic.sources import Between, Framed, Moment, Paired, Plain, Source, Tiered
from explores.semantic.sources import Place as Point
from explores.semantic.timeframes import TIMEFRAMES, timeframe

# What a group has where its file does not choose; any other frame can be named there.
_OF_A_DAY = (
    "date", "week", "month", "quarter", "year", "day_of_week", "day_of_week_index", "day_of_month", "day_of_year",
    "week_of_year", "month_name", "month_num", "quarter_of_year", "yesno",
)  # fmt: skip
DEFAULT_TIMEFRAMES = {
    "date": _OF_A_DAY,
    "timestamp": ("time", "minute", "hour", *_OF_A_DAY, "hour_of_day", "time_of_day"),
}
TYPES = ("text", "number", "yesno", "date", "timestamp", "tier", "periods_between", "duration", "location")
CLOCK_UNITS = ("second", "minute", "hour")
UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
FORMATS = ("integer", "decimal", "money", "percent", "percent_2", "percent_3", "co2e_g", "co2e_kg", "text", "date",
           "timestamp", "yesno")  # fmt: skip
_OF_COLUMN = {"id": "number", "int": "number", "money": "number", "bool": "yesno", "json": "text"}
_FORMAT_OF = {"number": "decimal", "text": "text", "yesno": "yesno", "date": "date", "timestamp": "timestamp"}
_FORMAT_OF_COLUMN = {"id": "integer", "int": "integer", "money": "decimal"}


@dataclass(frozen=True)
class Place:
    """Where fields are being read: their view, and the columns of every view in reach."""

    view: str
    columns: snippets.Columns
    marks: Mapping[str, str] = field(default_factory=dict)  # of the view's parameters, by name

    def expression(self, text: str, place: str) -> exp.Expression:
        """A snippet, its columns qualified and its parameters marked."""
        return snippets.marked(snippets.parse(text, self.view, self.columns, place), self.marks, place)

    def column_type(self, tree: exp.Expression) -> str | None:
        """The warehouse type, where the expression is one bare column."""
        return self.columns[tree.table][tree.name] if isinstance(tree, exp.Column) else None

    def moment(self, text: str, place: str, default: str = "timestamp") -> Moment:
        """A date or timestamp snippet."""
        tree = self.expression(text, place)
        known = self.column_type(tree)
        return Moment(tree, known if known in {"date", "timestamp"} else default)


def read(name: str, section: Section, place: Place) -> tuple[Dimension, ...]:
    """One entry of ``dimensions``: a dimension, or one for each time frame of a group."""
    dimension_type = _type(name, section, place)
    if dimension_type in {"date", "timestamp"}:
        return tuple(_group(name, dimension_type, section, place))
    if dimension_type == "location":
        return (_place(name, section, place),)
    if dimension_type == "tier":
        return (_tier(name, section, place),)
    if dimension_type in {"periods_between", "duration"}:
        if section.items("units"):
            return tuple(_durations(name, dimension_type, section, place))
        return (_between(name, dimension_type, section, place),)
    return (_plain(name, dimension_type, section, place),)


def _type(name: str, section: Section, place: Place) -> str:
    if declared := section.maybe("type"):
        return section.one_of("type", TYPES, declared)
    column = place.columns[place.view].get(section.maybe("sql", name) or name, "text")
    return _OF_COLUMN.get(column, column)


def _plain(name: str, dimension_type: str, section: Section, place: Place) -> Dimension:
    tree = place.expression(section.maybe("sql", name) or name, section.place)
    column = place.column_type(tree)
    default = _FORMAT_OF_COLUMN.get(column or "", _FORMAT_OF[dimension_type])
    source = Plain(tree, snippets.is_strict(tree))
    return _dimension(
        name, section, place, dimension_type, source=source, format_name=section.one_of("format", FORMATS, default)
    )


def _place(name: str, section: Section, place: Place) -> Dimension:
    latitude, longitude = (place.expression(section.text(key), section.place) for key in ("latitude", "longitude"))
    source = Point(latitude, longitude)
    return _dimension(name, section, place, "text", source=source, format_name="text")


def _group(name: str, kind: str, section: Section, place: Place) -> Iterator[Dimension]:
    moment = place.moment(section.maybe("sql", name) or name, section.place, kind)
    label = section.maybe("label") or _title(name)
    definition = section.maybe("definition", "") or ""
    hidden = section.flag("hidden")
    chosen = section.items("timeframes", DEFAULT_TIMEFRAMES[moment.kind])
    section.finish()
    for frame in chosen:
        _check_frame(str(frame), moment.kind, section.place)
        yield framed(place.view, name, label, moment, str(frame), definition=definition, hidden=hidden)


def _check_frame(name: str, kind: str, place: str) -> None:
    try:
        timeframe(name, kind)
    except SemanticError as error:
        raise CatalogError(error.message, place, error.suggestion) from None


def framed(
    view: str,
    group: str,
    label: str,
    moment: Moment,
    timeframe_name: str,
    *,
    definition: str = "",
    hidden: bool = False,
) -> Dimension:
    """One time frame of a dimension group."""
    frame = TIMEFRAMES[timeframe_name]
    return Dimension(
        id=f"{view}.{group}_{frame.name}",
        view=view,
        label=frame.label,
        type="text" if frame.named else frame.type,
        source=Framed(moment, frame.name),
        format=frame.format,
        definition=definition,
        group=group,
        group_label=label,
        timeframe=frame.name,
        needs=snippets.views_of(moment.sql, view),
        hidden=hidden,
    )


def _between(name: str, dimension_type: str, section: Section, place: Place) -> Dimension:
    source = _span(section, place, calendar=dimension_type == "periods_between")
    return _dimension(name, section, place, "number", source=source, format_name="integer")


def _durations(name: str, dimension_type: str, section: Section, place: Place) -> Iterator[Dimension]:
    """One field for each of ``units``, under one heading."""
    label, definition = section.maybe("label") or _title(name), section.maybe("definition", "") or ""
    hidden, calendar = section.flag("hidden"), dimension_type == "periods_between"
    for unit in section.items("units"):
        if unit not in UNITS:
            raise CatalogError(f"{unit!r} is no unit of time.", section.place, nearest(str(unit), UNITS))
        source = _of_unit(section, place, str(unit), calendar=calendar)
        yield Dimension(
            id=f"{place.view}.{name}_{unit}s",
            view=place.view,
            label=f"{str(unit).capitalize()}s",
            type="number",
            source=source,
            format="integer",
            definition=definition,
            group_label=label,
            needs=needs_of(source, place.view),
            hidden=hidden,
        )
    section.finish()


def _span(section: Section, place: Place, *, calendar: bool) -> Between:
    """From ``start`` to ``end``, in ``unit``."""
    return _of_unit(section, place, section.one_of("unit", UNITS), calendar=calendar)


def _of_unit(section: Section, place: Place, unit: str, *, calendar: bool) -> Between:
    """``end`` may be ``now``: today, in whole days or longer."""
    start, end = section.text("start"), section.text("end")
    if end == "now" and unit in CLOCK_UNITS:
        raise CatalogError("up to now it is counted in days or longer units.", section.place)
    until = None if end == "now" else place.moment(end, section.place)
    return Between(unit, place.moment(start, section.place), until, calendar)


def _tier(name: str, section: Section, place: Place) -> Dimension:
    bounds = tuple(float(bound) for bound in section.items("bounds"))
    if not bounds or list(bounds) != sorted(set(bounds)):
        raise CatalogError("'bounds' takes ascending numbers.", section.place)
    labels = tier_labels(bounds, section.one_of("style", ("integer", "interval"), "integer"))
    of: Plain | Between
    if section.maybe("start"):
        of = _span(section, place, calendar=False)
    else:
        of = Plain(place.expression(section.text("of"), section.place))
    return _dimension(name, section, place, "text", source=Tiered(of, bounds, labels), format_name="text")


def tier_labels(bounds: tuple[float, ...], style: str) -> tuple[str, ...]:
    """``18 to 24`` for whole numbers, ``25 to under 50`` for amounts."""
    words = [f"{bound:g}" for bound in bounds]
    upper = [f"{bound - 1:g}" for bound in bounds]
    labels = [f"Below {words[0]}"]
    for low, high, last in zip(words, words[1:], upper[1:], strict=False):
        labels.append(f"{low} to {last}" if style == "integer" else f"{low} to under {high}")
    return (*labels, f"{words[-1]} or above")


def _dimension(
    name: str, section: Section, place: Place, dimension_type: str, *, source: Source, format_name: str
) -> Dimension:
    found = Dimension(
        id=f"{place.view}.{name}",
        view=place.view,
        label=section.maybe("label") or _title(name),
        type=dimension_type,
        source=source,
        format=format_name,
        definition=section.maybe("definition", "") or "",
        group_label=section.maybe("group"),
        item_label=section.maybe("group_item"),
        needs=needs_of(source, place.view),
        hidden=section.flag("hidden"),
        links=links.read(section),
        actions=actions.read(section),
    )
    section.finish()
    return found


def needs_of(source: Source | None, view: str) -> frozenset[str]:
    """The other views that a value reads."""
    match source:
        case Plain(sql=sql) | Framed(moment=Moment(sql=sql)):
            return snippets.views_of(sql, view)
        case Paired(of=tree, moment=moment):
            return snippets.views_of(tree, view) | snippets.views_of(moment.sql, view)
        case Point(latitude=latitude, longitude=longitude):
            return snippets.views_of(latitude, view) | snippets.views_of(longitude, view)
        case Between(start=start, end=end):
            found = snippets.views_of(start.sql, view)
            return found | snippets.views_of(end.sql, view) if end else found
        case Tiered(of=of):
            return needs_of(of, view)
        case _:
            return frozenset()


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
