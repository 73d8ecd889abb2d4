"""Hundreds of deliveries due in one minute, and workers killed at every point of their way: what arrived is counted by
servers that de-duplicate nothing. Files once, webhooks once a key, mail never twice; no receipt is left open."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone
from redis import Redis

from accounts.models import SubAccount, User
from cdp import faults
from deliveries.models import OPEN, Delivery, Destination, Hold, Kind, Recipient, Schedule, State, Target
from deliveries.schedules import planning
from deliveries.sending import dispatch
from tests.deliveries import reports
from tests.deliveries.sending.workers import Workers, workers
from tests.servers.mail import Postbox, taking_mail
from tests.servers.objects import Store, storing
from tests.servers.ssh import Sshd, serving
from tests.servers.web import Receiver, receiving

AT_ONCE = 2  # workers
LONGEST = 900  # seconds for all of it
LEASE = 2  # seconds that a silent worker is believed to live; five of them on, others are told of what it was told
POINTS = (*faults.DELIVERY, "random")


@dataclass
class Yard:
    """The other sides, and the folders that workers share."""

    mail: Postbox
    hooks: Receiver
    store: Store
    files: Sshd
    bucket: str


@pytest.fixture
def yard(tmp_path: Path, settings: Any) -> Iterator[Yard]:
    with ExitStack() as stack:
        store = stack.enter_context(storing(tmp_path / "store.log"))
        (tmp_path / "ssh").mkdir()
        files = stack.enter_context(serving(tmp_path / "ssh"))
        post, hooks = stack.enter_context(taking_mail()), stack.enter_context(receiving())
        yield Yard(post, hooks, store, files, store.bucket("reports"))


def environment(yard: Yard, tmp_path: Path, settings: Any) -> dict[str, str]:
    """That of the workers: the test's own database, lake, queue and spool; a short lease, and no long waits. Who tells
    them, which is this process, has the same lease: a message that a killed worker took along is missed as soon."""
    settings.DELIVERY_LEASE = LEASE
    db = connection.settings_dict
    host = db["HOST"]
    address = f"postgresql://{db['USER']}:{db['PASSWORD']}@/{db['NAME']}?host={host}&port={db['PORT'] or 5432}"
    ports = (yard.hooks.port, yard.store.port, yard.files.port)
    return os.environ | {
        "DATABASE_URL": address,
        "SEXTANT_LAKE": str(settings.LAKE_DIR),
        "SEXTANT_NET_ALLOW": ",".join(f"127.0.0.1:{port}" for port in ports),
        "SEXTANT_DELIVERY_LEASE": str(LEASE),
        "SEXTANT_DELIVERY_WAITS": ",".join(["1"] * 60),
        "SEXTANT_SECRETS_KEYS": ",".join(django_settings.SECRETS_KEYS),
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(yard.mail.port),
        "SEXTANT_TEST_OWNER": os.environ.get("SEXTANT_TEST_OWNER", ""),
    }


def destinations(place: SubAccount, yard: Yard) -> dict[Kind, Destination]:
    """One of each kind but mail."""
    known: dict[Kind, tuple[dict[str, Any], dict[str, str]]] = {
        Kind.WEBHOOK: ({"url": yard.hooks.url}, {"secret": "of the hook"}),
        Kind.S3: (yard_s3(yard), {"access_key": "test", "secret_key": "test"}),
        Kind.SFTP: (dict(yard.files.place.config), dict(yard.files.place.secret)),
    }
    return {
        kind: Destination.objects.create(
            account=place.account, kind=kind, name=kind.label, config=config,
            sealed=secret,
        )
        for kind, (config, secret) in known.items()
    }  # fmt: skip


def yard_s3(yard: Yard) -> dict[str, Any]:
    return {"bucket": yard.bucket, "prefix": "in/", "region": "eu-west-1", "endpoint": yard.store.url, "auth": "keys",
            "path_style": True}  # fmt: skip


def due(owner: User, place: SubAccount, yard: Yard, count: int) -> None:
    """``count`` schedules, due in the same minute, in turn to each kind of destination."""
    places = destinations(place, yard)
    for number, kind in zip(range(count), itertools.cycle(Kind), strict=False):
        made = reports.schedule(owner, place, name=f"Report {number}")
        if kind == Kind.EMAIL:
            reports.mail(made, f"person{number}@example.org")
        else:
            Target.objects.create(schedule=made, kind=kind, destination=places[kind], format="csv")


def run(found: Workers, kills: int) -> None:
    """Work until all is done, with at least that many kills on the way; then nothing may be open."""
    points, end = itertools.cycle(POINTS), time.monotonic() + LONGEST
    planning.plan(reports.SLOT)
    while Delivery.objects.filter(state__in=OPEN).exists():
        assert time.monotonic() < end, f"after {LONGEST} s: {Counter(Delivery.objects.values_list('state', flat=True))}"
        dispatch.dispatch(timezone.now())
        living = found.living()
        for _ in range(AT_ONCE - len(living)):
            point = next(points) if found.killed < kills else ""
            number = found.start("" if point == "random" else point)
            if point == "random":
                time.sleep(random.uniform(0.3, 1.5))
                found.kill(number)
        time.sleep(0.2)


def soak(owner: User, place: SubAccount, yard: Yard, env: dict[str, str], *, count: int, kills: int) -> int:
    """The whole of it; how often workers were killed."""
    Redis.from_url(django_settings.REDIS_URL).flushdb()
    due(owner, place, yard, count)
    with workers(env) as found:
        run(found, kills)
        found.living()
        return found.killed


def check_files(kind: Kind, names: list[str], content: Callable[[str], bytes]) -> None:
    """Exactly the files of the receipts, whole, and nothing that a killed worker left under their names."""
    wanted = {file["name"]: file["sha256"] for each in Delivery.objects.filter(kind=kind) for file in each.files}
    files = [name for name in names if not name.endswith(".manifest.json")]
    assert sorted(files) == sorted(wanted)
    assert {name: hashlib.sha256(content(name)).hexdigest() for name in files} == wanted


def check_all(yard: Yard, count: int) -> None:
    """What each server got, against the receipts."""
    assert Counter(Delivery.objects.exclude(kind=Kind.EMAIL).values_list("state", flat=True)) == {
        State.DELIVERED: count - Delivery.objects.filter(kind=Kind.EMAIL).count()
    }
    keys = {key.removeprefix("in/"): key for key in yard.store.keys(yard.bucket)}
    check_files(Kind.S3, list(keys), lambda name: yard.store.content(yard.bucket, keys[name]))
    check_files(Kind.SFTP, yard.files.names(), lambda name: (yard.files.files / name).read_bytes())
    check_hooks(yard.hooks)
    check_mails(yard.mail)


def check_hooks(hooks: Receiver) -> None:
    """One key for each receipt, and behind each key one message, however often it came."""
    bodies: dict[str, set[str]] = {}
    for message in hooks.messages:
        told = json.loads(message.body)
        bodies.setdefault(message.key, set()).add(json.dumps(told["files"], sort_keys=True))
    assert set(bodies) == {each.uid.hex for each in Delivery.objects.filter(kind=Kind.WEBHOOK)}
    assert {key: len(found) for key, found in bodies.items() if len(found) != 1} == {}


def check_mails(post: Postbox) -> None:
    """Nobody twice; who is said to have theirs has it; where nobody knows, it is once or not at all."""
    came = Counter(mail.recipient for mail in post.mails)
    assert [address for address, times in came.items() if times > 1] == []
    said = dict(Recipient.objects.values_list("address", "state"))
    assert {address for address, state in said.items() if state == Hold.DELIVERED} <= set(came)
    assert set(came) <= {address for address, state in said.items() if state in (Hold.DELIVERED, Hold.UNSURE)}
    ends = set(Delivery.objects.filter(kind=Kind.EMAIL).values_list("state", flat=True))
    assert ends <= {State.DELIVERED, State.UNSURE}


@pytest.mark.slow
@pytest.mark.usefixtures("published")
def test_forty_deliveries_arrive_once_though_workers_are_killed_ten_times(
    alice: User, subaccount: SubAccount, yard: Yard, tmp_path: Path, settings: Any
) -> None:
    killed = soak(alice, subaccount, yard, environment(yard, tmp_path, settings), count=40, kills=10)
    check_all(yard, 40)
    assert killed >= 10


@pytest.mark.soak
@pytest.mark.usefixtures("published")
def test_five_hundred_deliveries_arrive_once_though_workers_are_killed_sixty_times(
    alice: User, subaccount: SubAccount, yard: Yard, tmp_path: Path, settings: Any, record_property: Any
) -> None:
    start = time.monotonic()
    killed = soak(alice, subaccount, yard, environment(yard, tmp_path, settings), count=500, kills=60)
    check_all(yard, 500)
    states = Counter(Delivery.objects.values_list("state", flat=True))
    record_property("told", f"{killed} kills, {dict(states)}, {time.monotonic() - start:.0f} s")
    assert killed >= 50 and Schedule.objects.count() == 500
    assert max(Delivery.objects.values_list("finished_at", flat=True)) - timezone.now() < timedelta(0)  # type: ignore[type-var, operator]
