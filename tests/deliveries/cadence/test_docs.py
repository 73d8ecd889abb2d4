"""What ``docs/schedules.md`` says of recurrences is what the code says."""

from __future__ import annotations

import json
import re
from datetime import date, time
from pathlib import Path

from deliveries.cadence import Kind, Recurrence, from_json, to_json, words

BASE = Path(__file__).resolve().parents[3]
PAGE = (BASE / "docs" / "schedules.md").read_text().split("## How often")[1].split("\n## ")[0]
AT, PARIS = time(7, 30), "Europe/Paris"
EXAMPLES = [
    Recurrence(Kind.MINUTES, PARIS, 30, start=time(8), end=time(18)),
    Recurrence(Kind.HOURLY, PARIS, end=time(23)),
    Recurrence(Kind.DAILY, PARIS, at=AT),
    Recurrence(Kind.WEEKLY, PARIS, at=AT, weekdays=(0,)),
    Recurrence(Kind.DAYS, PARIS, at=AT, weekdays=(0, 2, 4)),
    Recurrence(Kind.MONTHLY, PARIS, at=AT, days=(1,)),
    Recurrence(Kind.MONTHS, PARIS, at=AT, days=(15,), months=(1, 4, 7, 10)),
    Recurrence(Kind.ONCE, PARIS, at=AT, on=date(2027, 3, 29)),
    Recurrence(Kind.REFRESH, PARIS, 30),
]


def test_each_kind_has_its_example_in_the_words_of_the_product() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| (.+) \|$", PAGE, re.MULTILINE)
    assert rows == [(example.kind.value, words(example)) for example in EXAMPLES]


def test_the_json_on_the_page_is_read_and_written() -> None:
    written = json.loads(re.search(r"```json\n(\{\"kind\".*\})\n```", PAGE)[1])  # type: ignore[index]
    assert to_json(from_json(written)) == written
