"""Google Ads by REST. Fields, enums and messages are those that ``google-ads`` knows of version 26."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from google.protobuf.json_format import MessageToDict, ParseDict, ParseError

from connectors.ads.standing import Level
from tests.servers.platforms.gaql import BadQuery, Query, parsed, picked
from tests.servers.platforms.serving import Answer, Platform, Question, serving
from tests.servers.platforms.state import Thing

LEVELS = {"campaign": Level.CAMPAIGN, "ad_group": Level.AD_SET, "ad_group_ad": Level.AD}
PATHS = {Level.CAMPAIGN: "campaigns", Level.AD_SET: "adGroups", Level.AD: "adGroupAds"}
SIGN_IN: dict[str, tuple[dict[str, str], int]] = {
    "throttled": ({"error": "rate_limit_exceeded"}, 429),
    "expired": ({"error": "invalid_grant", "error_description": "Token has been expired or revoked."}, 400),
    "revoked": ({"error": "invalid_grant", "error_description": "Token has been expired or revoked."}, 400),
    "forbidden": ({"error": "access_denied", "error_description": "Account restricted"}, 403),
    "broken": ({"error": "internal_failure"}, 500),
}
FAILURE = "type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure"


class Refused(Exception):
    """An error as Google tells it."""

    def __init__(self, status: int, word: str, kind: str = "", name: str = "", **details: Any) -> None:
        super().__init__(name or word)
        error: dict[str, Any] = {"code": status, "message": "Request contains an error.", "status": word}
        if kind:
            first = {"errorCode": {kind: name}, "message": f"{name}: see the details.", **details}
            error["details"] = [{"@type": FAILURE, "errors": [first], "requestId": "f00"}]
        self.status, self.error = status, {"error": error}


@dataclass
class Google(Platform):
    """``delay_told``: of a throttled answer, such as "30s". ``login``: the manager that must be named."""

    client: str = "a-client"
    client_secret: str = "a-client-secret"
    refresh_token: str = "a-refresh-token"
    developer_token: str = "a-developer-token"
    login: str = ""
    delay_told: str = "45s"
    signed_in: int = 0

    def campaign_budget(self) -> dict[str, Any]:
        return {"daily": Decimal(50)}

    def group_budget(self) -> dict[str, Any]:
        return {}

    def next_id(self, level: Level, parent: Thing | None) -> str:
        own = str(next(self._numbers))
        return f"{parent.id}~{own}" if level is Level.AD and parent else own

    def changing(self, question: Question) -> bool:
        return question.path.endswith(":mutate")

    def told(self, trouble: str, question: Question) -> Answer:
        if question.path == "/token":
            return Answer(*SIGN_IN[trouble])
        quota = {"details": {"quotaErrorDetails": {"rateScope": "ACCOUNT", "rateName": "Requests per second",
                                                   "retryDelay": self.delay_told}}}  # fmt: skip
        refused = {
            "throttled": Refused(429, "RESOURCE_EXHAUSTED", "quotaError", "RESOURCE_EXHAUSTED", **quota),
            "expired": Refused(401, "UNAUTHENTICATED", "authenticationError", "OAUTH_TOKEN_EXPIRED"),
            "revoked": Refused(401, "UNAUTHENTICATED", "authenticationError", "OAUTH_TOKEN_REVOKED"),
            "forbidden": Refused(403, "PERMISSION_DENIED", "authorizationError", "USER_PERMISSION_DENIED"),
            "broken": Refused(500, "INTERNAL", "internalError", "INTERNAL_ERROR"),
        }[trouble]
        return Answer(refused.error, refused.status)

    def answer(self, question: Question) -> Answer:
        if question.path == "/token":
            return self._sign_in(dict(parse_qsl(question.body.decode())))
        try:
            return Answer(self._answered(question))
        except Refused as refused:
            return Answer(refused.error, refused.status)
        except BadQuery as bad:
            refused = Refused(400, "INVALID_ARGUMENT", "queryError", bad.name)
            return Answer([refused.error], 400)
        except ParseError as bad:
            return Answer({"error": {"code": 400, "message": str(bad), "status": "INVALID_ARGUMENT"}}, 400)

    def _sign_in(self, form: dict[str, str]) -> Answer:
        right = {"grant_type": "refresh_token", "client_id": self.client, "client_secret": self.client_secret,
                 "refresh_token": self.refresh_token}  # fmt: skip
        if form != right:
            said = {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
            return Answer(said, 400)
        self.signed_in += 1
        return Answer({"access_token": self.token, "expires_in": 3599, "token_type": "Bearer"})

    def _answered(self, question: Question) -> Any:
        found = re.fullmatch(r"/v26/customers/(\d+)/(\w+):(\w+)", question.path)
        if found is None or question.method != "POST":
            raise Refused(404, "NOT_FOUND")
        if question.headers.get("authorization") != f"Bearer {self.token}":
            raise Refused(401, "UNAUTHENTICATED", "authenticationError", "OAUTH_TOKEN_INVALID")
        if question.headers.get("developer-token") != self.developer_token:
            raise Refused(401, "UNAUTHENTICATED", "authenticationError", "DEVELOPER_TOKEN_INVALID")
        if found[1] != self.account or question.headers.get("login-customer-id", "") != self.login:
            raise Refused(403, "PERMISSION_DENIED", "authorizationError", "USER_PERMISSION_DENIED")
        body = json.loads(question.body)
        if (found[2], found[3]) == ("googleAds", "searchStream"):
            ParseDict(body, _messages().SEARCH())
            return self._stream(parsed(body["query"]))
        return self._mutate(found[2], body)

    def _stream(self, query: Query) -> list[dict[str, Any]]:
        rows = [picked(row, query.fields) for row in self._rows(query)]
        read = [ParseDict(row, _messages().ROW()) for row in rows]  # refuses what the package does not know
        return [{"results": [MessageToDict(each) for each in read], "requestId": "f00"}] if read else []

    def _rows(self, query: Query) -> list[dict[str, Any]]:
        if query.resource == "customer":
            return [{"customer": self._customer()}]
        if query.resource == "change_status":
            return self._changes(query)
        level = LEVELS[query.resource]
        (field, sign, names), *_ = query.conditions
        assert (field, sign) == (f"{query.resource}.resource_name", "IN"), "the stand-in knows no other condition"
        found = [each for each in self.things.values() if each.level is level and self._name(each) in names]
        return [self._row(each.look()) for each in found]

    def _changes(self, query: Query) -> list[dict[str, Any]]:
        if query.limit is None or not {">=", "<="} <= {sign for _, sign, _ in query.conditions}:
            raise Refused(400, "INVALID_ARGUMENT", "changeStatusError", "LIMIT_NOT_SPECIFIED")
        (_, _, (first,)), (_, _, (last,)), (_, _, kinds), (field, _, names) = query.conditions
        rows = []
        for each in self.things.values():
            at = each.updated.astimezone(ZoneInfo(self.zone))
            resource = next(name for name, level in LEVELS.items() if level is each.level)
            if field.endswith(f".{resource}") and self._name(each) in names and first <= f"{at:%Y-%m-%d}" <= last:
                rows.append({"change_status": {"last_change_date_time": f"{at:%Y-%m-%d %H:%M:%S.%f}",
                                               "resource_type": kinds[0], resource: self._name(each)}})  # fmt: skip
        return rows

    def _customer(self) -> dict[str, Any]:
        return {"resource_name": f"customers/{self.account}", "id": int(self.account), "time_zone": self.zone,
                "descriptive_name": "Maison Alba", "currency_code": self.currency}  # fmt: skip

    def _row(self, thing: Thing) -> dict[str, Any]:
        campaign = thing.above(Level.CAMPAIGN)
        assert campaign is not None
        row = {"campaign": self._own(campaign), "customer": self._customer(), "campaign_budget": self._budget(campaign)}
        if thing.level is Level.AD_SET:
            row["ad_group"] = self._own(thing)
        if thing.level is Level.AD:
            own = self._own(thing)
            row["ad_group_ad"] = {**own, "ad": {"id": int(own.pop("id").split("~")[1]), "name": own.pop("name")}}
        return row

    def _own(self, thing: Thing) -> dict[str, Any]:
        primary, reasons = _primary(thing)
        own: dict[str, Any] = {"resource_name": self._name(thing), "id": thing.id, "name": thing.name,
                               "status": _status(thing), "primary_status": primary,
                               "primary_status_reasons": reasons}  # fmt: skip
        if thing.level is Level.CAMPAIGN:
            own["serving_status"] = "SERVING" if thing.on else "SUSPENDED"
            own["bidding_strategy_system_status"] = "LEARNING_NEW" if thing.learning else "ENABLED"
            own["campaign_budget"] = self._budget_name(thing)
        return own

    def _budget(self, campaign: Thing) -> dict[str, Any]:
        held = campaign.daily if campaign.daily is not None else campaign.lifetime or Decimal(0)
        period = "DAILY" if campaign.daily is not None else "CUSTOM_PERIOD"
        return {"resource_name": self._budget_name(campaign), "amount_micros": int(held * 1_000_000), "period": period,
                "explicitly_shared": campaign.sharers > 1, "reference_count": campaign.sharers}  # fmt: skip

    def _name(self, thing: Thing) -> str:
        return f"customers/{self.account}/{PATHS[thing.level]}/{thing.id}"

    def _budget_name(self, campaign: Thing) -> str:
        return f"customers/{self.account}/campaignBudgets/9{campaign.id}"

    def _mutate(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        request = ParseDict(body, _messages().MUTATES[path]())
        names = []
        for operation in request.operations:
            thing, values = self._meant(path, operation)
            if thing.removed:
                raise Refused(400, "INVALID_ARGUMENT", "contextError", "OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE")
            names.append({"resourceName": operation.update.resource_name})
            if not request.validate_only:
                self.accept(thing, values)
        return {} if request.validate_only else {"results": names}

    def _meant(self, path: str, operation: Any) -> tuple[Thing, dict[str, Any]]:
        update, (mask,) = operation.update, operation.update_mask.paths
        if path == "campaignBudgets":
            thing = self._found(self._budget_name, update.resource_name, Level.CAMPAIGN)
            assert mask == "amount_micros"
            if update.amount_micros <= 0 or update.amount_micros % 10_000:
                raise Refused(400, "INVALID_ARGUMENT", "campaignBudgetError", "NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT")
            return thing, {"daily": Decimal(update.amount_micros) / 1_000_000}
        level = next(level for level, own in PATHS.items() if own == path)
        assert mask == "status"
        word = type(update).DESCRIPTOR.fields_by_name["status"].enum_type.values_by_number[update.status].name
        if word not in {"ENABLED", "PAUSED"}:
            raise Refused(400, "INVALID_ARGUMENT", "requestError", "INVALID_ENUM_VALUE")
        return self._found(self._name, update.resource_name, level), {"on": word == "ENABLED"}

    def _found(self, naming: Any, name: str, level: Level) -> Thing:
        for each in self.things.values():
            if each.level is level and naming(each) == name:
                return each
        raise Refused(404, "NOT_FOUND", "mutateError", "RESOURCE_NOT_FOUND")


def _messages() -> Any:
    from tests.servers.platforms import google_messages

    return google_messages


def _status(thing: Thing) -> str:
    return "REMOVED" if thing.removed else "ENABLED" if thing.on else "PAUSED"


def _primary(thing: Thing) -> tuple[str, list[str]]:
    """What runs, with the reasons: its own switch, then what it belongs to, then a review."""
    if thing.removed:
        return "REMOVED", []
    own = {Level.CAMPAIGN: "CAMPAIGN_PAUSED", Level.AD_SET: "AD_GROUP_PAUSED", Level.AD: "AD_GROUP_AD_PAUSED"}
    if not thing.on:
        return "PAUSED", [own[thing.level]]
    for level in (Level.AD_SET, Level.CAMPAIGN):
        above = thing.above(level)
        if above is not None and above is not thing and not above.on:
            return "NOT_ELIGIBLE", [own[level]]
    if thing.level is Level.CAMPAIGN and thing.learning:
        return "LEARNING", ["BIDDING_STRATEGY_LEARNING"]
    reviews = {Level.AD: {"waiting": "AD_GROUP_AD_UNDER_REVIEW", "denied": "AD_GROUP_AD_DISAPPROVED"}}
    others = {"waiting": "MOST_ADS_UNDER_REVIEW", "denied": "HAS_ADS_DISAPPROVED"}
    if thing.review:
        word = "PENDING" if thing.review == "waiting" else "NOT_ELIGIBLE"
        return word, [reviews.get(thing.level, others)[thing.review]]
    return "ELIGIBLE", []


@contextmanager
def google(**values: Any) -> Iterator[Google]:
    _messages()  # before anyone waits for an answer
    with serving(Google(**values)) as found:
        yield found
