"""The state of an alert as JSON, in which it is kept between two checks. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from alerts.rules.condition import Figure, Usual
from alerts.rules.judging import Judged, Verdict
from alerts.rules.reading import Key, Reading
from alerts.rules.state import Effect, Phase, State, What


def state_to_json(state: State) -> dict[str, Any]:
    """Everything that the next check must know."""
    return {
        "phase": str(state.phase),
        "since": _moment(state.since),
        "firing": [list(key) for key in sorted(state.firing)],
        "resting": str(state.resting),
        "seen": None if state.seen is None else _pairs(state.seen),
        "figures": _pairs({key: _written(figure) for key, figure in state.figures.items()}),
        "streaks": _pairs(state.streaks),
        "told_at": _moment(state.told_at),
        "snoozed_until": _moment(state.snoozed_until),
        "late": state.late,
        "held": [effect_to_json(one) for one in state.held],
    }


def state_from_json(data: Mapping[str, Any]) -> State:
    """What ``state_to_json`` wrote; of nothing, the state of an alert that was never checked."""
    if not data:
        return State()
    return State(
        phase=Phase(data["phase"]),
        since=_read_moment(data["since"]),
        firing=frozenset(tuple(key) for key in data["firing"]),
        resting=Phase(data["resting"]),
        seen=None if data["seen"] is None else _unpaired(data["seen"]),
        figures={key: _figure(text) for key, text in _unpaired(data["figures"]).items()},
        streaks=_unpaired(data["streaks"]),
        told_at=_read_moment(data["told_at"]),
        snoozed_until=_read_moment(data["snoozed_until"]),
        late=data["late"],
        held=tuple(effect_from_json(one) for one in data["held"]),
    )


def effect_to_json(effect: Effect) -> dict[str, Any]:
    """What is to be told."""
    return {
        "what": str(effect.what),
        "at": effect.at.isoformat(),
        "rows": [judged_to_json(row) for row in effect.rows],
        "gone": [list(key) for key in effect.gone],
        "said": effect.said,
    }


def effect_from_json(data: Mapping[str, Any]) -> Effect:
    """What ``effect_to_json`` wrote."""
    rows = tuple(judged_from_json(row) for row in data["rows"])
    gone = tuple(tuple(key) for key in data["gone"])
    return Effect(What(data["what"]), datetime.fromisoformat(data["at"]), rows, gone, data["said"])


def judged_to_json(row: Judged) -> dict[str, Any]:
    """A row with its verdict."""
    usual = row.usual
    return {
        "key": list(row.reading.key),
        "at": row.reading.at,
        "figures": {name: _written(figure) for name, figure in row.reading.figures.items()},
        "verdict": str(row.verdict),
        "streak": row.streak,
        "before": _written(row.before),
        "usual": [str(usual.middle), str(usual.spread), usual.points, usual.weekday] if usual else None,
    }


def judged_from_json(data: Mapping[str, Any]) -> Judged:
    """What ``judged_to_json`` wrote."""
    figures = {name: _figure(text) for name, text in data["figures"].items()}
    usual = data["usual"]
    return Judged(
        Reading(tuple(data["key"]), data["at"], figures),
        Verdict(data["verdict"]),
        data["streak"],
        _figure(data["before"]),
        Usual(Decimal(usual[0]), Decimal(usual[1]), usual[2], usual[3]) if usual else None,
    )


def _pairs(by_key: Mapping[Key, Any]) -> list[list[Any]]:
    """JSON has no lists for names."""
    return [[list(key), value] for key, value in sorted(by_key.items())]


def _unpaired(pairs: list[list[Any]]) -> dict[Key, Any]:
    return {tuple(key): value for key, value in pairs}


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _read_moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _written(figure: Figure) -> str | None:
    return None if figure is None else str(figure)


def _figure(text: str | None) -> Figure:
    return None if text is None else Decimal(text)
