"""An undo is a decision of its own, which restores what stood before, where what was done still stands."""

from __future__ import annotations

from accounts.models import User
from alerts.acting import standings, words
from alerts.acting.deciding import Wish
from alerts.acting.finding import Entity, known
from alerts.acting.outcomes import change_of
from alerts.models import Decision
from alerts.models.ads import Act, Stage
from connectors.ads.control import shows
from connectors.ads.faults import Fault
from connectors.ads.opening import noting, opened
from connectors.ads.standing import Standing, Switch
from explores.keeping.refused import Refused

STANDING = (Stage.DUE, Stage.ASKED, Stage.DONE)


def may_be_undone(decision: Decision) -> bool:
    """Whether a button makes sense. Whether it still stands is known only when the platform was asked."""
    return decision.stage == Stage.DONE and decision.tries > 0 and not _undone(decision)


def wished(decision: Decision, by: User | None) -> Wish:
    """What restores it. Raises Refused, with what stands on the platform."""
    if not may_be_undone(decision):
        why = "It was undone already." if _undone(decision) else "Only what was changed on the platform can be undone."
        raise Refused(why, "decision")
    entity = known(decision.level, decision.row)
    if entity is None:
        raise Refused("Its row is gone. Import the ads again.", "decision")
    stands = _read(entity)
    if not shows(stands, change_of(decision)):
        said = f"It was changed since: the platform shows {words.shown(decision, stands)}. Nothing was undone."
        raise Refused(said, "decision", code="overtaken")
    return _back(decision, entity, by)


def _back(decision: Decision, entity: Entity, by: User | None) -> Wish:
    if decision.act == Act.BUDGET:
        amount = standings.daily_of(decision.before)
        if amount is None:
            raise Refused("What its daily budget was before is not known. Set one.", "decision")
        return Wish(entity, Act.BUDGET, by, amount, undoes=decision)
    act = Act.RESUME if decision.before.get("set") == Switch.ON else Act.PAUSE
    return Wish(entity, act, by, undoes=decision)


def _read(entity: Entity) -> Standing:
    try:
        found = opened(entity.row)
        with noting(found.connection):
            return found.platform.read(found.target)
    except Fault as fault:
        raise Refused(
            f"How it stands could not be read back, so nothing was undone. {fault.message}", "decision"
        ) from None


def _undone(decision: Decision) -> bool:
    return any(each.stage in STANDING for each in decision.undoings.all())
