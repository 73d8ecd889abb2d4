"""The tab Filters: what the content is narrowed by, and the values that this schedule has of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboards import chips, zones
from dashboards.asking import Asked
from dashboards.controls.forms import parts_of
from dashboards.explaining import Explained, explained
from dashboards.model import Filter
from dashboards.panels import Panel, panel
from dashboards.turning import Sent, Turned, turned
from deliveries.content.finding import Found
from explores.filtering.editor import Editor


@dataclass(frozen=True)
class Shown:
    """One filter. ``own``: this schedule has its own value of it; ``box``: it is typed as an expression; ``fixed``: it
    is chosen elsewhere."""

    name: str
    id: str
    label: str
    value: str
    words: str
    own: bool
    meant: str = ""
    fault: str = ""
    box: bool = False
    fixed: bool = False

    @property
    def set(self) -> bool:
        """Whether it narrows anything."""
        return bool(self.value.strip())


def shown(found: Found, own: Mapping[str, str]) -> list[Shown]:
    """Every filter that the content has; a report is asked for its own on its page."""
    if found.tell is not None:
        return [Shown(name, name, label, value, words, True, fixed=True)
                for (name, value), (label, words) in zip(own.items(), found.words, strict=False)]  # fmt: skip
    return _of_page(found.page, own) if found.page is not None else list(_of_question(found, own))


def _of_page(asked: Asked, own: Mapping[str, str]) -> list[Shown]:
    rows = [one(each, asked, own) for each in asked.dashboard.filters if not each.hidden]
    if zone := own.get(zones.ZONE):
        rows.append(Shown(zones.ZONE, "tz", "Time zone of the figures", zone, zone, True))
    return rows


def one(each: Filter, asked: Asked, own: Mapping[str, str]) -> Shown:
    """A filter of a dashboard."""
    chip = chips.chip(each, asked.dashboard, asked.values)
    said = explained(each, chip.value, asked)
    words = said.words if each.type == "parameter" and not said.fault else chip.words
    return Shown(each.name, chip.id, each.label, chip.value, words, each.name in own, said.words, said.fault)


def _of_question(found: Found, own: Mapping[str, str]) -> Iterable[Shown]:
    assert found.question is not None  # it is one of the two
    for field, value in found.question.wish.filters.items():
        yield typed(found, field, own.get(field, value), own=field in own)


def typed(found: Found, field: str, expression: str, *, own: bool = True) -> Shown:
    """A filter of a question as its box stands."""
    editor = Editor.of(found.question, field, expression) if found.question else None
    assert editor is not None  # only questions have boxes
    meant = editor.sentence if expression.strip() else "any value"
    name = chips.id_of(Filter(field, "", "string", ""))
    return Shown(field, name, editor.label, expression, editor.condition, own, meant, editor.error, box=True)


def applied(found: Found, rows: Iterable[Shown]) -> str:
    """How many narrow it, for the tab."""
    number = sum(row.set for row in rows)
    return f"{number} applied" if number else ""


def lessened(found: Found, own: Mapping[str, str]) -> dict[str, str]:
    """Of a question whose boxes are all sent: the values that differ from the content's."""
    if found.page is not None or found.tell is not None:
        return dict(own)
    assert found.question is not None  # it is one of the two
    return {name: value for name, value in own.items() if found.question.wish.filters.get(name) != value}


@dataclass(frozen=True)
class Opened:
    """One filter's control, as it is being filled in."""

    filter: Filter
    asked: Asked  # with the value that the control says, where it says one
    panel: Panel
    said: Explained
    parts: bool  # whether anything was filled in

    @property
    def value(self) -> str:
        """What it comes to."""
        return self.asked.values[self.filter.name]


def opened(each: Filter, asked: Asked, sent: Iterable[tuple[str, list[str]]]) -> Opened:
    """The control of a filter of a dashboard with what a form says of it."""
    pairs = list(sent)
    names = [one.name for one in asked.dashboard.filters]
    mine: Sent = [(key, held) for key, held in pairs if parts_of(each.name, [(key, held)], names)]
    found: Turned = turned(asked, mine)
    fault = found.faults.get(each.name, "")
    said = Explained("", fault) if fault else explained(each, found.asked.values[each.name], found.asked)
    drawn = panel(each, asked, found.parts.get(each.name), fault)
    return Opened(each, found.asked, drawn, said, bool(found.parts.get(each.name)))
