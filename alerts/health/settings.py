"""How far each rule goes, and by which thresholds: set by an admin, every change another version."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.access import Act, check
from accounts.viewer import Viewer
from alerts.health import numbers
from alerts.health.again import again
from alerts.health.wanting import choice_of, chosen
from alerts.health.wishes import Choice, untouched
from alerts.models import Setting
from alerts.models.ads import Mode
from alerts.playbook.evidence.presets import NAME
from alerts.playbook.rule import BadRule
from alerts.playbook.rules import playbook
from explores.keeping.refused import Refused

log = logging.getLogger(__name__)
TRIED = timedelta(days=7)  # that a rule notes or asks, before it may act by itself
TRYING = (Mode.SHADOW, Mode.APPROVE)


@dataclass(frozen=True)
class Ruled:
    """One rule of an account as it is set; ``row`` is None where nobody has changed it."""

    rule: str
    label: str
    choice: Choice
    row: Setting | None


def of(viewer: Viewer) -> list[Ruled]:
    """All ten in the order of the playbook, then the verdict on cost."""
    rows = {row.rule: row for row in Setting.objects.filter(account=viewer.account).select_related("changed_by")}
    return [
        Ruled(name, label_of(name), choice_of(rows[name]) if name in rows else choice, rows.get(name))
        for name, choice in untouched().items()
    ]


def label_of(rule: str) -> str:
    """As people call it."""
    return "Cost too high" if rule == NAME else playbook()[rule].title


@dataclass(frozen=True)
class Wanted:
    """What to set of a rule; None stays as it is. ``own`` replaces all own thresholds; ``version``: the one that was
    looked at."""

    preset: str | None = None
    own: Mapping[str, Any] | None = None
    mode: str | None = None
    version: int | None = None


@transaction.atomic
def save(viewer: Viewer, rule: str, wanted: Wanted, now: datetime) -> Setting:
    """Set it. Raises PermissionDenied, and Refused for a threshold (its key and range are named), a mode that comes too
    early, or where somebody else saved since."""
    check(viewer, Act.ADS_RULES)
    if rule not in (*playbook(), NAME):
        raise Refused(f"There is no rule {rule!r:.40}.", "rule")
    Setting.objects.get_or_create(account_id=viewer.account, rule=rule, defaults={"mode_since": now, "version": 0})
    row = Setting.objects.select_for_update().get(account_id=viewer.account, rule=rule)
    if wanted.version is not None and wanted.version != row.version:
        raise Refused("Somebody saved this rule while you changed it; nothing of yours is saved. Open it again.",
                      "version", code="overtaken")  # fmt: skip
    row.preset = row.preset if wanted.preset is None else wanted.preset
    row.own = row.own if wanted.own is None else _texts(rule, wanted.own)
    _check(row)
    if wanted.mode is not None and wanted.mode != row.mode:
        _step(row, wanted.mode, now)
    row.version += 1
    row.changed_by_id = viewer.user
    row.save()
    log.info("rule %s of account %s is version %s by user %s: %s, %s, %s",
             rule, viewer.account, row.version, viewer.user, row.preset, row.own, row.mode)  # fmt: skip
    again(viewer.account)
    return row


def _texts(rule: str, own: Mapping[str, Any]) -> dict[str, Any]:
    """As they are kept: exact numbers as texts, empty ones left out, words as they are."""
    given = {str(key): value for key, value in own.items() if value not in (None, "")}
    words = {key for key, each in playbook()[rule].thresholds.items() if each.choices} if rule != NAME else set()
    return {key: value if key in words else _text(value) for key, value in given.items()}


def _text(value: Any) -> Any:
    found: Decimal | None = numbers.number(value)
    return value if found is None else f"{found:f}"


def _check(row: Setting) -> None:
    try:
        chosen(Choice(preset=row.preset), row.rule, row.own)
    except BadRule as error:
        raise Refused(str(error), f"own.{error.key}" if error.key in row.own else error.key) from error


def _step(row: Setting, mode: str, now: datetime) -> None:
    """A rule acts by itself only after it was seen for a week what it would have done."""
    if mode not in Mode.values:
        raise Refused(f"There is no mode {mode!r:.40}. Choose one of: {', '.join(Mode.values)}.", "mode")
    if mode == Mode.AUTOMATIC and not (row.mode in TRYING and now - row.mode_since >= TRIED):
        raise Refused(_too_early(row, now), "mode", code="too_early")
    if not (row.mode in TRYING and mode in TRYING):  # noting and asking count together
        row.mode_since = now
    row.mode = mode


def _too_early(row: Setting, now: datetime) -> str:
    if row.mode not in TRYING:
        return "Let it note what it would do, or ask by mail, for 7 days first. Then it may act by itself."
    return (
        f"It may act by itself from {(row.mode_since + TRIED):%-d %B %Y} on: 7 days after it began to note or to ask."
    )
