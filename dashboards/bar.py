"""The line of filters over a page: its chips, the panel that is open, what waits for a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from dashboards import added, chips, filters, panels
from dashboards.asking import Asked
from dashboards.chips import Chip
from dashboards.controls.kinds import KINDS
from dashboards.explaining import Explained, explained
from dashboards.model import Filter
from dashboards.panels import Panel
from dashboards.turning import Turned, turned
from explores.filtering import operators
from explores.runner import catalog_for
from explores.semantic.field_info import FieldInfo

Groups = Sequence[tuple[str, list[tuple[FieldInfo, str]]]]


@dataclass(frozen=True)
class Shown:
    """A chip with what its filter means. Its panel is there where it needs no asking, or where it is open."""

    chip: Chip
    said: Explained
    panel: Panel | None = None
    open: bool = False
    judged: bool = False  # whether its values are to be held against what the filters above it allow

    @property
    def inline(self) -> bool:
        """Whether its control stands in the line itself."""
        panel = self.panel
        plain = panel is not None and panel.small and not (panel.stands_in or panel.fault or self.said.fault)
        return plain and not self.open and self.chip.filter.display == "inline"

    @property
    def fills(self) -> bool:
        """Whether its control may stand in the line once its values were asked."""
        return self.panel is None and self.chip.filter.display == "inline" and KINDS[self.chip.filter.control].inline


@dataclass(frozen=True)
class Bar:
    """The whole line. ``leads``: the plain address of what a form said, to go to instead."""

    asked: Asked
    shown: tuple[Shown, ...] = ()
    more: tuple[Shown, ...] = ()
    missing: tuple[Filter, ...] = ()
    leads: str = ""
    rest: tuple[tuple[str, str], ...] = ()
    opened: str = ""
    groups: Groups = ()  # the fields to add a filter of, where they are to be shown at once

    @property
    def here(self) -> str:
        """The page's own address, for what leads back to it with something opened."""
        return chips.address(self.asked.dashboard, self.asked.values, self.rest)

    @property
    def question(self) -> str:
        """What a part of the page asks with: what its tiles are, and what else stands in the address."""
        return "&".join(filter(None, (self.asked.question, urlencode(self.rest))))

    @property
    def opens_more(self) -> bool:
        """Whether what is under "3 more" is open."""
        return any(one.open for one in self.more)

    @property
    def set(self) -> list[Shown]:
        """Those that narrow the page."""
        return [one for one in (*self.shown, *self.more) if one.chip.set]


LISTS = {"units": operators.UNITS, "periods": operators.PERIODS}  # what the forms of dates choose from
ADDING = "+"  # ?open=+ shows the fields that a filter can be added of


def adding(asked: Asked, rest: chips.Params, search: str = "") -> Groups:
    """The fields by which the page can be narrowed further, each with the address that does it."""
    groups = added.choices(asked.dashboard, catalog_for(asked.viewer), search)
    return [(group.label, [(info, _with(asked, info.id, rest)) for info in group.fields]) for group in groups]


def _with(asked: Asked, field: str, rest: chips.Params) -> str:
    """The address of the page with a filter on that field, open: the one that is there, or a new one."""
    there = next((each.name for each in asked.dashboard.filters if each.field == field and not each.hidden), "")
    more = [] if there else [(added.name_of(field), "")]
    return chips.address(asked.dashboard, asked.values, [*rest, *more, ("open", there or added.name_of(field))])


def of(request: HttpRequest, asked: Asked) -> Bar:
    """The line of filters of an address."""
    pairs = [(key, value) for key, values in request.GET.lists() for value in values]
    found = turned(asked, request.GET.lists())
    rest = filters.rest_of(asked.dashboard, pairs)
    if found.done:
        return Bar(asked, leads=chips.address(asked.dashboard, found.asked.values, rest))
    opened = request.GET.get("open", "")
    line, more = chips.in_line(chips.chips(asked.dashboard, asked.values, rest))
    return Bar(
        asked,
        tuple(_shown(chip, found, opened) for chip in line),
        tuple(_shown(chip, found, opened) for chip in more),
        filters.missing(asked.dashboard, asked.values),
        rest=tuple(rest),
        opened=opened,
        groups=adding(asked, rest, request.GET.get("find", "")) if opened == ADDING else (),
    )


def _shown(chip: Chip, found: Turned, opened: str) -> Shown:
    each, asked = chip.filter, found.asked
    open_ = each.name in (opened, *found.faults, *found.drawn)
    # What needs the data is asked when its panel is opened.
    wanted = open_ or not panels.asks(each, asked)
    drawn = panels.panel(each, asked, found.parts.get(each.name), found.faults.get(each.name, "")) if wanted else None
    judged = bool(chip.set and any(asked.values.get(name) for name in each.linked))
    fault = found.faults.get(each.name, "")
    said = Explained("", fault) if fault else explained(each, chip.value, asked)
    return Shown(chip, said, drawn, open_, judged)
