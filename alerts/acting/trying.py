"""A dry run: whether the platform would take a pause, as far as it can be asked without doing it."""

from __future__ import annotations

from dataclasses import dataclass

from alerts.acting.finding import Entity
from connectors.ads.control import Pause
from connectors.ads.faults import Fault, Vendor
from connectors.ads.opening import noting, opened


@dataclass(frozen=True)
class Trial:
    """``said``: in a sentence. ``passed``: nothing speaks against it. ``final``: waiting does not help."""

    said: str
    passed: bool = True
    final: bool = False


def tried(entity: Entity) -> Trial:
    """Nothing is changed."""
    try:
        found = opened(entity.row, to_change=True)
        with noting(found.connection):
            answer = found.platform.change(found.target, Pause(), dry_run=True)
    except Fault as fault:
        return Trial(f"A dry run failed. {fault.message}", passed=False, final=not fault.passing)
    label = Vendor(found.connection.vendor).label
    if answer.tried:
        return Trial(f"A dry run on {label} passed.")
    return Trial(f"{label} knows no dry run; it was looked at, and nothing speaks against the change.")
