"""Alerts: made, changed, paused, removed."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.http import Http404

from accounts.access import Act, check, owned_for
from accounts.rows import numbered
from accounts.viewer import Viewer
from alerts.keeping.drafts import Checked, Draft, checked
from alerts.models import Alert
from alerts.rules.policy_form import policy_from_json, policy_to_json
from alerts.rules.rule_form import rule_from_json, rule_to_json
from deliveries import cadence
from deliveries.content import subject
from deliveries.schedules import saving as schedules
from deliveries.schedules.kept import shown
from deliveries.schedules.planning import first_after
from deliveries.schedules.saving import keep_passing
from explores.keeping.refused import Refused
from explores.semantic import query_json


def seen(viewer: Viewer) -> models.QuerySet[Alert]:
    """Those the viewer may change: their own, for admins all of the account."""
    return Alert.objects.filter(owned_for(viewer), removed_at=None).select_related("owner", "paused_by")


def find(viewer: Viewer, number: object) -> Alert:
    """One of them. Raises Http404."""
    found = numbered(seen(viewer), number)
    if found is None:
        raise Http404("There is no such alert, or it is somebody else's.")
    return found


@transaction.atomic
def make(viewer: Viewer, draft: Draft, now: datetime) -> Alert:
    """A new alert, of the sub-accounts that its maker looks at now. Raises Refused."""
    found = checked(viewer, draft, now)
    alert = Alert(account_id=viewer.account, owner_id=viewer.user)
    alert.sends = keep_passing(viewer, found.draft.sends, now)
    _fill(alert, found, now)
    alert.subaccounts.set(viewer.subaccounts)
    return alert


@transaction.atomic
def save(viewer: Viewer, alert: Alert, draft: Draft, version: int, now: datetime) -> Alert:
    """Change it, from its next check on. Another rule begins a life of its own. Raises Refused, where somebody else
    saved since too."""
    found = checked(viewer, draft, now)
    alert = Alert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
    if alert.version != version:
        said = "Somebody saved this alert while you changed it; nothing of yours is saved. Open it again."
        raise Refused(said, "version", code="overtaken")
    alert.version += 1
    alert.sends = keep_passing(viewer, found.draft.sends, now, alert.sends)
    _fill(alert, found, now)
    return alert


def _fill(alert: Alert, found: Checked, now: datetime) -> None:
    draft = found.draft
    rule, query = rule_to_json(draft.rule), query_json.to_json(found.watched.query)
    if alert.pk and (alert.rule, alert.content, alert.filters) != (
        rule, subject.to_json(draft.subject), dict(draft.filters),
    ):  # fmt: skip
        begin_anew(alert)
    alert.name, alert.note = found.name, draft.note
    alert.content, alert.about = subject.to_json(draft.subject), draft.subject.about
    alert.filters, alert.query, alert.unsynced = dict(draft.filters), query, ""
    alert.rule, alert.policy = rule, policy_to_json(draft.policy)
    alert.recurrence = cadence.to_json(draft.recurrence)
    if alert.paused_at is None:
        alert.next_at = first_after(draft.recurrence, now)
    alert.save()


def begin_anew(alert: Alert) -> None:
    """It watches something else: what was known of the old is not held against the new. Not saved here."""
    alert.rule_version += 1
    alert.state, alert.phase = {}, "ok"


def pause(viewer: Viewer, alert: Alert, now: datetime) -> None:
    """No checks until it is resumed."""
    check(viewer, Act.ALERT)
    paused = {"paused_at": now, "paused_by": viewer.user, "paused_why": "", "next_at": None}
    Alert.objects.filter(pk=alert.pk, paused_at=None).update(**paused)


def resume(viewer: Viewer, alert: Alert, now: datetime) -> None:
    """Checked again from its next time on. Raises Refused for one that has no next time."""
    check(viewer, Act.ALERT)
    try:
        following = first_after(cadence.from_json(alert.recurrence), now)
    except cadence.BadRecurrence as error:
        raise Refused(error.message, error.field) from error
    if following is None:
        raise Refused("Its moment has passed. Choose a later one first.", "on")
    Alert.objects.filter(pk=alert.pk).update(paused_at=None, paused_by=None, paused_why="", next_at=following)


def remove(viewer: Viewer, alert: Alert, now: datetime) -> None:
    """No list shows it any more; its history and the receipts of its messages stay."""
    check(viewer, Act.ALERT)
    Alert.objects.filter(pk=alert.pk).update(removed_at=now, next_at=None)


def draft_of(alert: Alert) -> Draft:
    """What a person chose, as the form shows it again. Raises BadRule for a rule that an older version kept."""
    sends = schedules.draft_of(alert.sends) if alert.sends else None
    return Draft(
        subject=subject.from_json(alert.content),
        rule=rule_from_json(alert.rule),
        recurrence=shown(alert),
        targets=sends.targets if sends else (),
        policy=policy_from_json(alert.policy),
        filters=alert.filters,
        name=alert.name,
        note=alert.note,
    )
