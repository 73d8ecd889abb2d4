"""How an alert behaves as JSON, read strictly. PURE."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from alerts.rules.quiet import Quiet
from alerts.rules.rule import BadRule
from alerts.rules.state import Policy
from alerts.rules.strict import a_flag, a_list, a_text, a_whole, an_object, shown

MOST_HOURS = 24 * 31  # between two reminders


def policy_to_json(policy: Policy) -> dict[str, Any]:
    """What an alert keeps of how it behaves."""
    quiet = policy.quiet
    return {
        "repeat": policy.repeat,
        "recovery": policy.recovery,
        "remind_hours": round(policy.remind_every.total_seconds() / 3600) if policy.remind_every else None,
        "quiet": {
            "start": f"{quiet.start:%H:%M}", "end": f"{quiet.end:%H:%M}", "zone": quiet.zone,
            "weekdays": sorted(quiet.weekdays),
        } if quiet else None,
    }  # fmt: skip


def policy_from_json(data: object) -> Policy:
    """Reads what ``policy_to_json`` writes. Raises BadRule."""
    given = an_object("policy", data, {"repeat", "recovery", "remind_hours", "quiet"})
    hours = given.get("remind_hours")
    if hours is not None and not 1 <= a_whole("remind_hours", hours) <= MOST_HOURS:
        raise BadRule("remind_hours", f"Reminders come every 1 to {MOST_HOURS} hours.")
    return Policy(
        repeat=a_flag("repeat", given.get("repeat", False)),
        recovery=a_flag("recovery", given.get("recovery", True)),
        remind_every=None if hours is None else timedelta(hours=hours),
        quiet=_quiet(given.get("quiet")),
    )


def _quiet(data: object) -> Quiet | None:
    if data is None:
        return None
    given = an_object("quiet", data, {"start", "end", "zone", "weekdays"})
    days = [a_whole("quiet", one) for one in a_list("quiet", given.get("weekdays", []))]
    if any(not 0 <= day <= 6 for day in days) or len(set(days)) > 6:
        raise BadRule("quiet", "Quiet days are 0 (Monday) to 6 (Sunday), and not all seven of them.")
    return Quiet(_hour(given.get("start")), _hour(given.get("end")), _zone(given.get("zone")), frozenset(days))


def _hour(value: object) -> time:
    try:
        return time.fromisoformat(a_text("quiet", value))
    except ValueError:
        raise BadRule("quiet", f"{shown(value)} is no time of the day such as 22:00.") from None


def _zone(value: object) -> str:
    try:
        return ZoneInfo(a_text("quiet", value)).key
    except (KeyError, ValueError, OSError):
        raise BadRule("quiet", f"{shown(value)} is no time zone such as Europe/Paris.") from None
