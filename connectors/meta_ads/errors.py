"""What Meta's error codes and usage headers mean. PURE."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from connectors.ads.faults import Asked, Fault, Trouble, fault
from connectors.ads.reading import Unreadable, amount, inner, listed, mapping, text

THROTTLING = frozenset({4, 17, 32, 613, *range(80000, 80015)})
BUDGET_TOO_OFTEN = 1487632  # of 613: an ad set's budget was changed four times within an hour
HOUR = 3600.0
_TOKEN = frozenset({102, 190, 463, 467})
_RIGHT = frozenset({3, 10, 294, 368, *range(200, 300)})
_OWN = frozenset({1, 2})
_TIMED_OUT = frozenset({1504018, 1504038})
_UNKNOWN_OBJECT = 33  # of 100
_USAGE = ("x-business-use-case-usage", "x-ad-account-usage", "x-app-usage")
_SHARES = ("call_count", "total_cputime", "total_time", "acc_id_util_pct")


def problem(error: Mapping[str, object], headers: Mapping[str, str], asked: Asked) -> Fault:
    """The fault that an ``error`` object means."""
    code, sub = _number(error, "code"), _number(error, "error_subcode")
    trouble = _trouble(code, sub, transient=error.get("is_transient") is True)
    wait = _wait(sub, headers) if trouble is Trouble.THROTTLED else None
    said = text(error, "error_user_msg") or text(error, "message")
    sure = trouble is not Trouble.PLATFORM
    return fault(trouble, asked, wait=wait, sure=sure, code=f"{code}/{sub}" if sub else str(code), said=said)


def _trouble(code: int, sub: int, *, transient: bool) -> Trouble:
    if code in THROTTLING:
        return Trouble.THROTTLED
    if code in _TOKEN:
        return Trouble.EXPIRED
    if (code, sub) == (100, _UNKNOWN_OBJECT) or code == 803:
        return Trouble.GONE
    if code in _RIGHT:
        return Trouble.FORBIDDEN
    return Trouble.PLATFORM if transient or code in _OWN or sub in _TIMED_OUT else Trouble.REFUSED


def _wait(sub: int, headers: Mapping[str, str]) -> float | None:
    """Seconds: what the headers name, an hour for budgets, else what is usual."""
    minutes = max((_minutes(each) for each in _usages(headers)), default=0.0)
    return minutes * 60 or (HOUR if sub == BUDGET_TOO_OFTEN else None)


def used(headers: Mapping[str, str]) -> float | None:
    """Percent of what may be asked that is used up, the highest of all figures; None where nothing is told."""
    shares = [float(found) for each in _usages(headers) for name in _SHARES if (found := _figure(each, name))]
    return max(shares, default=None)


def _minutes(usage: Mapping[str, object]) -> float:
    return float(_figure(usage, "estimated_time_to_regain_access"))


def _figure(usage: Mapping[str, object], name: str) -> float:
    try:
        return float(amount(usage, name) or 0)
    except Unreadable:
        return 0.0


def _usages(headers: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    """Every set of figures in the headers; a header that cannot be read tells nothing."""
    for name in _USAGE:
        try:
            held = mapping(json.loads(headers.get(name, "{}")))
            many = [each for found in held.values() if isinstance(found, list) for each in listed(found)]
        except ValueError:  # Unreadable is one
            continue
        yield from [held, *many]


def _number(error: Mapping[str, object], name: str) -> int:
    return int(amount(error, name) or 0)


def error_of(body: Mapping[str, object]) -> Mapping[str, object]:
    """The error in an answer; empty where there is none."""
    return inner(body, "error")
