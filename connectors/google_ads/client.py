"""Google Ads by its REST interface, as far as ads are switched and read back. Docs: Google Ads API, v26.

An ad is ``adGroupId~adId``. A look is two operations of the day's quota: how it stands, and when it was last changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property

from connectors.ads.calling import Line, call, readable
from connectors.ads.control import (
    Accepted,
    AccountFacts,
    Change,
    DailyBudget,
    Pause,
    budget_to_change,
    changeable,
    in_parts,
)
from connectors.ads.faults import Asked, Fault, Vendor, refused
from connectors.ads.many import Found, in_chunks, one_of, told
from connectors.ads.reading import Unreadable, inner, listed, mapping, text
from connectors.ads.standing import Level, Standing, Target
from connectors.google_ads.errors import problem
from connectors.google_ads.mapping import MICROS, changes, is_id, standing, target_of
from connectors.google_ads.queries import ACCOUNT, LOOK_BACK, PATH, changes_of, resource_name, standing_of
from connectors.google_ads.tokens import Keys, Tokens

AT_ONCE = 200  # ids in a query
Rows = list[Mapping[str, object]]


class GoogleAds:
    """One customer, reached through the manager account ``login`` where there is one."""

    vendor = Vendor.GOOGLE

    def __init__(self, base: str, sign_in: str, customer: str, keys: Keys, line: Line, *, login: str = "") -> None:
        self._base = base
        self._customer = customer.replace("-", "")
        self._login = login.replace("-", "")
        self._developer = keys.developer_token
        self._tokens = Tokens(sign_in, keys, line)
        self._line = line

    def account(self) -> AccountFacts:
        """The customer."""
        return self._facts

    @cached_property
    def _facts(self) -> AccountFacts:
        asked = Asked(self.vendor, "the account")
        rows = self._search(asked, ACCOUNT)
        with readable(asked):
            row = inner(rows[0], "customer") if rows else {}
            if not text(row, "currencyCode") or not text(row, "timeZone"):
                raise Unreadable("an account without a currency or a zone")
            name = text(row, "descriptiveName")
            return AccountFacts(self._customer, name, text(row, "currencyCode"), text(row, "timeZone"))

    def read(self, target: Target) -> Standing:
        """Two calls, and one for the account's facts and one to sign in at first."""
        return one_of(self._read_chunk(target.level, [target]), target, self.vendor)

    def read_many(self, targets: Sequence[Target]) -> Found:
        """Two calls for 200."""
        return in_chunks(targets, AT_ONCE, self._read_chunk)

    def change(self, target: Target, change: Change, *, dry_run: bool = False) -> Accepted:
        """A look, then one call. Google checks dry runs itself (validateOnly)."""
        asked = Asked(self.vendor, target.named, changes=not dry_run)
        before = self.read(target)
        changeable(before, change, asked)
        path, mask, update = self._operation(before, change, asked)
        sent = {"operations": [{"updateMask": mask, "update": update}], "validateOnly": dry_run}
        answer = self._heard(asked, f"{path}:mutate", sent)
        with readable(asked):
            if not dry_run and not listed(mapping(answer).get("results")):
                raise Unreadable("no result in the answer")
        return Accepted(target, change, before, dry=dry_run)

    def _operation(self, before: Standing, change: Change, asked: Asked) -> tuple[str, str, dict[str, object]]:
        """Where it goes, which field is meant, and the resource with it. A budget is a resource of its own."""
        if isinstance(change, DailyBudget):
            held = budget_to_change(before, change.amount, asked)
            micros = in_parts(change.amount, 100, asked) * (MICROS // 100)
            return "campaignBudgets", "amountMicros", {"resourceName": held.reference, "amountMicros": str(micros)}
        target, status = before.target, "PAUSED" if isinstance(change, Pause) else "ENABLED"
        name = resource_name(self._customer, target.level, target.id)
        return PATH[target.level], "status", {"resourceName": name, "status": status}

    def _read_chunk(self, level: Level, chunk: Sequence[Target]) -> Found:
        wrong: Found = {each: _no_id(each) for each in chunk if not is_id(each)}
        good = [each for each in chunk if each not in wrong]
        return {**wrong, **(self._read_good(level, good) if good else {})}

    def _read_good(self, level: Level, chunk: Sequence[Target]) -> Found:
        asked = Asked(self.vendor, chunk[0].named if len(chunk) == 1 else f"{len(chunk)} {level.label}s")
        now, facts, ids = datetime.now(UTC), self._facts, [each.id for each in chunk]
        rows = self._search(asked, standing_of(self._customer, level, ids))
        changed = self._search(asked, changes_of(self._customer, level, ids, now)) if rows else []
        with readable(asked):
            latest, since = changes(level, changed, facts.zone, now), now - LOOK_BACK
            found: Found = {}
            for row in rows:
                each = target_of(level, row)
                at = latest.get(each)
                found[each] = standing(each, row, currency=facts.currency, changed_at=at, since=since, now=now)
        return told(found, chunk, self.vendor)

    def _search(self, asked: Asked, query: str) -> Rows:
        reading = Asked(asked.vendor, asked.where)
        heard = self._heard(reading, "googleAds:searchStream", {"query": query})
        with readable(reading):
            return [row for part in listed(heard) for row in listed(part.get("results"))]

    def _heard(self, asked: Asked, path: str, sent: Mapping[str, object]) -> object:
        headers = {"Authorization": f"Bearer {self._tokens.token()}", "developer-token": self._developer,
                   "Content-Type": "application/json"}  # fmt: skip
        if self._login:
            headers["login-customer-id"] = self._login
        url = f"{self._base}/customers/{self._customer}/{path}"
        heard = call(self._line, asked, "POST", url, headers=headers, body=json.dumps(sent).encode())
        if heard.status == 200:
            return heard.body
        if heard.status == 401:
            self._tokens.drop()
        with readable(asked):
            first = heard.body[0] if isinstance(heard.body, list) and heard.body else heard.body  # streams hold a list
            raise problem(inner(mapping(first), "error"), heard.status, asked)


def _no_id(target: Target) -> Fault:
    why = "its id is none of Google's: digits, and for an ad those of its ad set and ~ before."
    return refused(Asked(Vendor.GOOGLE, target.named), why)
