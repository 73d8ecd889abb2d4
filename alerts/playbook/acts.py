"""What can be done about an ad. PURE."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """Texts are in ``texts.DO``."""

    PAUSE = "pause"
    WIDEN = "widen"
    NARROW = "narrow"
    RENEW = "renew"
    CUT_BUDGET = "cut_budget"
    RAISE_BUDGET = "raise_budget"
    EXCLUDE = "exclude"
    REBUILD = "rebuild"
    LANDING_PAGE = "landing_page"
    FIND_CAUSE = "find_cause"
    ACCEPT = "accept"
