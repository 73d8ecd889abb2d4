"""What every step of writing one portion needs to know."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cdp.identity import DEFAULT, Rules
from cdp.ingest.counts import Rejected
from cdp.models import Batch, Source


@dataclass
class Chunk:
    """One open transaction, whose rows all carry one batch."""

    cursor: Any
    source: Source
    batch: Batch
    now: datetime
    file: str = ""
    rules: Rules = DEFAULT
    made: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    merged: int = 0
    _numbers: Any = field(default_factory=itertools.count)

    @property
    def subaccount(self) -> int:
        """Whose rows these are."""
        return self.source.subaccount_id

    def fresh_name(self) -> str:
        """A name no other temporary table of this transaction has."""
        return f"incoming_{self.batch.pk}_{next(self._numbers)}"
