"""The words of an alert with the newest figures, sent to everybody it would tell, and marked as a test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.viewer import Viewer
from alerts.keeping.drafts import Checked, Draft, checked
from alerts.rules.judging import Judged, Verdict
from alerts.rules.life import rows_of
from alerts.rules.rule import Rule
from alerts.rules.state import Effect, State, What
from alerts.telling.message import message_of
from alerts.telling.saying import saying_of
from alerts.watching.looking import looked
from cdp.warehouse import open_warehouse
from deliveries.schedules import planning
from deliveries.schedules.saving import keep_passing
from deliveries.sending import dispatch
from deliveries.wording import Wording
from explores.keeping.refused import LONGEST_NAME, Refused

FOOT = "Sent by Sextant, because somebody tried an alert that names you."
BREACHED = "This is a test. What the alert watches is in breach now:"
FINE = "This is a test. Nothing is in breach now; these are the newest figures:"
NOTHING = "This is a test. The question has no figures now."


@transaction.atomic
def test_now(viewer: Viewer, draft: Draft, now: datetime) -> int:
    """How many messages are on their way. Raises Refused, PermissionDenied, WarehouseError."""
    found = checked(viewer, draft, now)
    text = _text(found, now)
    name = f"Test: {found.name}"[:LONGEST_NAME]
    sends = keep_passing(viewer, replace(found.draft.sends, name=name), now)
    words = Wording(text, (), FOOT, {"test": True})
    made = planning.write_words(sends, now.replace(microsecond=0), name, words)
    transaction.on_commit(lambda: dispatch.dispatch(timezone.now()))
    return made


def _text(found: Checked, now: datetime) -> str:
    rule = found.draft.rule
    seen = looked(found.watched, rule, now=now, pin=open_warehouse().pin(), live=False)
    if seen.fault:
        raise Refused(seen.fault, "content")
    rows = _newest(rule, rows_of(rule, State(), seen))
    breached = [row for row in rows if row.verdict == Verdict.BREACH]
    if not rows:
        return NOTHING
    effect = Effect(What.FIRED, now, tuple(breached or rows))
    message = message_of(found.name, rule, [effect], saying_of(found.watched), found.draft.note)
    return f"{BREACHED if breached else FINE}\n\n{message.text}"


def _newest(rule: Rule, rows: Iterable[Judged]) -> list[Judged]:
    """Of a series the last row of each key."""
    return list({row.reading.key: row for row in rows}.values()) if rule.time else list(rows)
