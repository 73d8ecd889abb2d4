"""TikTok's interface for business, as far as ads are switched and read back. Docs: API for Business, v1.3."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import urlencode

from connectors.ads.calling import Line, call, readable
from connectors.ads.control import Accepted, AccountFacts, Change, DailyBudget, changeable, in_parts
from connectors.ads.faults import Asked, Fault, Vendor, refused
from connectors.ads.many import Found, in_chunks, one_of, told
from connectors.ads.reading import Unreadable, inner, listed, mapping, text
from connectors.ads.standing import Level, Standing, Target
from connectors.tiktok_ads.errors import problem
from connectors.tiktok_ads.mapping import FIELDS, WORD, id_field, operation, standing

AT_ONCE = 20  # ids in a call
ABOVE = {Level.CAMPAIGN: (), Level.AD_SET: (Level.CAMPAIGN,), Level.AD: (Level.AD_SET, Level.CAMPAIGN)}
Row = Mapping[str, object]


class TikTokAds:
    """One advertiser."""

    vendor = Vendor.TIKTOK

    def __init__(self, base: str, advertiser: str, token: str, line: Line) -> None:
        self._base = base
        self._advertiser = advertiser
        self._token = token
        self._line = line

    def account(self) -> AccountFacts:
        """The advertiser."""
        return self._facts

    @cached_property
    def _facts(self) -> AccountFacts:
        asked = Asked(self.vendor, "the account")
        wanted = {"advertiser_ids": [self._advertiser], "fields": ["name", "currency", "timezone"]}
        rows = self._listed(asked, "advertiser/info/", wanted)
        with readable(asked):
            row = rows[0] if rows else {}
            if not text(row, "currency"):
                raise Unreadable("an account without a currency")
            return AccountFacts(self._advertiser, text(row, "name"), text(row, "currency"), text(row, "timezone"))

    def read(self, target: Target) -> Standing:
        """A call for it and one for each of what it belongs to, and one for the account's currency at first."""
        return one_of(self._read_chunk(target.level, [target]), target, self.vendor)

    def read_many(self, targets: Sequence[Target]) -> Found:
        """Up to three calls for 20."""
        return in_chunks(targets, AT_ONCE, self._read_chunk)

    def change(self, target: Target, change: Change, *, dry_run: bool = False) -> Accepted:
        """A look, then one call. TikTok has no dry run: then the look is all."""
        asked = Asked(self.vendor, target.named, changes=not dry_run)
        before = self.read(target)
        changeable(before, change, asked)
        if dry_run:
            return Accepted(target, change, before, dry=True, tried=False)
        word = WORD[target.level]
        if isinstance(change, DailyBudget):
            cents = in_parts(change.amount, 100, asked)
            self._post(asked, f"{word}/update/", {id_field(target.level): target.id, "budget": cents / 100})
        else:
            sent = {f"{word}_ids": [target.id], "operation_status": operation(change)}
            self._post(asked, f"{word}/status/update/", sent)
        return Accepted(target, change, before)

    def _read_chunk(self, level: Level, chunk: Sequence[Target]) -> Found:
        wrong: Found = {each: _no_id(each) for each in chunk if not _is_id(each.id)}
        good = [each for each in chunk if each not in wrong]
        return {**wrong, **(self._read_good(level, good) if good else {})}

    def _read_good(self, level: Level, chunk: Sequence[Target]) -> Found:
        asked = Asked(self.vendor, chunk[0].named if len(chunk) == 1 else f"{len(chunk)} {level.label}s")
        currency, rows = self._facts.currency, self._rows(asked, level, [each.id for each in chunk])
        now = datetime.now(UTC)
        with readable(asked):
            above = {each: self._rows(asked, each, _ids(rows.values(), each)) for each in ABOVE[level]}
            found: Found = {
                each: standing(each, rows[each.id], _parents(rows[each.id], above), currency, now)
                for each in chunk
                if each.id in rows
            }
        return told(found, chunk, self.vendor)

    def _rows(self, asked: Asked, level: Level, ids: Sequence[str]) -> dict[str, Row]:
        """By id."""
        if not ids:
            return {}
        wanted = {"filtering": {f"{WORD[level]}_ids": list(ids)}, "fields": FIELDS[level]}
        rows = self._listed(asked, f"{WORD[level]}/get/", {**wanted, "page_size": 100, **self._own})
        with readable(asked):
            return {text(row, id_field(level)): row for row in rows}

    @property
    def _own(self) -> dict[str, str]:
        return {"advertiser_id": self._advertiser}

    def _listed(self, asked: Asked, path: str, query: Mapping[str, object]) -> list[Row]:
        reading = Asked(asked.vendor, asked.where)
        plain = {name: value if isinstance(value, str) else json.dumps(value) for name, value in query.items()}
        body = self._heard(reading, "GET", f"{path}?{urlencode(plain)}", None)
        with readable(reading):
            return listed(inner(body, "data").get("list"))

    def _post(self, asked: Asked, path: str, sent: Mapping[str, object]) -> None:
        self._heard(asked, "POST", path, json.dumps({**sent, **self._own}).encode())

    def _heard(self, asked: Asked, method: str, path: str, body: bytes | None) -> Row:
        headers = {"Access-Token": self._token, "Content-Type": "application/json"}
        heard = call(self._line, asked, method, f"{self._base}/{path}", headers=headers, body=body)
        with readable(asked):
            answer = mapping(heard.body)
            if (wrong := problem(answer, heard.status, asked)) is not None:
                raise wrong
            return answer


def _ids(rows: Iterable[Row], level: Level) -> list[str]:
    with_repeats = [text(row, id_field(level)) for row in rows]
    return [each for each in dict.fromkeys(with_repeats) if each]


def _parents(row: Row, above: Mapping[Level, Mapping[str, Row]]) -> dict[Level, Row]:
    return {level: rows[id_] for level, rows in above.items() if (id_ := text(row, id_field(level))) in rows}


def _is_id(id: str) -> bool:
    return id.isascii() and id.isdigit()


def _no_id(target: Target) -> Fault:
    why = "its id is none of TikTok's, which are digits alone. Import the ads with TikTok's own ids."
    return refused(Asked(Vendor.TIKTOK, target.named), why)
