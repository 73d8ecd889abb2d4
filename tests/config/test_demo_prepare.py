"""Preparing the demo goes on where an earlier start was killed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cdp.demo import seeding
from cdp.models import Batch
from config import demo


@pytest.mark.django_db
@pytest.mark.parametrize("waiting", [True, False])
def test_a_complete_demo_is_mirrored_only_while_batches_wait(waiting: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    monkeypatch.setattr(demo, "_step", lambda *words: steps.append(words[0]))
    monkeypatch.setattr(seeding, "find", lambda: SimpleNamespace(complete=True))
    monkeypatch.setattr(demo, "make_admin", lambda password: None)
    monkeypatch.setattr(demo.connection, "close", lambda: None)
    if waiting:
        Batch.objects.create(note="committed before the kill")
    demo.prepare(1000, 7)
    assert steps == (["mirror"] if waiting else [])
