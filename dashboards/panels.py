"""A filter's control as its form is drawn: what is filled in, what there is to choose from, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import floor, log10

from cdp.warehouse.base import WarehouseError
from dashboards import offered, turning
from dashboards.asking import Asked
from dashboards.controls import setting, terms
from dashboards.controls.conditions import Condition
from dashboards.controls.forms import Form, Parts
from dashboards.controls.kinds import ADVANCED, Kind, kind_for
from dashboards.controls.terms import Value
from dashboards.model import Filter
from dashboards.offered import Offer, Option
from explores.filtering import operators
from explores.filtering.operators import ANY, Operator
from explores.semantic.errors import FilterError, SemanticError

_CHOOSING = ("many", "one")
_STEPS_OF_ONE = 10
_MOST_LABEL = 20  # letters of a value that stands in the line of filters


@dataclass(frozen=True)
class Slider:
    """A slider in plain notation: its ends, its step and where it stands."""

    least: str
    most: str
    step: str
    low: str
    high: str

    @classmethod
    def of(cls, least: float, most: float, form: Form) -> Slider:
        """Steps of one between whole numbers, else of about a hundredth of the way."""
        whole = least == int(least) and most == int(most) and most - least >= _STEPS_OF_ONE
        step = 1.0 if whole else 10.0 ** floor(log10((most - least) / 100))
        ends = [terms.plain(Decimal(repr(end))) for end in (least, most)]
        return cls(ends[0], ends[1], terms.plain(Decimal(repr(step))), form.low or ends[0], form.high or ends[1])


@dataclass(frozen=True)
class Row:
    """One condition of the advanced control, with what is offered for it."""

    place: int
    condition: Condition
    boxes: list[tuple[str, str]]  # kind and content
    offer: Offer | None = None
    search: str = ""

    @property
    def key(self) -> str:
        """Its place as parts are called by it."""
        return str(self.place)


@dataclass(frozen=True)
class Panel:
    """A control's form. ``stands_in``: the filter's own control, where that cannot show what the filter says."""

    filter: Filter
    kind: Kind
    grammar: str
    form: Form
    offer: Offer | None = None
    rows: list[Row] = field(default_factory=list)
    ends: tuple[float | None, float | None] = (None, None)
    stands_in: Kind | None = None
    fault: str = ""
    excluded: tuple[str, ...] = ()
    above: tuple[str, ...] = ()  # the filters that exclude these values

    @property
    def menu(self) -> tuple[Operator, ...]:
        """The operators of the advanced control."""
        return operators.operators(self.grammar)

    @property
    def search(self) -> str:
        """What is looked for among the values."""
        return next(iter(self.form.searches), "")

    @property
    def toggles(self) -> list[tuple[Option, str]]:
        """Each value with what is picked after it was pressed."""
        options = self.offer.options if self.offer else ()
        return [(option, self._after(option)) for option in options]

    def _after(self, option: Option) -> str:
        if self.kind.holds == "one":
            return "" if option.chosen else option.term
        left = [value for value in self.form.values if value != option.value]
        return terms.listed(self.grammar, left if option.chosen else [*left, option.value])

    @property
    def slider(self) -> Slider | None:
        """What a slider needs, where both ends are known."""
        least, most = self.ends
        return Slider.of(least, most, self.form) if least is not None and most is not None and least < most else None

    @property
    def small(self) -> bool:
        """Whether its values can stand in the line of filters themselves."""
        options = self.offer.options if self.offer else ()
        short = all(len(option.label) <= _MOST_LABEL for option in options)
        fits = self.kind.holds not in _CHOOSING or self.kind.name == "drop_down" or len(options) <= 6
        return self.kind.inline and fits and short and not (self.offer and self.offer.fault)


def panel(each: Filter, asked: Asked, parts: Parts | None = None, fault: str = "") -> Panel:
    """The form of a filter: as it is being filled in (``parts``), else as the page's value fills it."""
    grammar = turning.grammar_of(each, asked)
    own = kind_for(each.control, grammar)
    kind = turning.kind_of(each, asked, parts) if parts else own
    form = _sent(kind, grammar, parts) if parts else setting.read(kind, grammar, asked.values[each.name])
    if form is None:
        kind, form = ADVANCED, setting.read(ADVANCED, grammar, asked.values[each.name]) or Form()
    made = Panel(each, kind, grammar, form, stands_in=own if kind is not own else None, fault=fault)
    return _completed(made, asked)


def _sent(kind: Kind, grammar: str, parts: Parts) -> Form:
    try:
        return setting.filled(kind, grammar, parts)
    except FilterError:
        return Form()


def asks(each: Filter, asked: Asked) -> bool:
    """Whether its control is made of the data's values, which take a moment."""
    grammar = turning.grammar_of(each, asked)
    kind = kind_for(each.control, grammar)
    said = each.options or grammar in ("yesno", "parameter", "date", "location")
    if kind.holds in ("range", "number"):
        return each.least is None or each.most is None
    return not said and (kind.holds in _CHOOSING or (kind is ADVANCED and grammar in ("string", "tier")))


def _completed(made: Panel, asked: Asked) -> Panel:
    """With what it asks of the data. What cannot be asked is said in the control, which stays usable."""
    more: Mapping[str, object] = {}
    try:
        if made.kind.holds in _CHOOSING:
            most = made.kind.most
            offer = offered.offer(made.filter, asked, picked=made.form.values, search=made.search, most=most)
            more = {"offer": offer, **_excluded(made.filter, asked, made.form.values)}
        elif made.kind.holds == "conditions":
            picked = [
                value
                for condition in made.form.conditions
                if condition.operator.key == "is"
                for value in condition.values
            ]
            more = {"rows": list(_rows(made, asked)), **_excluded(made.filter, asked, picked)}
        elif made.kind.holds in ("range", "number"):
            more = {"ends": offered.ends(made.filter, asked)}
    except (SemanticError, WarehouseError):
        pass  # a slider without its ends is two boxes; of values the offer tells
    return Panel(**{**vars(made), **more})


def _rows(made: Panel, asked: Asked) -> list[Row]:
    found = made.form.conditions or (_fresh(made.grammar),)
    searches = (*made.form.searches, *[""] * len(found))
    return [_row(made.filter, asked, place, one, searches[place]) for place, one in enumerate(found)]


def _fresh(grammar: str) -> Condition:
    """What an empty control begins with."""
    return Condition(ANY if grammar == "yesno" else operators.first(grammar))


def _row(each: Filter, asked: Asked, place: int, one: Condition, search: str) -> Row:
    usual = {"unit": "day", "period": "this month"}
    filled = (*one.boxes, *[""] * len(one.operator.boxes))
    boxes = [(kind, text or usual.get(kind, "")) for kind, text in zip(one.operator.boxes, filled, strict=False)]
    offer = offered.offer(each, asked, picked=one.values, search=search) if one.lists else None
    return Row(place, one, boxes, offer, search)


def _excluded(each: Filter, asked: Asked, picked: Iterable[Value]) -> dict[str, tuple[str, ...]]:
    gone, above = excluded(each, asked, tuple(picked))
    return {"excluded": gone, "above": above}


def excluded(each: Filter, asked: Asked, picked: tuple[Value, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The picked values of which the filters above leave nothing; none where that cannot be asked."""
    try:
        return offered.excluded(each, asked, picked) if asked.values.get(each.name) and each.linked else ((), ())
    except (SemanticError, WarehouseError):
        return (), ()
