"""Whatever a platform answers, it is read or it is a fault; nothing else comes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.ads import reading
from connectors.ads.control import Pause
from connectors.ads.faults import MOST_SAID, Asked, Fault, Trouble, Vendor, fault, plain, spoken
from connectors.ads.reading import Unreadable
from connectors.ads.standing import Level, Standing, Target
from connectors.google_ads import errors as google_errors
from connectors.google_ads import mapping as google_mapping
from connectors.meta_ads import errors as meta_errors
from connectors.meta_ads import mapping as meta_mapping
from connectors.tiktok_ads import errors as tiktok_errors
from connectors.tiktok_ads import mapping as tiktok_mapping
from tests.connectors.ads.conftest import Site, client_of
from tests.servers.hostile import Misbehaving, misbehaving
from tests.servers.platforms import serving
from tests.servers.platforms.meta import Meta

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ASKED = Asked(Vendor.META, "ad 1", changes=True)
WORDS = """
    id name status effective_status daily_budget lifetime_budget updated_time issues_info learning_stage_info campaign
    adset account_id campaignBudget amountMicros period adGroup adGroupAd ad primaryStatus primaryStatusReasons ad_id
    resourceName operation_status secondary_status budget budget_mode modify_time code message error details errors
    errorCode quotaErrorDetails retryDelay error_subcode is_transient changeStatus lastChangeDateTime
"""
NAMES = st.sampled_from(WORDS.split())
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
TELLING = st.sampled_from(["1", "ACTIVE", "ENABLE", "PAUSED", "50", "1e999999999", "0001-01-01T00:00:00+14:00", "NaN"])
VALUES = st.recursive(
    PLAIN | TELLING,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=20,
)
ROWS = st.dictionaries(NAMES, VALUES, max_size=12)
LEVELS = st.sampled_from(list(Level))


@given(ROWS, LEVELS)
def test_any_row_of_meta_is_read_or_unreadable(row: dict[str, Any], level: Level) -> None:
    readable(lambda: meta_mapping.standing(Target(level, "1"), {"id": "1", **row}, "EUR", NOW))


@given(ROWS, LEVELS)
def test_any_row_of_google_is_read_or_unreadable(row: dict[str, Any], level: Level) -> None:
    known = {"currency": "EUR", "changed_at": None, "since": NOW, "now": NOW}
    readable(lambda: google_mapping.standing(Target(level, "1"), row, **known))
    readable(lambda: google_mapping.changes(level, [row], "Europe/Paris", NOW))
    readable(lambda: google_mapping.target_of(level, row))


@given(ROWS, ROWS, LEVELS)
def test_any_row_of_tiktok_is_read_or_unreadable(row: dict[str, Any], above: dict[str, Any], level: Level) -> None:
    own = {tiktok_mapping.id_field(level): "1", "operation_status": "ENABLE", **row}
    readable(lambda: tiktok_mapping.standing(Target(level, "1"), own, {Level.CAMPAIGN: above}, "EUR", NOW))


@given(ROWS, st.integers(100, 599))
def test_any_error_is_a_fault_or_unreadable(error: dict[str, Any], status: int) -> None:
    for reading_of in (
        lambda: meta_errors.problem(error, {}, ASKED),
        lambda: google_errors.problem(error, status, ASKED),
        lambda: google_errors.token_problem(error, status, ASKED),
        lambda: tiktok_errors.problem(error, status, ASKED),
    ):
        readable(reading_of)


def readable(read: Any) -> None:
    try:
        found = read()
    except Unreadable:
        return
    if isinstance(found, Fault):
        assert found.message and found.said == plain(found.said)
        assert found.retry_after is None or 1 <= found.retry_after <= 86_400
    if isinstance(found, Standing) and found.budget is not None:
        assert found.budget.amount is None or found.budget.amount.is_finite()


@given(st.text())
def test_what_a_platform_says_is_one_short_plain_line(said: str) -> None:
    shown = plain(said)
    assert len(shown) <= MOST_SAID and shown.isprintable() and shown == shown.strip()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a second"),
        (1, "a second"),
        (45, "45 seconds"),
        (300, "5 minutes"),
        (3600, "60 minutes"),
        (86400, "24 hours"),
    ],
)
def test_a_wait_is_told_in_words(seconds: float, words: str) -> None:
    assert spoken(seconds) == words


@pytest.mark.parametrize("wait", [-5.0, 0.0, 1e12])
def test_a_wait_lies_between_a_second_and_a_day(wait: float) -> None:
    told = fault(Trouble.THROTTLED, ASKED, wait=wait).retry_after
    assert told is not None and 1 <= told <= 86_400


@pytest.mark.parametrize("written", ["1e999999999", "-1e999", "NaN", "Infinity", "1_0x", "٣ ", True, [], {}])
def test_a_number_that_is_none_is_unreadable(written: object) -> None:
    with pytest.raises(Unreadable):
        reading.amount({"n": written}, "n")


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"null", b"5", b'"ok"', b"[]", b"{}", b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe", b"9" * 5000),
        *(b'{"error": "no"}', b'{"error": {}}', b'{"error": {"code": {}}}', b'{"code": "soon"}', b'{"code": 1e999999}'),
        *(b'{"data": 5, "code": 0}', b'{"results": 5}', b'[{"results": {"a": 1}}]', b'{"success": "true"}'),
    ],
)
def test_an_answer_that_is_none_is_a_fault(site: Site, monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setitem(serving.RAW, "garbage", raw)
    site.stub.trouble = "garbage"
    with pytest.raises(Fault) as caught:
        site.client.change(site.ad.target, Pause())
    assert caught.value.passing and not caught.value.unsure and json.dumps(caught.value.message)


@pytest.fixture(params=["drips", "never_ends", "talks_nonsense", "has_endless_headers", "promises_more_than_it_sends"])
def hostile(request: pytest.FixtureRequest) -> Iterator[Misbehaving]:
    from tests.servers import hostile as ways

    with misbehaving(getattr(ways, request.param)) as found:
        yield found


def test_a_hostile_server_is_given_up(hostile: Misbehaving) -> None:
    stub = Meta()
    stub.port = hostile.port
    with pytest.raises(Fault) as caught:
        client_of(stub, seconds=0.5).read(Target(Level.AD, "1"))
    assert caught.value.trouble in {Trouble.NO_ANSWER, Trouble.GARBLED}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_any_json_from_a_platform_is_a_fault_or_read(on_meta: Site, answer: dict[str, Any]) -> None:
    serving.RAW["fuzz"] = json.dumps(answer).encode()
    on_meta.stub.trouble = "fuzz"
    try:
        on_meta.client.read(on_meta.ad.target)
    except Fault:
        pass
    finally:
        del serving.RAW["fuzz"]
