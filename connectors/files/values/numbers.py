"""Numbers out of texts, exactly, in a declared notation. PURE."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.files.values.distinct import Converted, mask, per_distinct
from connectors.files.values.notation import Notation

NUMBER = pa.decimal128(38, 9)
MONEY = pa.decimal128(20, 6)
WIDE = pa.decimal256(37, 9)
LARGEST = Decimal(10) ** 14  # money has 14 digits before the point
_PLAIN = Notation()


def to_number(values: pa.Array, notation: Notation) -> Converted:
    """The values as decimals with 9 places; texts are read in the notation."""
    if pa.types.is_string(values.type):
        found = per_distinct(values, lambda texts: _parsed(texts, notation))
        if notation.native and found.bad is not None:
            found = _fill(found, per_distinct(values, lambda texts: _parsed(texts, _PLAIN)))
    else:
        found = _from_native(values)
    return Converted(scaled(found.values, notation), found.bad)


def _fill(one: Converted, other: Converted) -> Converted:
    bad = other.bad if other.bad is not None else np.zeros(len(one.values), dtype=bool)
    return Converted(pc.coalesce(one.values, other.values), bad & (one.bad if one.bad is not None else bad))


def _from_native(values: pa.Array) -> Converted:
    given = values.type
    if pa.types.is_decimal(given):
        return Converted(_rounded(values))
    if pa.types.is_boolean(given):
        values = values.cast(pa.int8())
    if pa.types.is_floating(values.type):
        finite = pc.fill_null(pc.is_finite(values), False)
        inside = pc.and_(finite, pc.less(pc.abs(pc.if_else(finite, values, 0)), 1e28))
        bad = mask(pc.and_(pc.invert(inside), pc.invert(pc.fill_null(pc.is_nan(values), True))))
        return Converted(pc.if_else(inside, values, None).cast(NUMBER), bad if bad.any() else None)
    if pa.types.is_integer(values.type):
        return Converted(values.cast(pa.decimal128(20, 0)).cast(NUMBER))
    return Converted(pa.nulls(len(values), NUMBER), values.is_valid().to_numpy(zero_copy_only=False))


def _rounded(values: pa.Array) -> pa.Array:
    if values.type.scale > NUMBER.scale:
        values = pc.round(values, NUMBER.scale, round_mode="half_towards_infinity")
    return values.cast(NUMBER)


def scaled(values: pa.Array, notation: Notation) -> pa.Array:
    """Divided and multiplied as declared."""
    for factor, by in ((notation.multiply, False), (notation.divide, True), (100 if notation.percent else 1, True)):
        if factor != 1:
            times = Decimal(1) / Decimal(str(factor)) if by else Decimal(str(factor))
            values = multiply(values, pa.scalar(times.quantize(Decimal("1e-18")), pa.decimal256(38, 18)))
    return values


def multiply(one: pa.Array, other: pa.Array | pa.Scalar) -> pa.Array:
    """An exact product, rounded to 9 places."""
    right = other if isinstance(other, pa.Scalar) else other.cast(WIDE)
    product = pc.multiply(one.cast(WIDE), right)
    return pc.round(product, NUMBER.scale, round_mode="half_towards_infinity").cast(NUMBER)


def _parsed(texts: pa.Array, notation: Notation) -> Converted:
    found = _read(texts, notation)
    return found if found.bad is None else _fill(found, _read(texts, notation, typeset=True))


def _read(texts: pa.Array, notation: Notation, typeset: bool = False) -> Converted:
    plain, fits = _plain(texts, notation, typeset)
    good = mask(fits)
    bad = texts.is_valid().to_numpy(zero_copy_only=False) & ~good
    plain = pc.if_else(pa.array(good), plain, None)
    try:
        values = _rounded(pc.cast(plain, pa.decimal128(38, 15)))
    except pa.ArrowInvalid:
        return _one_by_one(plain, bad)
    return Converted(values, bad if bad.any() else None)


def _plain(texts: pa.Array, notation: Notation, typeset: bool) -> tuple[pa.Array, pa.Array]:
    """The texts in plain notation, and which of them keep to the declared one."""
    found = pc.utf8_trim_whitespace(texts)
    if notation.percent:
        found = pc.utf8_rtrim(found, "% ")
    if notation.strip:
        found = pc.replace_substring_regex(found, f"[{re.escape(notation.strip)}]", "")
        found = pc.utf8_trim_whitespace(found)
    if typeset:
        found = _keyed(found)
    if notation.negative == "parentheses":
        found = pc.replace_substring_regex(found, r"^\((.*)\)$", r"-\1")
    if notation.negative == "trailing":
        found = pc.replace_substring_regex(found, r"^(.*)-$", r"-\1")
    fits = pc.match_substring_regex(found, pattern(notation))
    if notation.thousands:
        found = pc.replace_substring(found, notation.thousands, "")
        if notation.thousands == " ":
            found = pc.replace_substring_regex(found, "[\u00a0\u202f]", "")
    if notation.decimal != ".":
        found = pc.replace_substring(found, notation.decimal, ".")
    return pc.replace_substring_regex(found, r"(\.\d{15})\d+", r"\1"), fits


def _keyed(texts: pa.Array) -> pa.Array:
    """Typographic signs as a keyboard has them; none stands apart from its number."""
    for sign, letter in (
        ("[\u2212\u2013]", "-"),
        ("\u2019", "'"),
        ("[\u00a0\u2009\u202f]", " "),
        ("^([+-]) +", r"\1"),
        (" +-$", "-"),
    ):
        texts = pc.replace_substring_regex(texts, sign, letter)
    return texts


def pattern(notation: Notation) -> str:
    """What a number looks like in the notation; groups of thousands must be groups of three."""
    point, group = re.escape(notation.decimal), re.escape(notation.thousands)
    if notation.thousands == " ":
        group = "[ \u00a0\u202f]"
    whole = rf"(\d+|\d{{1,3}}({group}\d{{3}})+)" if notation.thousands else r"\d+"
    return rf"^[+-]?({whole}({point}\d*)?|{point}\d+)([eE][+-]?\d{{1,3}})?$"


def _one_by_one(texts: pa.Array, bad: np.ndarray) -> Converted:
    """The slow way, for values that the fast one refuses (very long ones, exponents)."""
    found: list[Decimal | None] = []
    for place, text in enumerate(texts.to_pylist()):
        try:
            value = None if text is None else Decimal(text).quantize(Decimal("1e-9"))
        except InvalidOperation:
            value = None
        if value is not None and abs(value) >= Decimal(10) ** 28:
            value = None
        bad[place] |= text is not None and value is None
        found.append(value)
    return Converted(pa.array(found, NUMBER), bad if bad.any() else None)
