"""Meta's Graph interface, as far as ads are switched and read back.

The token goes in a header, never in an address, which logs and proxies keep. Docs: Marketing API, v26.0.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import urlencode

from connectors.ads.calling import Line, call, readable
from connectors.ads.control import Accepted, AccountFacts, Change, changeable
from connectors.ads.faults import Asked, Fault, Trouble, Vendor, fault, refused
from connectors.ads.many import Found, in_chunks
from connectors.ads.reading import Unreadable, mapping, text
from connectors.ads.standing import Level, Standing, Target
from connectors.meta_ads.errors import error_of, problem, used
from connectors.meta_ads.mapping import FIELDS, parameters, standing

AT_ONCE = 50  # ids in a call


class MetaAds:
    """One ad account. ``used`` is the percent of our allowance that the last answer said was spent, if it did."""

    vendor = Vendor.META

    def __init__(self, base: str, account: str, token: str, line: Line, *, app_secret: str = "") -> None:
        self._base = base
        self._account = account.removeprefix("act_")
        self._token = token
        self._line = line
        self._proof = _proof(token, app_secret)
        self.used: float | None = None

    def account(self) -> AccountFacts:
        """The ad account."""
        return self._facts

    @cached_property
    def _facts(self) -> AccountFacts:
        asked = Asked(self.vendor, "the account")
        row = self._get(asked, f"act_{_plain(self._account, asked)}", {"fields": "name,currency,timezone_name"})
        with readable(asked):
            if not text(row, "currency"):
                raise Unreadable("an account without a currency")
            return AccountFacts(self._account, text(row, "name"), text(row, "currency"), text(row, "timezone_name"))

    def read(self, target: Target) -> Standing:
        """One call, and one for the account's currency at first."""
        asked = Asked(self.vendor, target.named)
        row = self._get(asked, _plain(target.id, asked), {"fields": FIELDS[target.level]})
        return self._standing(asked, target, row)

    def read_many(self, targets: Sequence[Target]) -> Found:
        """One call for 50; where one of them is not there, one call for each."""
        return in_chunks(targets, AT_ONCE, self._read_chunk)

    def change(self, target: Target, change: Change, *, dry_run: bool = False) -> Accepted:
        """A look, then one call. Meta checks dry runs itself."""
        asked = Asked(self.vendor, target.named, changes=not dry_run)
        before = self.read(target)
        changeable(before, change, asked)
        sent = parameters(change, self._facts.currency, asked)
        if dry_run:
            sent["execution_options"] = '["validate_only"]'
        answer = self._post(asked, target.id, sent)
        if answer.get("success") is not True:
            raise fault(Trouble.GARBLED, asked, sure=False, code="no success in the answer")
        return Accepted(target, change, before, dry=dry_run)

    def _read_chunk(self, level: Level, chunk: Sequence[Target]) -> Found:
        try:
            return self._read_together(level, chunk)
        except Fault as problem:
            if problem.trouble not in {Trouble.GONE, Trouble.FORBIDDEN, Trouble.REFUSED}:
                raise
        return {each: self._read_or_fault(each) for each in chunk}  # one that is not there spoils the call

    def _read_together(self, level: Level, chunk: Sequence[Target]) -> Found:
        asked = Asked(self.vendor, f"{len(chunk)} {level.label}s")
        ids = ",".join(_plain(each.id, asked) for each in chunk)
        rows = self._get(asked, "", {"ids": ids, "fields": FIELDS[level]})
        with readable(asked):
            return {each: self._standing(asked, each, mapping(rows.get(each.id))) for each in chunk}

    def _read_or_fault(self, target: Target) -> Standing | Fault:
        try:
            return self.read(target)
        except Fault as problem:
            return problem

    def _standing(self, asked: Asked, target: Target, row: Mapping[str, object]) -> Standing:
        with readable(asked):
            found = standing(target, row, self._facts.currency, datetime.now(UTC))
            if text(row, "account_id") != self._account:
                raise refused(asked, f"it belongs to another ad account than {self._account}, which is connected.")
            return found

    def _get(self, asked: Asked, path: str, query: Mapping[str, str]) -> Mapping[str, object]:
        return self._heard(asked, "GET", f"{path}?{urlencode({**query, **self._proof})}", None)

    def _post(self, asked: Asked, path: str, form: Mapping[str, str]) -> Mapping[str, object]:
        return self._heard(asked, "POST", path, urlencode({**form, **self._proof}).encode())

    def _heard(self, asked: Asked, method: str, path: str, body: bytes | None) -> Mapping[str, object]:
        headers = {"Authorization": f"Bearer {self._token}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        heard = call(self._line, asked, method, f"{self._base}/{path}", headers=headers, body=body)
        self.used = used(heard.headers)
        with readable(asked):
            answer = mapping(heard.body)
            if error := error_of(answer):
                raise problem(error, heard.headers, asked)
            if heard.status != 200:
                raise Unreadable(f"status {heard.status} without an error")
            return answer


def _proof(token: str, app_secret: str) -> dict[str, str]:
    """That who asks holds the app's secret too; apps may demand it."""
    if not app_secret:
        return {}
    return {"appsecret_proof": hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()}


def _plain(id: str, asked: Asked) -> str:
    if not (id.isascii() and id.isdigit()):
        raise refused(asked, "its id is none of Meta's, which are digits alone. Import the ads with Meta's own ids.")
    return id
