"""Alerts as somebody wants them."""

from __future__ import annotations

from typing import Any

from alerts.keeping.drafts import Draft
from alerts.rules.rule_form import rule_from_json
from deliveries import cadence
from deliveries.content.subject import Kind as What
from deliveries.content.subject import Subject
from deliveries.models import Kind
from deliveries.schedules.drafts import TargetDraft
from tests.alerts.checking.watched import ABOVE_7, ADDRESS, DAILY

LEA = TargetDraft(Kind.EMAIL, "table", None, ("lea@example.org",))


def draft(**values: Any) -> Draft:
    """More than seven orders a day, each morning at six, to Léa as a table."""
    return Draft(**{
        "subject": Subject(What.EXPLORE, explore="business", query=ADDRESS),
        "rule": rule_from_json(ABOVE_7), "recurrence": cadence.from_json(DAILY), "targets": (LEA,), **values,
    })  # fmt: skip
