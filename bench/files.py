"""What a file costs beside the engine's own: the same rows as CSV by DuckDB's COPY, and in each format by the product.

The question has a row for each recipient, day and kind of message; formats are written in turn with COPY, so that both
meet the same machine.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from accounts.access import viewer_for
from accounts.models import User
from bench import direct
from bench.direct import Statement
from bench.figures import percentile
from cdp.demo.company import ADMIN_EMAIL
from cdp.warehouse import open_warehouse
from explores import files, runner
from explores.semantic.query import Query

NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)
ROWS = Query(
    "marketing_email",
    ("contacts.id", "emails.occurred_date", "emails.kind", "emails.count", "emails.delivered"),
    limit=None,
)
FORMATS = ("csv", "json_simple", "parquet", "xlsx")


def measure(rounds: int) -> dict[str, Any]:
    """Seconds, and times the engine's, for each format."""
    viewer, pin = viewer_for(User.objects.get(email=ADMIN_EMAIL)), open_warehouse().pin()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)

        def product(code: str) -> int:
            answer = runner.run(ROWS, viewer, now=NOW, pin=pin, portions=True)
            with (place / code).open("wb") as out:
                return files.write(answer, code, files.Options(), out)

        with direct.listening() as heard:
            rows = product("csv")
        bare = direct.connect(pin)
        engine = partial(_copied, bare, heard.statements[-1], place / "copy")
        taken = [(_seconds(engine), [_seconds(partial(product, code)) for code in FORMATS]) for _ in range(rounds)]
    own = {code: [each[number] for _, each in taken] for number, code in enumerate(FORMATS)}
    copy = percentile([engine for engine, _ in taken], 0.5)
    found = {code: round(percentile(seconds, 0.5), 2) for code, seconds in own.items()}
    ratios = {code: round(seconds / copy, 1) for code, seconds in found.items()}
    return {"rows": rows, "rounds": rounds, "copy_seconds": round(copy, 2), "seconds": found, "ratio_to_copy": ratios}


def _copied(bare: Any, statement: Statement, path: Path) -> None:
    sql, params = statement
    bare.execute(f"COPY ({sql}) TO '{path}' (FORMAT csv, HEADER)", dict(params))


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
