"""TikTok's interface for business: 200 whatever happens, and a code.

Paths, parameters, bodies and their types are those that ``tiktok-business-api-sdk-official`` knows. What answers hold
and the words of states are texts to that package; those here are from TikTok's own table of states.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from connectors.ads.standing import Level
from tests.servers.platforms.serving import Answer, Platform, Question, serving
from tests.servers.platforms.state import Thing

WORDS = {Level.CAMPAIGN: "campaign", Level.AD_SET: "adgroup", Level.AD: "ad"}
TYPES = {"str": str, "float": (int, float), "int": int, "bool": bool, "object": dict}
CODES = {"throttled": (40100, "Too many requests. Please retry in some time."),
         "expired": (40105, "Access token is incorrect or has been revoked."),
         "revoked": (40105, "Access token is incorrect or has been revoked."),
         "forbidden": (40001, "No permission to operate the advertiser."),
         "broken": (50000, "System error")}  # fmt: skip


class Refused(Exception):
    """A code and a message."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class TikTok(Platform):
    """An advertiser."""

    def changing(self, question: Question) -> bool:
        return question.method == "POST"

    def told(self, trouble: str, question: Question) -> Answer:
        code, message = CODES[trouble]
        return Answer({"code": code, "message": message, "request_id": "2026", "data": {}})

    def answer(self, question: Question) -> Answer:
        try:
            data = self._answered(question)
        except Refused as refused:
            return Answer({"code": refused.code, "message": str(refused), "request_id": "2026", "data": {}})
        return Answer({"code": 0, "message": "OK", "request_id": "2026", "data": data})

    def _answered(self, question: Question) -> dict[str, Any]:
        path = question.path.removeprefix("/open_api/v1.3/")
        if question.headers.get("access-token") != self.token:
            raise Refused(40105, "Access token is incorrect or has been revoked.")
        if question.method == "GET" and path in _models().READS:
            return self._get(path, question.query)
        if question.method == "POST" and path in _models().WRITES:
            return self._post(path, json.loads(question.body))
        raise Refused(40404, f"There is no {question.method} {path}")

    def _get(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        call, filtering = _models().READS[path]
        if unknown := set(query) - parameters(call):
            raise Refused(40002, f"{unknown} are not known at {path}")
        fields = json.loads(query["fields"])
        if path == "advertiser/info/":
            return self._advertiser(json.loads(query["advertiser_ids"]), fields)
        self._ours(query["advertiser_id"])
        wanted = json.loads(query["filtering"])
        checked(filtering, wanted)
        level = next(level for level, word in WORDS.items() if path == f"{word}/get/")
        ids = wanted[f"{WORDS[level]}_ids"]
        if len(ids) > 100:
            raise Refused(40002, "more than 100 ids")
        rows = [_row(each.look(), fields) for each in self.things.values() if each.level is level and each.id in ids]
        return {"list": rows, "page_info": {"page": 1, "page_size": 100, "total_number": len(rows), "total_page": 1}}

    def _advertiser(self, ids: list[str], fields: list[str]) -> dict[str, Any]:
        for each in ids:
            self._ours(each)
        known = {"name": "Maison Alba", "currency": self.currency, "timezone": self.zone}
        return {"list": [{"advertiser_id": self.account} | {name: known[name] for name in fields}]}

    def _ours(self, advertiser: str) -> None:
        if advertiser != self.account:
            raise Refused(40001, "No permission to operate the advertiser.")

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        checked(_models().WRITES[path], body)
        self._ours(body["advertiser_id"])
        word = path.partition("/")[0]
        level = next(level for level, own in WORDS.items() if own == word)
        if path.endswith("status/update/"):
            return self._switch(level, body[f"{word}_ids"], body["operation_status"])
        thing = self._found(level, body[f"{word}_id"])
        if set(body) - {"advertiser_id", f"{word}_id", "budget"} or thing.daily is None:
            raise Refused(40002, "The budget cannot be changed here.")
        self.accept(thing, {"daily": Decimal(str(body["budget"]))})
        return {f"{word}_id": thing.id}

    def _switch(self, level: Level, ids: list[str], status: str) -> dict[str, Any]:
        if len(ids) > 20 or status not in {"ENABLE", "DISABLE", "DELETE"}:
            raise Refused(40002, f"operation_status: {status} of {len(ids)}")
        for thing in [self._found(level, each) for each in ids]:
            self.accept(thing, {"removed": True} if status == "DELETE" else {"on": status == "ENABLE"})
        return {f"{WORDS[level]}_ids": ids, "status": status}

    def _found(self, level: Level, id_: str) -> Thing:
        for each in self.things.values():
            if (each.level, each.id) == (level, id_) and not each.removed:
                return each
        raise Refused(40002, f"{WORDS[level]} {id_} does not exist.")


def _models() -> Any:
    from tests.servers.platforms import tiktok_models

    return tiktok_models


@cache
def parameters(call: Any) -> set[str]:
    """The query's names that the package's own call takes."""
    return set(re.findall(r"query_params\.append\(\('(\w+)'", inspect.getsource(call)))


def checked(model: Any, body: dict[str, Any]) -> None:
    """As the package's model sees it: names, types, and what must not be absent."""
    for name, value in body.items():
        kind = model.swagger_types.get(name)
        if kind is None:
            raise Refused(40002, f"{name}: Unknown field")
        inner = re.fullmatch(r"list\[(\w+)\]", kind)
        values = value if inner and isinstance(value, list) else [value]
        if bool(inner) is not isinstance(value, list) or not all(
            isinstance(each, TYPES[inner[1] if inner else kind]) and not (isinstance(each, bool) and kind != "bool")
            for each in values
        ):
            raise Refused(40002, f"{name}: must be {kind}")
    try:
        model(**body)
    except ValueError as error:
        raise Refused(40002, str(error)) from None


def _row(thing: Thing, fields: list[str]) -> dict[str, Any]:
    word = WORDS[thing.level]
    campaign, group = thing.above(Level.CAMPAIGN), thing.above(Level.AD_SET)
    held = thing.daily if thing.daily is not None else thing.lifetime
    mode = "BUDGET_MODE_DAY" if thing.daily is not None else "BUDGET_MODE_TOTAL" if held else "BUDGET_MODE_INFINITE"
    known: dict[str, Any] = {
        f"{word}_id": thing.id, f"{word}_name": thing.name, "campaign_id": campaign and campaign.id,
        "adgroup_id": group and group.id, "operation_status": "ENABLE" if thing.on else "DISABLE",
        "secondary_status": _secondary(thing), "modify_time": f"{thing.updated:%Y-%m-%d %H:%M:%S}",
    }  # fmt: skip
    if thing.level is not Level.AD:
        known |= {"budget": float(held or 0), "budget_mode": mode}
    if thing.level is Level.CAMPAIGN:
        known |= {"budget_optimize_on": held is not None, "is_smart_performance_campaign": thing.smart}
    if unknown := [name for name in fields if name not in known]:
        raise Refused(40002, f"fields: {unknown} are not known here")
    return {name: known[name] for name in fields}


def _secondary(thing: Thing) -> str:
    word = {Level.CAMPAIGN: "CAMPAIGN", Level.AD_SET: "ADGROUP", Level.AD: "AD"}[thing.level]
    if thing.removed or not thing.on:
        return f"{word}_STATUS_{'DELETE' if thing.removed else 'DISABLE'}"
    for level, name in ((Level.CAMPAIGN, "CAMPAIGN"), (Level.AD_SET, "ADGROUP")):
        above = thing.above(level)
        if above is not None and above is not thing and not above.on:
            return f"{word}_STATUS_{name}_DISABLE"
    if thing.review and thing.level is not Level.CAMPAIGN:
        return f"{word}_STATUS_{'AUDIT' if thing.review == 'waiting' else 'AUDIT_DENY'}"
    return "CAMPAIGN_STATUS_ENABLE" if thing.level is Level.CAMPAIGN else f"{word}_STATUS_DELIVERY_OK"


@contextmanager
def tiktok(**values: Any) -> Iterator[TikTok]:
    _models()  # before anyone waits for an answer
    with serving(TikTok(**values)) as found:
        yield found
