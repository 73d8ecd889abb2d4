"""What is entered for a webhook: address, shape, further headers. The secret is made by us."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from deliveries.destinations.base import Fault
from deliveries.destinations.headers import authorization, extra_headers
from explores.keeping.refused import Refused
from net.problem import DoorProblem
from net.target import target_of

SHAPES = {"sextant": "Our own: files, facts and proof", "looker": "Looker's: scheduled_plan, as Looker sends it"}


def read(
    given: Mapping[str, str], before: Mapping[str, Any], held: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Settings and secrets. Raises Refused."""
    config = {"url": _url(given), "shape": _shape(given), "headers": _headers(given.get("headers", ""))}
    try:
        extra_headers(config)
    except Fault as fault:
        raise Refused(fault.message, "headers") from fault
    secret = {**held, "secret": held.get("secret") or new_secret()}
    if given.get("authorization_off"):
        secret.pop("authorization", None)
    elif given.get("authorization", "").strip():
        secret["authorization"] = given["authorization"].strip()
    try:
        authorization(secret)
    except Fault as fault:
        raise Refused(fault.message, "authorization") from fault
    kept = {name: before[name] for name in ("rotated_at",) if name in before}
    return {**config, **kept}, secret


def new_secret() -> str:
    """256 bits; the beginning says what it is to who finds it."""
    return f"whsec_{token_urlsafe(32)}"


def address(config: Mapping[str, Any]) -> str:
    """The whole address but what follows a question mark, which may hold a token."""
    return str(config.get("url", "")).partition("?")[0]


def _url(given: Mapping[str, str]) -> str:
    url = given.get("url", "").strip()
    try:
        target_of(url)
    except DoorProblem as problem:
        raise Refused(problem.message, "url") from problem
    return url


def _shape(given: Mapping[str, str]) -> str:
    shape = given.get("shape", "sextant")
    if shape not in SHAPES:
        raise Refused(f"A webhook has one of these shapes: {', '.join(SHAPES)}.", "shape")
    return shape


def _headers(text: str) -> dict[str, str]:
    """One a line: ``X-Team: finance``."""
    found: dict[str, str] = {}
    for line in filter(None, (each.strip() for each in text.splitlines())):
        name, colon, value = line.partition(":")
        if not colon:
            raise Refused(f"“{line[:60]}” is no header: write its name, a colon and its value.", "headers")
        if name.strip().lower() in {each.lower() for each in found}:
            raise Refused(f"The header {name.strip()[:64]} is named twice. Keep one of the two.", "headers")
        found[name.strip()] = value.strip()
    return found
