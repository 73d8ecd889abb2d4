"""Many in few calls: what was learnt stays, and calls that can only fail are not made."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from connectors.ads.faults import Asked, Fault, Trouble, Vendor, fault
from connectors.ads.many import Found, in_chunks
from connectors.ads.standing import Learning, Level, Runs, Standing, Switch, Target
from tests.connectors.ads.conftest import Site

NOW = datetime(2026, 11, 23, tzinfo=UTC)
TARGETS = [Target(Level.AD, str(number)) for number in range(6)]


def standing(target: Target, changed_at: datetime | None = None, back: datetime | None = None) -> Standing:
    return Standing(
        target, "An ad", Switch.ON, Runs.YES, "", (), None, Learning.NO, changed_at, looked_back_to=back, read_at=NOW
    )


def test_what_was_learnt_before_the_platform_closed_stays() -> None:
    calls: list[int] = []

    def read(level: Level, chunk: object) -> Found:
        calls.append(len(calls))
        if len(calls) == 2:
            raise fault(Trouble.THROTTLED, Asked(Vendor.META, "ads"))
        return {each: standing(each) for each in TARGETS[:2]}

    found = in_chunks(TARGETS, 2, read)
    assert len(calls) == 2, "the third would meet the same"
    assert [isinstance(found[each], Fault) for each in TARGETS] == [False, False, True, True, True, True]


def test_nothing_learnt_is_a_fault(site: Site) -> None:
    site.stub.trouble = "throttled"
    with pytest.raises(Fault):
        site.client.read_many([each.target for each in site.things])
    assert len(site.stub.calls) == 1


def test_a_target_named_twice_is_read_once() -> None:
    seen: list[Target] = []

    def read(level: Level, chunk: object) -> Found:
        seen.extend(chunk)  # type: ignore[call-overload]
        return {each: standing(each) for each in seen}

    in_chunks([TARGETS[0], TARGETS[0]], 5, read)
    assert seen == [TARGETS[0]]


def test_whether_it_was_edited_is_told_only_where_it_is_known() -> None:
    early, late = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
    assert standing(TARGETS[0], late).edited_since(early) is True
    assert standing(TARGETS[0], early).edited_since(late) is False
    assert standing(TARGETS[0]).edited_since(late) is None
    assert standing(TARGETS[0], back=early).edited_since(late) is False
    assert standing(TARGETS[0], back=late).edited_since(early) is None
