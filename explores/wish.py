"""What an address asks for, read as far as it can be read: a page shows it even where the query cannot run. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from explores.charts.options import is_setting, of_address

Params = list[tuple[str, str]]
FLAGS = ("total", "row_total", "subtotal")
LISTS = ("fields", "pivots", "sorts", "fill_fields")
COLUMN_LIMITS = (10, 25, 50, 100, 200)
LIMITS = (100, 500, 1000, 5000)
PANELS = {"vis": "Visualization", "dat": "Data", "fil": "Filters"}
OF_THE_VISIT = frozenset(
    {"raw", "run", "tab", "q", "format", "head", "toggle", "look", "merge", "tile"}
)  # where a person is, not what
OF_THE_PICTURE = frozenset({"vis", "stack", "trend"})


@dataclass(frozen=True)
class Wish:
    """The parameters of one explore address, in order."""

    params: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, params: Iterable[tuple[str, str]]) -> Wish:
        """From a query string's pairs; empty values are kept only for filters, where they mean "any value"."""
        return cls(tuple((name, value) for name, value in params if value or name.startswith("f[")))

    def one(self, name: str) -> str:
        """The last value of a parameter, or nothing."""
        return next((value for key, value in reversed(self.params) if key == name), "")

    def words(self, name: str) -> tuple[str, ...]:
        """The values of a comma list."""
        return tuple(part.strip() for part in self.one(name).split(",") if part.strip())

    @property
    def fields(self) -> tuple[str, ...]:
        """The chosen fields, in order."""
        return self.words("fields")

    @property
    def pivots(self) -> tuple[str, ...]:
        """The dimensions that become columns."""
        return self.words("pivots")

    @property
    def sorted(self) -> tuple[str, ...]:
        """The fields that rows are sorted by."""
        return tuple(word.split(" ")[0] for word in self.words("sorts"))

    @property
    def filters(self) -> dict[str, str]:
        """Field to expression; the last one of a field counts here, all of them in the query."""
        return {name[2:-1]: value for name, value in self.params if name.startswith("f[") and name.endswith("]")}

    @property
    def vis(self) -> str:
        """The chosen kind of chart, or nothing."""
        return self.one("vis")

    @property
    def stack(self) -> str:
        """How series are stacked: 1, percent, or nothing."""
        return self.one("stack")

    @property
    def trend(self) -> str:
        """The trend lines over the chart: linear, polynomial:3, average:7; several with commas between."""
        return self.one("trend")

    @property
    def settings(self) -> dict[str, str]:
        """The settings of chart and table, ``c[…]``, as written."""
        return of_address(self.params)

    @property
    def limit(self) -> str:
        """The row limit as written; the default where it is not."""
        return self.one("limit") or "500"

    @property
    def empty(self) -> bool:
        """Whether nothing was chosen yet."""
        return not self.fields

    def flag(self, name: str) -> bool:
        """Whether a switch such as ``total`` is on."""
        return self.one(name).lower() in {"1", "true", "yes", "on"}

    def query_params(self) -> Params:
        """What belongs to the query; the chart and the shape of a file are not its affair."""
        return [(name, value) for name, value in self.params if not (_of_the_visit(name) or _of_the_picture(name))]

    @property
    def picture(self) -> dict[str, str]:
        """What the address says about the picture: the kind of chart and how it is set."""
        return {name: value for name, value in self.params if _of_the_picture(name)}

    @property
    def closed(self) -> frozenset[str]:
        """The panels that are folded (``toggle=vis,fil``); all are open by themselves."""
        return frozenset(self.words("toggle")) & PANELS.keys()

    def having(self, **changes: str | None) -> Wish:
        """The same wish with parameters replaced; None takes one away."""
        kept = [(name, value) for name, value in self.params if name not in changes]
        return replace(self, params=(*kept, *((name, value) for name, value in changes.items() if value)))

    def without(self, field: str) -> Wish:
        """The same wish without a field, wherever it is named."""
        kept = [(name, value) for name, value in self.params if name != f"f[{field}]"]
        return Wish(tuple((name, _left_out(value, field) if name in LISTS else value) for name, value in kept))

    def instead(self, field: str, other: str) -> Wish:
        """The same wish with one field in the place of another."""
        renamed = ((f"f[{other}]" if name == f"f[{field}]" else name, value) for name, value in self.params)
        return Wish(tuple((name, _swapped(value, field, other) if name in LISTS else value) for name, value in renamed))

    def href(self) -> str:
        """As the query string of a link, with its question mark."""
        return "?" + urlencode(self.params, safe="[],.:/ ").replace(" ", "+")


def _of_the_visit(name: str) -> bool:
    return name in OF_THE_VISIT or name.startswith("file.")


def _of_the_picture(name: str) -> bool:
    return name in OF_THE_PICTURE or is_setting(name)


def _left_out(words: str, field: str) -> str:
    return ",".join(word for word in words.split(",") if word.split(" ")[0] != field)


def _swapped(words: str, field: str, other: str) -> str:
    swapped = (word.split(" ") for word in words.split(","))
    return ",".join(" ".join([other if first == field else first, *rest]) for first, *rest in swapped)


Key = tuple[str, bool, str | None]  # field, descending, pivot column


def sorted_by(current: Iterable[Key], clicked: Key, *, also: bool) -> list[Key]:
    """The sorts after a click on a header.

    ``clicked`` says which way a new key starts; one that is in force turns round. ``also`` (Shift) keeps the others.
    """
    keys = list(current)
    there = next((key for key in keys if (key[0], key[2]) == (clicked[0], clicked[2])), None)
    turned = clicked if there is None else (there[0], not there[1], there[2])
    if not also:
        return [turned]
    return [*keys, turned] if there is None else [turned if key == there else key for key in keys]
