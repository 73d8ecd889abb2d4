"""Whether the platform behind a source can be told anything, and why not."""

from __future__ import annotations

from dataclasses import dataclass

from connectors.models import AdConnection, State


@dataclass(frozen=True)
class Reach:
    """``why`` says what stands in the way and what to do; ``warning``: it may work all the same."""

    can: bool
    why: str = ""
    warning: str = ""


def reach(source_id: int) -> Reach:
    """Nothing is asked of the platform for it."""
    found = AdConnection.objects.filter(source_id=source_id).first()
    if found is None:
        said = "This source is not connected to its platform, so nothing can be changed from here."
        return Reach(False, f"{said} Connect it with the command connect_ads.")
    if not found.may_change:
        said = f"{found} is connected for reading alone, so nothing can be changed from here."
        return Reach(False, f"{said} Save the connection again with connect_ads --may-change.")
    if found.state in {State.EXPIRED, State.REFUSED}:
        return Reach(True, warning=found.said or f"{found}: the last call was refused.")
    return Reach(True)
