"""A column that holds a document as it was written: the order of its filters, tabs and tiles means something."""

from __future__ import annotations

import json
from typing import Any

from django.db import models


class DocumentField(models.TextField):  # type: ignore[type-arg]  # not generic when it runs
    """JSON as text; PostgreSQL's own ``jsonb`` forgets the order of keys."""

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        """From the row."""
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        """From a fixture's text, or already a document."""
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        """To the row."""
        return None if value is None else json.dumps(value, ensure_ascii=False)
