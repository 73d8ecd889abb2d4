"""What people answer to what a rule proposes: on its page, or by the signed links of its mail."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.access import Act, check
from accounts.viewer import Viewer
from alerts.acting import guarding, links, log, triggers
from alerts.acting.carrying import carry
from alerts.acting.deciding import CLAIM, Busy, alone
from alerts.acting.finding import known
from alerts.acting.limits import Limit
from alerts.acting.people import person
from alerts.models import Decision
from alerts.models.ads import Stage
from explores.keeping.refused import Refused

logger = logging.getLogger(__name__)
CHECKED = {Limit.LAST, Limit.LEARNING, Limit.EDITED, Limit.INCIDENT, Limit.STANDING}  # the others bind rules alone


def approve(viewer: Viewer, number: object, now: datetime) -> Decision:
    """Do what is proposed, where everything still speaks for it; returns as ``people.pause`` does. Raises
    PermissionDenied, Http404, Refused: answered already, lapsed, or held back by a limit, which it says."""
    decision = _proposed(viewer, number, now)
    _check(decision, now)
    values = {"stage": Stage.DUE, "approved_by": person(viewer), "approved_at": now, "tell_at": None,
              "claimed_until": now + CLAIM, "next_at": now + CLAIM}  # fmt: skip
    try:
        with transaction.atomic():
            alone(decision.level, decision.row)
            taken = Decision.objects.filter(pk=decision.pk, stage=Stage.PROPOSED).update(**values)
    except IntegrityError:
        there = log.open_of(decision.level, decision.row)
        raise (Busy(there, now) if there else _answered(decision)) from None
    if not taken:
        raise _answered(decision)
    logger.info("decision %s was approved by user %s", decision.pk, viewer.user)
    decision.refresh_from_db()
    return carry(decision, now)


def decline(viewer: Viewer, number: object, now: datetime) -> Decision:
    """Leave it; the rule rests for seven days. Raises as ``approve``."""
    decision = _proposed(viewer, number, now)
    by = person(viewer)
    values = {"stage": Stage.DECLINED, "said": f"{by or 'Sextant'} declined it.", "approved_by": by,
              "approved_at": now, "tell_at": None}  # fmt: skip
    if not Decision.objects.filter(pk=decision.pk, stage=Stage.PROPOSED).update(**values):
        raise _answered(decision)
    logger.info("decision %s was declined by user %s", decision.pk, viewer.user)
    decision.refresh_from_db()
    return decision


def _proposed(viewer: Viewer, number: object, now: datetime) -> Decision:
    check(viewer, Act.ADS)
    decision = log.find(viewer, number)
    if decision.stage != Stage.PROPOSED:
        raise _answered(decision)
    if decision.expires_at is not None and decision.expires_at <= now:
        hours = links.VALID.total_seconds() / 3600
        raise Refused(f"It was proposed more than {hours:.0f} hours ago and has lapsed.", "decision", code="overtaken")
    return decision


def _check(decision: Decision, now: datetime) -> None:
    """What spoke for it must still do, and no limit may that guards from harm speak against it."""
    entity = known(decision.level, decision.row)
    if entity is None or triggers.stands(decision) is None:
        said = "Nothing speaks for it any more: the verdict has changed since it was proposed."
        Decision.objects.filter(pk=decision.pk, stage=Stage.PROPOSED).update(stage=Stage.LAPSED, said=said)
        raise Refused(said, "decision", code="overtaken")
    held = guarding.held(entity, guarding.look(entity), now, automatic=True, but=decision)
    if against := [each.said for each in held if each.limit in CHECKED]:
        raise Refused(f"It is held. {' '.join(against)}", "decision", code="not_ready")


def _answered(decision: Decision) -> Refused:
    decision.refresh_from_db()
    by = f" by {decision.approved_by}" if decision.approved_by else ""
    said = f"It was answered already{by}: {decision.get_stage_display().lower()}. {decision.said}".strip()
    return Refused(said, "decision", code="overtaken")
