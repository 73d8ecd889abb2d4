"""Points in time out of texts, strictly, in declared notations. PURE.

The letters are strptime's: %Y %y %m %d %j %H %I %M %S %f %p %b %B %a %A %z %%; ``iso``, ``epoch``, ``epoch_ms``,
``epoch_us`` and ``excel`` stand for whole notations.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.files.values.distinct import Converted, mask

TIME = pa.timestamp("us")
SECOND = 1_000_000
YEARS = tuple(int(np.datetime64(day, "us").astype(np.int64)) for day in ("0001-01-01", "10000-01-01"))
WORDS = {"iso": None, "epoch": SECOND, "epoch_ms": 1_000, "epoch_us": 1, "excel": 86_400 * SECOND}
_EXCEL_ZERO = np.datetime64("1899-12-30", "us").astype(np.int64)
_ZONE = r"Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LETTERS = {
    "Y": r"\d{4}", "y": r"\d{2}", "m": r"\d{1,2}", "d": r"\d{1,2}", "j": r"\d{1,3}", "H": r"\d{1,2}", "I": r"\d{1,2}",
    "M": r"\d{1,2}", "S": r"\d{1,2}", "f": r"\d{1,9}", "p": r"[AaPp]\.?[Mm]\.?", "b": r"[A-Za-z]{3}\.?",
    "B": r"[A-Za-z]{3,9}", "z": _ZONE,
}  # fmt: skip
_NAMES_OF_DAYS = {"a": r"[A-Za-z]{2,4}\.?", "A": r"[A-Za-z]{6,9}"}
ISO = (
    r"^(?P<Y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
    r"(?:[T ](?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    rf" ?(?P<z>{_ZONE})?)?$"
)


class UnknownNotation(ValueError):
    """A notation of dates with a letter that means nothing."""


@lru_cache(maxsize=256)
def pattern(notation: str) -> str:
    """The regular expression of a notation, one named group per letter. Raises UnknownNotation."""
    if notation == "iso":
        return ISO
    parts, seen = [], set()
    pieces = re.split(r"(%-?.)", notation)
    for place, piece in enumerate(pieces):
        if not re.fullmatch(r"%-?.", piece):
            parts.append(r"\s+".join(re.escape(word) for word in re.split(r"\s+", piece)))
            continue
        letter = piece[-1]
        if letter == "%":
            parts.append("%")
        elif letter in _NAMES_OF_DAYS:
            parts.append(_NAMES_OF_DAYS[letter])
        elif letter not in LETTERS or letter in seen:
            raise UnknownNotation(f"{piece} in {notation!r}" + (" stands twice" if letter in seen else ""))
        else:
            seen.add(letter)
            parts.append(f"(?P<{letter}>{_width(letter, pieces, place)})")
    return "^" + "".join(parts) + "$"


def _width(letter: str, pieces: list[str], place: int) -> str:
    """Digits that touch other digits have their full width."""
    touches = (place + 2 < len(pieces) and pieces[place + 1] == "") or (place > 1 and pieces[place - 1] == "")
    form = LETTERS[letter]
    return form.replace("{1,2}", "{2}").replace("{1,3}", "{3}") if touches else form


def check(notation: str) -> None:
    """Raise UnknownNotation where a notation cannot be used."""
    if notation not in WORDS:
        pattern(notation)


def parsed(texts: pa.Array, notations: tuple[str, ...]) -> tuple[Converted, np.ndarray]:
    """Times as written (naive), those no notation reads as bad; and which of them are UTC by themselves."""
    texts = pc.utf8_trim_whitespace(texts)
    values = np.zeros(len(texts), dtype=np.int64)
    given = texts.is_valid().to_numpy(zero_copy_only=False)
    left, absolute = given.copy(), np.zeros(len(texts), dtype=bool)
    for notation in notations:
        if not left.any():
            break
        found, good, utc = _by(texts, notation)
        good &= left
        values[good], absolute[good] = found[good], utc[good]
        left &= ~good
    array = pa.array(values, pa.int64(), mask=~given | left).cast(TIME)
    return Converted(array, left if left.any() else None), absolute


def _by(texts: pa.Array, notation: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if WORDS.get(notation):
        return _by_count(texts, notation)
    groups = pc.extract_regex(texts, pattern(notation))
    good = mask(groups.is_valid())
    parts = {each.name: groups.field(place) for place, each in enumerate(groups.type)}
    zeros = np.zeros(len(texts), dtype=np.int64)
    day, ok = _day(parts, zeros)
    clock, fits = _clock(parts, zeros)
    offset, zoned = _offset(parts, zeros)
    return day * (86_400 * SECOND) + clock - offset, good & ok & fits, zoned


def _by_count(texts: pa.Array, notation: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    good = mask(pc.match_substring_regex(texts, r"^-?\d{1,16}(\.\d{1,9})?$"))
    counts = pc.if_else(pa.array(good), texts, "0").cast(pa.float64()).to_numpy(zero_copy_only=False)
    start = _EXCEL_ZERO if notation == "excel" else 0
    unit = WORDS[notation] or 1
    exact = np.abs(counts) < 8e18 / unit / 2
    values = np.round(np.where(exact, counts, 0) * unit).astype(np.int64) + start
    return values, good & exact, np.full(len(texts), notation != "excel")


def _whole(part: pa.Array | None, absent: np.ndarray | int, zeros: np.ndarray) -> np.ndarray:
    """A group of digits as numbers; ``absent`` where it is empty or not in the notation."""
    if part is None:
        return zeros + absent
    empty = mask(pc.equal(part, "")) | mask(part.is_null())
    numbers = pc.if_else(pa.array(empty), "0", part).cast(pa.int64()).to_numpy(zero_copy_only=False)
    return np.where(empty, absent, numbers)


def _day(parts: dict[str, pa.Array], zeros: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Days since 1970, and whether the day exists."""
    year = _whole(parts.get("Y"), 1970, zeros)
    if "y" in parts:
        short = _whole(parts["y"], 0, zeros)
        year = short + np.where(short < 69, 2000, 1900)
    month = _month(parts, zeros)
    start = ((year - 1970) * 12 + np.clip(month, 1, 12) - 1).astype("datetime64[M]")
    length = ((start + 1).astype("datetime64[D]") - start.astype("datetime64[D]")).astype(np.int64)
    if "j" in parts:
        number = _whole(parts["j"], 1, zeros)
        first = (year - 1970).astype("datetime64[Y]")
        in_year = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(np.int64)
        return first.astype("datetime64[D]").astype(np.int64) + number - 1, (number >= 1) & (number <= in_year)
    day = _whole(parts.get("d"), 1, zeros)
    exists = (month >= 1) & (month <= 12) & (day >= 1) & (day <= length) & (year >= 1)
    return start.astype("datetime64[D]").astype(np.int64) + day - 1, exists


def _month(parts: dict[str, pa.Array], zeros: np.ndarray) -> np.ndarray:
    named = parts.get("b", parts.get("B"))
    if named is None:
        return _whole(parts.get("m"), 1, zeros)
    start = pc.utf8_slice_codeunits(pc.utf8_lower(named), 0, 3)
    found: np.ndarray = pc.fill_null(pc.index_in(start, pa.array(_MONTHS)), -1).to_numpy(zero_copy_only=False) + 1
    return found


def _clock(parts: dict[str, pa.Array], zeros: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Microseconds since midnight, and whether the clock shows such a time."""
    hour = _whole(parts.get("H"), 0, zeros)
    fits = (hour >= 0) & (hour <= 23)
    if "I" in parts:
        hour = _whole(parts["I"], 12, zeros)
        fits = (hour >= 1) & (hour <= 12)
        late = mask(pc.starts_with(pc.utf8_lower(parts["p"]), "p")) if "p" in parts else zeros.astype(bool)
        hour = hour % 12 + 12 * late
    minute, second = _whole(parts.get("M"), 0, zeros), _whole(parts.get("S"), 0, zeros)
    fits &= (minute <= 59) & (second <= 59)
    fraction = zeros
    if "f" in parts:
        padded = pc.utf8_slice_codeunits(pc.utf8_rpad(parts["f"], 6, "0"), 0, 6)
        fraction = _whole(padded, 0, zeros)
    return ((hour * 60 + minute) * 60 + second) * SECOND + fraction, fits


def _offset(parts: dict[str, pa.Array], zeros: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Microseconds ahead of UTC, and whether the text says so at all."""
    if "z" not in parts:
        return zeros, zeros.astype(bool)
    zone = pc.replace_substring(pc.fill_null(parts["z"], ""), ":", "")
    digits = pc.utf8_rpad(pc.replace_substring_regex(zone, "[A-Z+-]", ""), 4, "0")
    hours = _whole(pc.utf8_slice_codeunits(digits, 0, 2), 0, zeros)
    minutes = _whole(pc.utf8_slice_codeunits(digits, 2, 4), 0, zeros)
    sign = np.where(mask(pc.starts_with(zone, "-")), -1, 1)
    return sign * (hours * 60 + minutes) * 60 * SECOND, mask(pc.not_equal(zone, ""))
