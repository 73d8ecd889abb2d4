"""What Google's errors mean. PURE."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.ads.faults import Asked, Fault, Trouble, fault
from connectors.ads.reading import amount, inner, listed, text

HOUR = 3600.0
_BY_KIND = {
    "authenticationError": Trouble.EXPIRED,
    "authorizationError": Trouble.FORBIDDEN,
    "quotaError": Trouble.THROTTLED,
    "internalError": Trouble.PLATFORM,
    "databaseError": Trouble.PLATFORM,
}
_GONE = frozenset({"RESOURCE_NOT_FOUND", "CUSTOMER_NOT_FOUND", "NOT_FOUND"})
_BY_STATUS = {
    "UNAUTHENTICATED": Trouble.EXPIRED,
    "PERMISSION_DENIED": Trouble.FORBIDDEN,
    "NOT_FOUND": Trouble.GONE,
    "RESOURCE_EXHAUSTED": Trouble.THROTTLED,
}
_SIGN_IN = {
    "invalid_grant": Trouble.EXPIRED,
    "invalid_client": Trouble.EXPIRED,
    "unauthorized_client": Trouble.EXPIRED,
    "access_denied": Trouble.FORBIDDEN,
}
_SHORT = frozenset({"RESOURCE_TEMPORARILY_EXHAUSTED", "EXCESSIVE_SHORT_TERM_QUERY_RESOURCE_CONSUMPTION"})


def problem(error: Mapping[str, object], status: int, asked: Asked) -> Fault:
    """The fault that an ``error`` object means. The first of Google's own errors tells, else the status."""
    failures = [each for detail in listed(error.get("details")) for each in listed(detail.get("errors"))]
    first = failures[0] if failures else {}
    kind, name = next(iter(inner(first, "errorCode").items()), ("", ""))
    code = str(name) or text(error, "status")
    trouble = _trouble(kind, code, text(error, "status"), status)
    wait = _wait(first, code) if trouble is Trouble.THROTTLED else None
    said = text(first, "message") or text(error, "message")
    return fault(trouble, asked, wait=wait, sure=trouble is not Trouble.PLATFORM, code=code, said=said)


def _trouble(kind: str, code: str, word: str, status: int) -> Trouble:
    if code in _GONE:
        return Trouble.GONE
    if kind:
        return _BY_KIND.get(kind, Trouble.REFUSED)
    return _BY_STATUS.get(word, Trouble.PLATFORM if status >= 500 else Trouble.REFUSED)


def _wait(failure: Mapping[str, object], code: str) -> float:
    """Seconds: what Google names, else a short wait for the short quotas and an hour for those of a day."""
    told = text(inner(inner(failure, "details"), "quotaErrorDetails"), "retryDelay").removesuffix("s")
    named = amount({"seconds": told}, "seconds")
    return float(named) if named is not None else 30.0 if code in _SHORT else HOUR


def token_problem(body: Mapping[str, object], status: int, asked: Asked) -> Fault:
    """The fault that the token endpoint's answer means (RFC 6749, 5.2)."""
    code = text(body, "error")
    busy = Trouble.PLATFORM if status >= 500 else Trouble.REFUSED
    trouble = Trouble.THROTTLED if status == 429 else _SIGN_IN.get(code, busy)
    return fault(trouble, asked, code=code or str(status), said=text(body, "error_description"))
