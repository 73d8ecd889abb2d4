"""Meta's Graph interface. Fields, states and parameters are those that ``facebook-business`` knows."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from facebook_business.adobjects.ad import Ad
from facebook_business.adobjects.adaccount import AdAccount
from facebook_business.adobjects.adset import AdSet
from facebook_business.adobjects.campaign import Campaign
from facebook_business.api import FacebookAdsApi
from facebook_business.session import FacebookSession
from facebook_business.typechecker import TypeChecker

from connectors.ads.standing import Level
from tests.servers.platforms.serving import Answer, Platform, Question, serving
from tests.servers.platforms.state import Thing

KINDS: dict[Level, Any] = {Level.CAMPAIGN: Campaign, Level.AD_SET: AdSet, Level.AD: Ad}
NESTED = {"campaign": Level.CAMPAIGN, "adset": Level.AD_SET}
NOBODY = FacebookAdsApi(FacebookSession(access_token="none"))
HOUR = timedelta(hours=1)
ERRORS = {
    "expired": (400, {"message": "Error validating access token", "type": "OAuthException", "code": 190,
                      "error_subcode": 463}),
    "revoked": (400, {"message": "The user has not authorized application 1", "type": "OAuthException", "code": 190,
                      "error_subcode": 458}),
    "forbidden": (403, {"message": "(#200) Requires ads_management permission", "type": "OAuthException", "code": 200}),
    "broken": (500, {"message": "An unknown error occurred", "type": "OAuthException", "code": 1}),
    "throttled": (400, {"message": "There have been too many calls from this ad-account", "type": "OAuthException",
                        "code": 613, "error_subcode": 1487742, "is_transient": True}),
    "user_limit": (400, {"message": "User request limit reached", "type": "OAuthException", "is_transient": True,
                         "code": 17, "error_subcode": 2446079}),
}  # fmt: skip


class Refused(Exception):
    """An error as the Graph tells it."""

    def __init__(self, message: str, code: int = 100, sub: int = 0) -> None:
        super().__init__(message)
        self.error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1b2"}
        if sub:
            self.error["error_subcode"] = sub


@dataclass
class Meta(Platform):
    """``minutes``: until the account may be asked again, in the headers of a throttled answer."""

    app_secret: str = ""
    minutes: int = 7
    throttle: str = "throttled"  # or user_limit
    used: int = 12  # percent

    def changing(self, question: Question) -> bool:
        return question.method == "POST"

    def told(self, trouble: str, question: Question) -> Answer:
        status, error = ERRORS[self.throttle if trouble == "throttled" else trouble]
        return Answer({"error": error}, status, self._headers(self.minutes if trouble == "throttled" else 0))

    def answer(self, question: Question) -> Answer:
        try:
            self._may(question)
            path = question.path.removeprefix("/v26.0/").rstrip("/")
            if question.method == "POST":
                return self._fine(self._post(path, dict(parse_qsl(question.body.decode(), strict_parsing=True))))
            return self._fine(self._get(path, question.query))
        except Refused as refused:
            status = 401 if refused.error["code"] == 190 else 400
            return Answer({"error": refused.error}, status, self._headers(0))

    def _fine(self, body: Any) -> Answer:
        return Answer(body, headers=self._headers(0))

    def _headers(self, minutes: int) -> dict[str, str]:
        told = {"type": "ads_management", "call_count": self.used, "total_cputime": 3, "total_time": 5,
                "estimated_time_to_regain_access": minutes}  # fmt: skip
        return {"X-Business-Use-Case-Usage": json.dumps({"66782684": [told]})}

    def _may(self, question: Question) -> None:
        bearer = question.headers.get("authorization", "").removeprefix("Bearer ")
        if (bearer or question.query.pop("access_token", "")) != self.token:
            raise Refused("Invalid OAuth access token - Cannot parse access token", 190)
        given = dict(parse_qsl(question.body.decode())) if question.body else question.query
        right = hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()
        if self.app_secret and given.get("appsecret_proof") != right:
            raise Refused("API calls from the server require an appsecret_proof argument", 100)

    def _get(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        if unknown := set(query) - {"fields", "ids", "appsecret_proof"}:
            raise Refused(f"Unknown parameters {unknown}")
        wanted = list(_fields(query.get("fields", "id")))
        if path.startswith("act_"):
            return self._account(path, [name for name, _ in wanted])
        if path:
            return self._row(self._thing(path), wanted)
        return {id_: self._row(self._thing(id_), wanted) for id_ in query["ids"].split(",")}

    def _account(self, path: str, names: list[str]) -> dict[str, Any]:
        if path != f"act_{self.account}":
            raise Refused("Unsupported get request. Object does not exist", 100, 33)
        known = {"currency": self.currency, "timezone_name": self.zone, "name": "Maison Alba", "id": path}
        for name in names:
            if name not in vars(AdAccount.Field).values():
                raise Refused(f"(#100) Tried accessing nonexisting field ({name}) on node type (AdAccount)")
        return {"id": path} | {name: known[name] for name in names}

    def _thing(self, id_: str) -> Thing:
        for thing in self.things.values():
            if thing.id == id_:
                return thing.look()
        raise Refused(f"Unsupported get request. Object with ID '{id_}' does not exist", 100, 33)

    def _row(self, thing: Thing, wanted: list[tuple[str, str]]) -> dict[str, Any]:
        row: dict[str, Any] = {"id": thing.id}
        for name, inside in wanted:
            if name not in vars(KINDS[thing.level].Field).values():
                raise Refused(f"(#100) Tried accessing nonexisting field ({name}) on node type ({thing.level})")
            if name in NESTED and (above := thing.above(NESTED[name])) is not None:
                row[name] = self._row(above.look(), list(_fields(inside)))
            elif (value := self._value(thing, name)) is not None:
                row[name] = value
        return row

    def _value(self, thing: Thing, name: str) -> Any:
        minor = 1 if self.currency == "JPY" else 100
        if name in {"daily_budget", "lifetime_budget"}:
            held = thing.daily if name == "daily_budget" else thing.lifetime
            return str(int((held or 0) * minor))
        if name == "learning_stage_info":
            return {"status": "LEARNING" if thing.learning else "SUCCESS"}
        plain = {
            "id": thing.id, "name": thing.name, "account_id": self.account, "status": _status(thing),
            "effective_status": _effective(thing), "updated_time": thing.updated.strftime("%Y-%m-%dT%H:%M:%S%z"),
        }  # fmt: skip
        return plain.get(name)

    def _post(self, path: str, given: dict[str, str]) -> dict[str, Any]:
        thing = self._thing(path)
        given.pop("appsecret_proof", None)
        checked = {name: _checked(thing.level, name, value) for name, value in given.items()}
        dry = "validate_only" in checked.pop("execution_options", [])
        values: dict[str, Any] = {}
        if "status" in checked:
            values["on"] = checked["status"] == "ACTIVE"
        if "daily_budget" in checked:
            values["daily"] = self._budget(thing, int(checked["daily_budget"]), dry)
        if set(checked) - {"status", "daily_budget"} or thing.removed:
            raise Refused("(#100) This cannot be changed")
        if not dry:
            self.accept(thing, values)
        return {"success": True}

    def _budget(self, thing: Thing, minor: int, dry: bool) -> Decimal:
        now = datetime.now(UTC)
        recent = [at for at in thing.budget_changes if now - at < HOUR]
        if thing.daily is None:
            raise Refused("(#100) The budget sits on another level", 100, 1885630)
        if minor < 100:
            raise Refused("(#100) Your budget is too low", 100, 1885272)
        if thing.level is Level.AD_SET and len(recent) >= 4:
            raise Refused("You can only change your ad set budget 4 times per hour", 613, 1487632)
        if not dry:
            thing.budget_changes.append(now)
        return Decimal(minor) / (1 if self.currency == "JPY" else 100)


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """Names, each with what is asked inside of it: a,b{c,d}."""
    for found in re.finditer(r"([a-z_]+)(?:\{((?:[^{}]|\{[^}]*\})*)\})?(?:,|$)", text):
        yield found[1], found[2] or "id"


def _checked(level: Level, name: str, value: str) -> Any:
    """As the package's own checker of parameters sees it."""
    checker: TypeChecker = KINDS[level]("1", api=NOBODY).api_update(params={}, pending=True)._param_checker
    if not checker.is_valid_key(name):
        raise Refused(f"(#100) Param {name} is not known to a {level.label}")
    kind = checker.get_type(name)
    read: Any = json.loads(value) if kind.startswith("list") else value
    if not checker.is_valid_pair(name, read):
        raise Refused(f"(#100) Param {name} must be {kind}, not {value}")
    return read


def _status(thing: Thing) -> str:
    said = "DELETED" if thing.removed else "ACTIVE" if thing.on else "PAUSED"
    assert said in vars(KINDS[thing.level].Status).values()
    return said


def _effective(thing: Thing) -> str:
    said = _effective_word(thing)
    assert said in vars(KINDS[thing.level].EffectiveStatus).values()
    return said


def _effective_word(thing: Thing) -> str:
    """What is set itself counts before what it belongs to, and that before a review."""
    if thing.removed or not thing.on:
        return _status(thing)
    for level, word in ((Level.AD_SET, "ADSET_PAUSED"), (Level.CAMPAIGN, "CAMPAIGN_PAUSED")):
        above = thing.above(level)
        if above is not None and above is not thing and not above.on:
            return word
    waiting = "PENDING_REVIEW" if thing.level is Level.AD else "IN_PROCESS"
    denied = "DISAPPROVED" if thing.level is Level.AD else "WITH_ISSUES"
    return {"waiting": waiting, "denied": denied}.get(thing.review or "", "ACTIVE")


@contextmanager
def meta(**values: Any) -> Iterator[Meta]:
    with serving(Meta(**values)) as found:
        yield found
