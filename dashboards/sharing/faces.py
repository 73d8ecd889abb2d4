"""Which face of a tile an outsider looks at: the only thing of an address that they choose. PURE."""

from __future__ import annotations

from dashboards.actions.as_table import TABLE, turns
from dashboards.cohort_faces import ACTIVE, UNITS
from dashboards.model import Tile

COHORTS = {"cohorts", "cohort_lines"}


def face_of(tile: Tile, wanted: str) -> str:
    """The face, where the tile has it; else empty, so that what is kept of a tile is no more than its faces."""
    if turns(tile):
        return wanted if wanted == TABLE else ""
    name, _, unit = wanted.partition(".")
    measures = {ACTIVE, *(field.rpartition(".")[2] for field in tile.query.fields)}
    return wanted if tile.vis in COHORTS and name in measures and unit in UNITS else ""


def ways(tile: Tile, face: str) -> dict[str, str]:
    """Where its other faces are asked for, beside its page: no token stands in what is kept."""
    address = f"tiles/{tile.id}/?"
    shown = {"as_chart": address} if face == TABLE else {"as_table": f"{address}show={TABLE}"} if turns(tile) else {}
    return {"address": address, **shown}
