"""Texts as a mapping wants them: trimmed, missing words taken out, spelled one way, mapped. PURE."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.files.values.distinct import Converted, mask, per_distinct
from connectors.files.values.notation import Notation

_CASES = {"lower": pc.utf8_lower, "upper": pc.utf8_upper, "title": pc.utf8_title}


def to_text(values: pa.Array) -> pa.Array:
    """Any column as text: whole numbers without a point, times in ISO notation."""
    given = values.type
    if pa.types.is_string(given):
        return values
    if pa.types.is_null(given) or pa.types.is_integer(given) or pa.types.is_boolean(given):
        return values.cast(pa.string())
    return per_distinct(values, lambda distinct: Converted(_to_text(distinct))).values


def _to_text(values: pa.Array) -> pa.Array:
    given = values.type
    if pa.types.is_floating(given):
        values = pc.if_else(pc.is_nan(values), None, values)
        return pc.replace_substring_regex(values.cast(pa.string()), r"\.0$", "")
    if pa.types.is_decimal(given):
        return pa.array([None if each is None else _plain(each) for each in values.to_pylist()], pa.string())
    if pa.types.is_timestamp(given):
        return pc.replace_substring_regex(values.cast(pa.timestamp("us")).cast(pa.string()), r"\.0+$", "")
    return values.cast(pa.string())


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def cleaned(values: pa.Array, notation: Notation) -> Converted:
    """The texts after trimming, missing words, case and value map; bad are values the map rejects."""
    return per_distinct(to_text(values), lambda texts: _cleaned(texts, notation))


def _cleaned(texts: pa.Array, notation: Notation) -> Converted:
    if notation.trim:
        texts = pc.utf8_trim_whitespace(texts)
    blank = pc.equal(texts, "")
    if notation.missing:
        blank = pc.or_(blank, pc.is_in(texts, pa.array(notation.missing, pa.string())))
    texts = pc.if_else(pc.fill_null(blank, True), None, texts)
    if notation.case:
        texts = _CASES[notation.case](texts)
    return _mapped(texts, notation) if notation.values else Converted(texts)


def _mapped(texts: pa.Array, notation: Notation) -> Converted:
    place = pc.index_in(texts, pa.array(list(notation.values), pa.string()))
    targets = pa.array([_spelled(each) for each in notation.values.values()], pa.string())
    known = pc.is_valid(place)
    others: Any = texts
    bad = None
    if notation.otherwise == "empty":
        others = None
    elif notation.otherwise == "reject":
        others, bad = None, mask(pc.and_(pc.invert(known), pc.is_valid(texts)))
    elif isinstance(notation.otherwise, dict):
        others = pc.if_else(pc.is_valid(texts), _spelled(notation.otherwise["value"]), None)
    return Converted(pc.if_else(known, targets.take(place), others).cast(pa.string()), bad)


def _spelled(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def to_yesno(texts: pa.Array, notation: Notation) -> Converted:
    """Words for yes and no, in any case."""
    lowered = pc.utf8_lower(texts)
    yes = mask(pc.is_in(lowered, pa.array([each.lower() for each in notation.yes], pa.string())))
    no = mask(pc.is_in(lowered, pa.array([each.lower() for each in notation.no], pa.string())))
    given = texts.is_valid().to_numpy(zero_copy_only=False)
    bad = given & ~yes & ~no
    return Converted(pa.array(yes, mask=~(yes | no)), bad if np.any(bad) else None)
