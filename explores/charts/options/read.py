"""The settings of an address as values that drawing can rely on, and sentences for those that are none. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from explores.charts.options.option import BadSetting, Option
from explores.charts.options.registry import declared, find, joined, like, split
from explores.charts.options.values import plain, text_of, value_of
from explores.charts.words import listed

MOST = 200  # settings of one chart
Values = dict[str, Any]  # by name in the address; those of the chart itself are all there


def of_address(params: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The settings among the parameters of an address, by name, the last of each."""
    return {name[2:-1]: value for name, value in params if is_setting(name)}


def is_setting(name: str) -> bool:
    """Whether a parameter is ``c[…]``."""
    return name.startswith("c[") and name.endswith("]")


def read(kind: str, given: Mapping[str, Any]) -> tuple[Values, list[str]]:
    """All settings of a kind of chart, defaults where ``given`` says nothing sensible, and what to say of it.

    Names that begin with one of PER are there only where they were given: ``each`` and ``one`` fill them up. The table
    is read beside each kind of chart: neither says anything of the other's settings.
    """
    values: Values = {option.key: option.default for option in declared(kind) if not option.per}
    notes: list[str] = []
    other: list[str] = []
    for key, raw in list(given.items())[:MOST]:
        option = find(key, kind)
        if option is None:
            notes.append(_unknown(key))
        elif kind not in option.kinds:
            other += [option.label] if kind != "table" and "table" not in option.kinds else []
        elif (text := plain(raw)) != "":
            _take(values, notes, option, key, text)
    if len(given) > MOST:
        notes.append(f"A chart takes {MOST} settings at most; the rest is not read.")
    if other:
        notes.append(f"Not for this kind of chart: {listed(list(dict.fromkeys(other)))}.")
    return values, notes


def each(values: Mapping[str, Any], per: str, kind: str) -> dict[str, Values]:
    """The settings of each thing that has some, by its name, filled up with defaults; numbers in their order."""
    names = dict.fromkeys(named for key in values for found, named, _ in [split(key)] if found == per)
    return {named: one(values, per, named, kind) for named in sorted(names, key=_place)}


def one(values: Mapping[str, Any], per: str, named: str, kind: str) -> Values:
    """The settings of one series, field, …, defaults where nothing was given."""
    mine = [option for option in declared(kind) if option.per == per]
    return {option.key: values.get(joined(option, named), option.default) for option in mine}


def params(kind: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The values as parameters of an address, defaults left out; a reference line is there by any of its settings."""
    found = []
    for key, value in values.items():
        option = find(key, kind)
        if option is None or kind not in option.kinds:
            continue
        if value != option.default or (option.per in {"reference", "rule"} and value not in {"", None}):
            found.append((f"c[{key}]", text_of(option, value)))
    return found


def _take(values: Values, notes: list[str], option: Option, key: str, text: str) -> None:
    try:
        values[key] = value_of(option, text)
    except BadSetting as error:
        notes.append(f"{option.label} (c[{_cut(key)}]) takes {error}, not “{_cut(text)}”.")


def _unknown(key: str) -> str:
    meant = like(key)
    return f"There is no setting c[{_cut(key)}]" + (f"; try c[{_cut(meant)}]." if meant else ".")


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _place(named: str) -> tuple[int, str]:
    """Numbers as numbers; names keep their order."""
    return (int(named), "") if named.isascii() and named.isdigit() and len(named) < 9 else (0, "")
