"""Two million rows go out as a file while they are read: the process grows by little."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import Account, SubAccount
from cdp.batches import batch
from cdp.warehouse import mirror
from config import embedded

ROWS = 2_000_000
MOST_GROWTH = 120  # MB
EVENTS = """
    INSERT INTO cdp_message_event
        (subaccount_id, source_id, external_id, channel, stream, kind, occurred_at, message_id, mailbox_domain,
         attributes, currency)
    SELECT %s, 1, 'e' || n, 'email', 'marketing', 'sent', timestamptz '2026-01-01' + n * interval '1 second',
        'm' || n, 'mailbox' || n %% 50 || '.example', '{}', ''
    FROM generate_series(1, %s) AS n
"""


@pytest.mark.slow
def test_two_million_rows_stream_as_csv_in_little_memory(
    transactional_db: None, account: Account, subaccount: SubAccount, record_property: Any
) -> None:
    with batch(), connection.cursor() as cursor:
        cursor.execute(EVENTS, [subaccount.pk, ROWS])
    mirror.publish()
    found = streamed(account, subaccount)
    grown = found["most"] - found["before"]
    record_property("told", f"{found['bytes'] / 1e6:.0f} MB in a process that grew by {grown:.0f} MB")
    assert (found["rows"], found["lines"]) == (ROWS, ROWS + 1)
    assert grown <= MOST_GROWTH


def streamed(account: Account, subaccount: SubAccount) -> dict[str, Any]:
    """What a process of its own says of it."""
    address = urlsplit(embedded.postgres_url())._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    made = os.environ | {
        "DATABASE_URL": address,
        "REDIS_URL": embedded.redis_url(),
        "SEXTANT_LAKE": str(settings.LAKE_DIR),
    }
    words = [sys.executable, "-m", "tests.explores.files.streamed", str(account.pk), str(subaccount.pk), "csv"]
    base = Path(__file__).resolve().parents[3]
    done = subprocess.run(words, cwd=base, env=made, capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
