"""Every pair of states: one step leads from one to the other, or none does."""

from __future__ import annotations

import pytest

from alerts.rules.life import acknowledge, wake
from alerts.rules.reading import Observation
from alerts.rules.state import Phase
from tests.alerts.rules.rows import alone
from tests.alerts.rules.test_life import FAULT, FEW, HIGH, LOW, NOTHING, ONCE, TWICE, Act, after, at, for_a_day

Step = Observation | Act | None
OK, PENDING, FIRING, ACKNOWLEDGED, SNOOZED, NO_DATA, ERROR = Phase
ORDER = (OK, PENDING, FIRING, ACKNOWLEDGED, SNOOZED, NO_DATA, ERROR)
# Each line leads from one state to the seven in that order; None: no single step does. Of what leads to FIRING at
# once the rule fires at the first breach, elsewhere it takes two.
PAIRS: dict[Phase, tuple[Step, ...]] = {
    OK: (LOW, HIGH, HIGH, None, for_a_day, NOTHING, FAULT),
    PENDING: (LOW, FEW, HIGH, None, for_a_day, NOTHING, FAULT),
    FIRING: (LOW, None, HIGH, acknowledge, for_a_day, NOTHING, FAULT),
    ACKNOWLEDGED: (LOW, None, None, HIGH, for_a_day, NOTHING, FAULT),
    SNOOZED: (None, None, None, None, HIGH, None, None),
    NO_DATA: (LOW, HIGH, HIGH, None, for_a_day, NOTHING, FAULT),
    ERROR: (LOW, HIGH, HIGH, None, for_a_day, NOTHING, FAULT),
}
WAYS = [(start, end, way) for start, ways in PAIRS.items() for end, way in zip(ORDER, ways, strict=True)]


@pytest.mark.parametrize(("start", "end", "way"), WAYS, ids=lambda one: str(one) if isinstance(one, Phase) else "way")
def test_one_step_leads_there(start: Phase, end: Phase, way: Step) -> None:
    rule = ONCE if end == FIRING and start not in (PENDING, FIRING) else TWICE
    if way is not None:
        assert after(start, rule, way)[0] == end
    else:
        assert end not in {
            after(start, TWICE, one)[0] for one in (LOW, HIGH, FEW, NOTHING, FAULT, acknowledge, for_a_day)
        }


@pytest.mark.parametrize(("seen", "end"), [(LOW, OK), (HIGH, FIRING), (NOTHING, NO_DATA), (FAULT, ERROR)])
def test_a_snooze_leads_everywhere_when_it_is_over(seen: Observation, end: Phase) -> None:
    assert at(SNOOZED, ONCE).does(wake).sees(seen).state.phase == end


def test_a_figure_at_the_threshold_is_not_above_it() -> None:
    assert after(OK, ONCE, alone(10))[0] == OK
