"""Columns of a file as values of a field's type. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cdp import identity
from connectors.files.values import dates, texts, zones
from connectors.files.values.distinct import Converted, mask, per_distinct
from connectors.files.values.notation import Notation
from connectors.files.values.numbers import LARGEST, MONEY, to_number

LONGEST = Decimal(2) ** 63 - 1


@dataclass(frozen=True)
class Target:
    """What a field takes: its type, and the words it is limited to, if any."""

    type: str
    choices: tuple[str, ...] = ()
    rules: identity.Rules = identity.DEFAULT
    longest: int | None = None  # characters


def convert(values: pa.Array, target: Target, notation: Notation, year: pa.Array | None = None) -> Converted:
    """The values in the target's exact type; what cannot be read is null and bad."""
    typed = _typed(values, target.type)
    if typed and not notation.values and not notation.missing:
        clean = Converted(values)
    else:
        clean = texts.cleaned(values, notation)
    found = _TYPES[target.type](clean.values, target, notation, year)
    bad = [each for each in (clean.bad, found.bad) if each is not None]
    return Converted(found.values, np.logical_or.reduce(bad) if bad else None)


def _typed(values: pa.Array, wanted: str) -> bool:
    """Whether the file's own type says it better than its text would."""
    given = values.type
    if wanted in {"timestamp", "date"}:
        return bool(pa.types.is_timestamp(given) or pa.types.is_date(given))
    if wanted in {"number", "int"}:
        return not (pa.types.is_string(given) or pa.types.is_null(given))
    return wanted == "yesno" and bool(pa.types.is_boolean(given))


def _text(values: pa.Array, target: Target, notation: Notation, year: pa.Array | None) -> Converted:
    wrong = pc.match_substring(values, "\0")
    if target.choices:
        wrong = pc.or_(wrong, pc.invert(pc.is_in(values, pa.array(target.choices, pa.string()))))
    if target.longest:
        wrong = pc.or_(wrong, pc.greater(pc.utf8_length(values), target.longest))
    bad = mask(pc.and_(wrong, pc.is_valid(values)))
    return Converted(pc.if_else(pa.array(bad), None, values), bad) if bad.any() else Converted(values)


def _number(values: pa.Array, target: Target, notation: Notation, year: pa.Array | None) -> Converted:
    return per_distinct(values, lambda distinct: _money(distinct, notation))


def _money(values: pa.Array, notation: Notation) -> Converted:
    found = to_number(values, notation)
    large = mask(pc.greater_equal(pc.abs(found.values), pa.scalar(LARGEST, found.values.type)))
    money = pc.round(pc.if_else(pa.array(large), None, found.values), 6, round_mode="half_towards_infinity").cast(MONEY)
    return Converted(money, _either(found.bad, large))


def _int(values: pa.Array, target: Target, notation: Notation, year: pa.Array | None) -> Converted:
    return per_distinct(values, lambda distinct: _whole(distinct, notation))


def _whole(values: pa.Array, notation: Notation) -> Converted:
    if pa.types.is_string(values.type):  # tables that passed through floats say 17850.0, whatever the decimal sign
        values = pc.replace_substring_regex(values, r"^([+-]?\d+)\.0$", r"\1")
    found = to_number(values, notation)
    broken = mask(pc.not_equal(found.values, pc.floor(found.values)))
    broken |= mask(pc.greater(pc.abs(found.values), pa.scalar(LONGEST, pa.decimal128(38, 9))))
    whole = pc.if_else(pa.array(broken), None, found.values).cast(pa.decimal128(29, 0)).cast(pa.int64())
    return Converted(whole, _either(found.bad, broken))


def _either(one: np.ndarray | None, other: np.ndarray) -> np.ndarray | None:
    both = other if one is None else one | other
    return both if both.any() else None


def _timestamp(values: pa.Array, target: Target, notation: Notation, year: pa.Array | None) -> Converted:
    if not pa.types.is_string(values.type) and not pa.types.is_null(values.type):
        return _own_times(values, notation)
    return _with_year(values, year, lambda given: _times(given, notation, year is not None))


def _own_times(values: pa.Array, notation: Notation) -> Converted:
    """A column of times or days in the file's own type, as naive UTC."""
    aware = pa.types.is_timestamp(values.type) and values.type.tz is not None
    micros = pc.cast(values, dates.TIME, safe=False)
    return _shifted(Converted(micros), notation.timezone, np.full(len(values), aware))


def _times(given: pa.Array, notation: Notation, with_year: bool) -> Converted:
    notations = tuple(f"%Y {each}" for each in notation.dates) if with_year else notation.dates
    if notation.native and "iso" not in notations:
        notations = (*notations, "iso")
    found, absolute = dates.parsed(given.cast(pa.string()), notations)
    return _shifted(found, notation.timezone, absolute)


def _with_year(values: pa.Array, year: pa.Array | None, parse: Callable[[pa.Array], Converted]) -> Converted:
    if year is None:
        return per_distinct(values.cast(pa.string()), parse)
    return per_distinct(pc.binary_join_element_wise(year, values, " "), parse)


def _shifted(found: Converted, zone: str, absolute: np.ndarray) -> Converted:
    """Times as UTC; bad are those outside the years 1 to 9999, such as milliseconds read as seconds."""
    local = pc.fill_null(found.values.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
    utc = np.where(absolute, local, zones.to_utc(local, zone))
    outside = (utc < dates.YEARS[0]) | (utc >= dates.YEARS[1])
    nothing = found.values.is_null().to_numpy(zero_copy_only=False) | outside
    return Converted(pa.array(utc, pa.int64(), mask=nothing).cast(dates.TIME), _either(found.bad, outside))


def _date(values: pa.Array, target: Target, notation: Notation, year: pa.Array | None) -> Converted:
    """Days are those of the file: no zone moves them."""
    if pa.types.is_date(values.type):
        return Converted(values.cast(pa.date32()))
    there = Notation(dates=notation.dates, native=notation.native)
    found = _timestamp(values, target, there, year)
    return Converted(pc.cast(pc.floor_temporal(found.values, unit="day"), pa.date32()), found.bad)


def _yesno(values: pa.Array, target: Target, notation: Notation, year: pa.Array | None) -> Converted:
    if pa.types.is_boolean(values.type):
        return Converted(values)
    return per_distinct(values.cast(pa.string()), lambda given: texts.to_yesno(given, notation))


def _email(values: pa.Array, target: Target, notation: Notation, year: pa.Array | None) -> Converted:
    return per_distinct(values, lambda given: _identifiers(given, identity.EMAIL, target.rules))


def _phone(values: pa.Array, target: Target, notation: Notation, year: pa.Array | None) -> Converted:
    return per_distinct(values, lambda given: _identifiers(given, identity.PHONE, target.rules))


def _identifiers(given: pa.Array, kind: str, rules: identity.Rules) -> Converted:
    """Each distinct value in normal form."""
    encoded = pc.dictionary_encode(given)
    normal = pa.array([identity.normal(kind, raw, rules) for raw in encoded.dictionary.to_pylist()], pa.string())
    found = normal.take(encoded.indices)
    bad = mask(pc.and_(pc.is_valid(given), pc.is_null(found)))
    return Converted(found, bad if bad.any() else None)


_TYPES: dict[str, Callable[[pa.Array, Target, Notation, pa.Array | None], Converted]] = {
    "text": _text, "number": _number, "int": _int, "timestamp": _timestamp, "date": _date, "yesno": _yesno,
    "email": _email, "phone": _phone,
}  # fmt: skip


def reason(value: object, target: Target, notation: Notation) -> str:
    """Why a value was not taken, in words."""
    shown = repr(str(value)[:80])
    if isinstance(notation.otherwise, str) and notation.otherwise == "reject" and notation.values:
        return f"{shown} is not among the mapped values: {', '.join(notation.values)}"
    if target.type == "text":
        return f"{shown} is not one of {', '.join(target.choices)}" if target.choices else f"{shown} is too long"
    if target.type in {"timestamp", "date"}:
        return f"{shown} is no date that exists, written as {' or '.join(notation.dates)}"
    if target.type in {"number", "int"}:
        kind = "whole number" if target.type == "int" else "number"
        groups = f" and thousands {notation.thousands!r}" if notation.thousands else ""
        return f"{shown} is no {kind} with decimal {notation.decimal!r}{groups}"
    return f"{shown} is no {_NAMES[target.type]}"


_NAMES = {"yesno": "yes or no", "email": "e-mail address", "phone": "phone number (is a region declared?)"}
