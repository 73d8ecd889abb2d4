"""An explore that takes the engine minutes (every order joined to every other, five times), and how to ask it aside."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.db import connections
from django.test import Client

from accounts.models import User

RUN = "a-run-of-the-slow-explore"
ENOUGH = 30  # seconds; far less than the query takes, however busy the machine is
VIEW = """
view: slow
label: Slow
item: pairing
sql: |
  SELECT a.subaccount_id AS subaccount_id, a.id AS id, sin(a.id * b.id + c.id * d.id + e.id * f.id) AS wave
  FROM orders AS a CROSS JOIN orders AS b CROSS JOIN orders AS c CROSS JOIN orders AS d CROSS JOIN orders AS e
  CROSS JOIN orders AS f
columns: {subaccount_id: id, id: id, wave: money}
key: id
measures:
  wave: {type: sum, sql: wave, label: Wave, definition: "Nothing anybody needs."}
"""
WIDE = """
view: wide
label: Wide
item: pairing
sql: |
  SELECT a.subaccount_id AS subaccount_id, a.id AS id, md5(concat(a.id, b.id, c.id, d.id, '-', d.id, c.id)) AS word
  FROM orders AS a CROSS JOIN orders AS b CROSS JOIN orders AS c CROSS JOIN orders AS d
columns: {subaccount_id: id, id: id, word: text}
key: id
measures:
  words: {type: list, sql: word, label: Words, definition: "One text that no memory holds."}
"""
EXPLORE = "{explore: slow, label: Slow, description: Takes minutes., base: {view: slow}}"


def write(folder: Path) -> str:
    """The catalog of a site that has this explore, for the setting CATALOG_DIR."""
    for name, text in {"views": VIEW, "explores": EXPLORE}.items():
        (folder / name).mkdir()
        (folder / name / "slow.yaml").write_text(text)
    (folder / "views" / "wide.yaml").write_text(WIDE)
    (folder / "explores" / "wide.yaml").write_text(EXPLORE.replace("slow", "wide").replace("Slow", "Wide"))
    return str(folder)


def browser(user: User) -> Client:
    """A signed-in browser of this person."""
    client = Client()
    client.force_login(user)
    return client


def begun(ask: Callable[[], Any]) -> Future[Any]:
    """The answer to ``ask``, asked in another thread and on its way for a second."""

    def asked() -> Any:
        try:
            return ask()
        finally:
            connections.close_all()

    pool = ThreadPoolExecutor(1)
    answer = pool.submit(asked)
    pool.shutdown(wait=False)
    time.sleep(1)
    assert not answer.done()
    return answer
