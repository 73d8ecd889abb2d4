"""What is told when: at once, or when quiet hours are over. PURE."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from alerts.rules.state import Effect, Policy, State


def released(state: State, policy: Policy, now: datetime) -> tuple[State, tuple[Effect, ...]]:
    """All that waits to be told, in its order, unless it is quiet now."""
    if not state.held or (policy.quiet is not None and policy.quiet.holds(now)):
        return state, ()
    return replace(state, held=()), state.held
