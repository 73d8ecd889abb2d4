"""Which sources are judged when, and by whom of several workers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from alerts import locks
from alerts.health import due
from alerts.health.keeping import Kept, judge_source
from alerts.models import Health, Judged
from cdp.models import Batch, Source
from tests.alerts.acting.test_races import together
from tests.alerts.health.ads import NOW, Shop

SOON = timedelta(minutes=1)
RAN = {"impressions": 1000, "clicks": 10, "spend": 10, "results": 1}


def published(shop: Shop) -> None:
    Batch.objects.filter(published_at=None).update(published_at=timezone.now())


@pytest.fixture
def told(shop: Shop) -> Shop:
    """A shop whose ads were judged, with nothing new since."""
    shop.steady(shop.ad(), 20, **RAN)
    published(shop)
    assert due.judge_due(NOW) == 1
    return shop


def news(shop: Shop, at: datetime) -> None:
    Source.objects.filter(pk=shop.source.pk).update(last_received_at=at)


@pytest.mark.django_db
def test_what_was_never_judged_is_due_and_then_rests_until_the_next_report_should_come(told: Shop) -> None:
    judged = Judged.objects.get(source=told.source)
    assert (judged.at, judged.things) == (NOW, 3)
    assert judged.due_at == datetime.fromisoformat("2026-11-21T10:00:00+00:00")  # usually at 4, six hours of grace
    assert list(due.due(judged.due_at - SOON)) == [] and list(due.due(judged.due_at)) == [told.source]


@pytest.mark.django_db
def test_news_are_judged_at_once_and_only_when_they_are_published(told: Shop) -> None:
    news(told, NOW + SOON)
    with_batch = Batch.objects.create(source=told.source)
    assert list(due.due(NOW + 2 * SOON)) == []
    Batch.objects.filter(pk=with_batch.pk).update(published_at=NOW + SOON)
    assert list(due.due(NOW + 2 * SOON)) == [told.source]


@pytest.mark.django_db
def test_what_people_change_is_due(told: Shop) -> None:
    from alerts.health.again import again

    again(told.place.account_id)
    assert list(due.due(timezone.now())) == [told.source]


@pytest.mark.django_db
def test_a_source_without_ads_is_never_due(told: Shop) -> None:
    Source.objects.create(subaccount=told.place, name="Orders", kind="file")
    assert due.with_ads() == [told.source]


@pytest.mark.django_db
def test_one_that_breaks_does_not_keep_the_others(told: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Shop(told.place)
    other.steady(other.ad("Other"), 20, **RAN)

    def breaking(source: Source, now: datetime) -> Kept:
        if source == told.source:
            raise ZeroDivisionError
        return judge_source(source, now)

    monkeypatch.setattr(due, "judge_source", breaking)
    news(told, NOW + SOON)
    published(other)
    assert due.judge_due(NOW + 2 * SOON) == 1
    assert Health.objects.filter(source_id=other.source.pk, level="ad").get().name == "Other"


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_look_at_one_moment_judge_once(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.steady(shop.ad(), 20, **RAN)
    gate, judged = threading.Barrier(2), list[Source]()
    found, judge = due.due, due.judge_source

    def both_look(now: datetime) -> Iterator[Source]:
        sources = list(found(now))
        gate.wait()
        yield from sources

    def counted(source: Source, now: datetime) -> Kept:
        judged.append(source)
        return judge(source, now)

    monkeypatch.setattr(due, "due", both_look)
    monkeypatch.setattr(due, "judge_source", counted)
    did: list[Any] = together(*[lambda: due.judge_due(NOW)] * 2)
    assert sorted(did) == [0, 1] and len(judged) == 1
    assert Judged.objects.get().things == 3


def by_hand(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    call_command("judge_ads", *options)
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


@pytest.mark.django_db(transaction=True)
def test_what_a_worker_judges_is_left_to_it_by_hand_too(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.steady(shop.ad(), 20, **RAN)
    taken, done = threading.Event(), threading.Event()

    def worker() -> None:
        with locks.free(f"judging ads {shop.source.pk}"):
            taken.set()
            done.wait(60)
        connection.close()

    thread = threading.Thread(target=worker)
    thread.start()
    try:
        assert taken.wait(60)
        assert by_hand(capsys, "--all") == {"sources": 0, "left": 1, "judged": 0, "ads": {}}
    finally:
        done.set()
        thread.join()
    assert by_hand(capsys, "--all")["judged"] == 3


@pytest.mark.django_db
def test_by_hand_what_is_fresh_is_judged_only_where_all_is_asked_for(
    told: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    Judged.objects.update(at=timezone.now(), due_at=timezone.now() + timedelta(days=1))
    assert by_hand(capsys)["sources"] == 0
    assert by_hand(capsys, "--all")["sources"] == 1
