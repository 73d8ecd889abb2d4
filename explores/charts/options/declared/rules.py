"""Rules by which cells of a table are coloured: a scale of colours, or a condition with a look. PURE."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from explores.charts.options.declared.table import STYLES, TABLE
from explores.charts.options.option import BadSetting, Option

_rule = partial(Option, tab="Rules", kinds=TABLE, per="format")
_NUMBER = r"[-−+]?\d{1,30}(?:\.\d{1,30})?"
_PLACE = re.compile(
    rf"(?P<word>min|max|mean|median)|(?:p|percentile )(?P<percent>\d{{1,3}}(?:\.\d+)?)|(?P<number>{_NUMBER})"
)
_CONDITION = re.compile(
    rf"(?P<null>(?:not )?null)|(?P<not>not )?between (?P<low>{_NUMBER}) and (?P<high>{_NUMBER})"
    rf"|(?P<sign>=|!=|>|<)\s*(?P<figure>{_NUMBER})|(?P<text>=|!=|contains|not contains)\s*(?P<words>.+)",
    re.IGNORECASE,
)
WORDS = ("bold", "italic", "struck")


@dataclass(frozen=True)
class Place:
    """A point of a scale: a figure of the values (min, max, mean, median, a percentile) or a number."""

    word: str  # min, max, mean, median, percentile, number
    number: float = 0.0

    def __str__(self) -> str:
        return {"number": f"{self.number:g}", "percentile": f"p{self.number:g}"}.get(self.word, self.word)


@dataclass(frozen=True)
class Condition:
    """``kind``: null, not null, between, not between, =, !=, >, <; of texts: is, is not, contains, not contains."""

    kind: str
    low: float = 0.0
    high: float = 0.0
    text: str = ""

    def __str__(self) -> str:
        """As it is written."""
        if "between" in self.kind:
            return f"{self.kind} {self.low!r} and {self.high!r}"
        signs = {"is": "=", "is not": "!="}
        return f"{signs.get(self.kind, self.kind)} {self.text}".strip()


def place(text: str) -> Place | None:
    """min, max, mean, median, p90 or a number; nothing where it is left open. Raises BadSetting."""
    found = _PLACE.fullmatch(text.strip().lower())
    if found is None or (found["percent"] and float(found["percent"]) > 100):
        raise BadSetting("min, max, mean, median, a percentile such as p90, or a number")
    if found["word"]:
        return Place(found["word"])
    return (
        Place("percentile", float(found["percent"])) if found["percent"] else Place("number", _float(found["number"]))
    )


def condition(text: str) -> Condition:
    """``> 100``, ``between 1 and 5``, ``not null``, ``contains FR`` … Raises BadSetting."""
    found = _CONDITION.fullmatch(text.strip())
    if found is None:
        raise BadSetting("=, !=, >, < with a number, between 1 and 5, not between 1 and 5, null, not null, contains FR")
    if found["null"]:
        return Condition(found["null"].lower())
    if found["low"]:
        low, high = sorted((_float(found["low"]), _float(found["high"])))
        return Condition("not between" if found["not"] else "between", low, high)
    if found["sign"]:
        return Condition(found["sign"], _float(found["figure"]), text=found["figure"])
    kinds = {"=": "is", "!=": "is not"}
    word = found["text"].lower()
    return Condition(kinds.get(word, word), text=found["words"].strip())


def words(text: str) -> tuple[str, ...]:
    """bold, italic, struck with commas between. Raises BadSetting."""
    given = tuple(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    if not set(given) <= set(WORDS):
        raise BadSetting("bold, italic, struck, with commas between")
    return given


def _float(text: str) -> float:
    return float(text.replace("−", "-"))


assert set(WORDS) < set(STYLES)
OPTIONS = (
    _rule("fields", "Columns", control="list", default=(), help="all figures where it is empty; orders.revenue, …"),
    _rule("scale", "Colours of a scale", control="list", of="colour", default=(), most_entries=5,
          help="two to five: #FFFFFF, #0B557A"),
    _rule("reverse", "Scale reversed", control="switch", default=False),
    _rule("steps", "Steps", control="number", default=100, least=2, most=100, whole=True),
    _rule("mirror", "As far to either side of the centre", control="switch", default=False),
    _rule("start", "Starts at", control="text", default=Place("min"), read=place, help="min, mean, median, p10, 0"),
    _rule("center", "Centre at", control="text", default=None, read=place, help="half way where it is empty"),
    _rule("end", "Ends at", control="text", default=Place("max"), read=place, help="max, mean, median, p90, 100"),
    _rule("when", "Condition", control="text", default=None, read=condition,
          help="> 100, between 1 and 5, null, contains FR"),
    _rule("background", "Background", control="colour"),
    _rule("ink", "Colour of the text", control="colour"),
    _rule("style", "Text", control="text", default=(), read=words, help="bold, italic, struck"),
    Option("format_totals", "Rules for totals, too", tab="Rules", control="switch", kinds=TABLE, default=False),
    Option("format_nulls", "Missing values as zero", tab="Rules", control="switch", kinds=TABLE, default=False),
)  # fmt: skip
