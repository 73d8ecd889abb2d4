"""The text of a setting ↔ its value, by the kind of control. PURE."""

from __future__ import annotations

import math
import re
from typing import Any

from explores.charts.options.colours import colour
from explores.charts.options.option import BadSetting, Option
from explores.charts.words import listed

MOST_TEXT = 200
SWITCHES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_NUMBER = re.compile(r"[-−+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,2})?")


def value_of(option: Option, text: str) -> Any:
    """What the text means: bool, text, number (int where whole), ``#rrggbb``, or a tuple of them. Raises BadSetting."""
    if option.control == "switch":
        return _switch(text)
    if option.control == "choice":
        return _choice(option, text)
    if option.control == "list":
        return _entries(option, text)
    return _one(option, option.control, text)


def text_of(option: Option, value: Any) -> str:
    """The value as the address holds it; ``value_of`` reads it back."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, tuple):
        return ",".join(text_of(option, entry) for entry in value)
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return "" if value is None else str(value)


def plain(value: Any) -> str:
    """A value of a YAML or JSON file as the address would hold it: one parser reads both."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list | tuple):
        return ",".join(plain(entry) for entry in value)
    return "" if value is None else str(value)


def _switch(text: str) -> bool:
    found = SWITCHES.get(text.strip().lower())
    if found is None:
        raise BadSetting("1 or 0")
    return found


def _choice(option: Option, text: str) -> str:
    given = text.strip().lower()
    meant = {key.lower(): key for key in option.keys}
    if given in meant:
        return meant[given]
    said = SWITCHES.get(given)  # YAML reads a bare off as false
    word = {True: "on", False: "off"}.get(said) if said is not None else None
    if word in option.keys:
        return str(word)
    raise BadSetting(listed([key or "nothing" for key in option.keys], 12))


def _entries(option: Option, text: str) -> tuple[Any, ...]:
    entries = [entry.strip() for entry in text.split(",")]
    if len(entries) > option.most_entries:
        raise BadSetting(f"at most {option.most_entries} entries")
    return tuple(_one(option, option.of, entry) for entry in entries if entry)


def _one(option: Option, control: str, text: str) -> Any:
    if control == "number":
        return _number(option, text)
    if control == "colour":
        return colour(text)
    if len(text) > MOST_TEXT:
        raise BadSetting(f"at most {MOST_TEXT} characters")
    return option.read(text) if option.read else text


def _number(option: Option, text: str) -> float:
    given = text.strip()
    found = float(given.replace("−", "-")) if _NUMBER.fullmatch(given) else math.nan
    least = -math.inf if option.least is None else option.least
    most = math.inf if option.most is None else option.most
    drawable = math.isfinite(found) and (not found or 1e-12 <= abs(found) <= 1e18)
    if not (drawable and least <= found <= most and (not option.whole or found == int(found))):
        raise BadSetting(_takes(option))
    return int(found) if option.whole else found


def _takes(option: Option) -> str:
    kind = "a whole number" if option.whole else "a number"
    if option.least is None or option.most is None:
        return kind
    return f"{kind} from {option.least:g} to {option.most:g}"
