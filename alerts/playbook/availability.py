"""What each signal can be known from, by platform and level: the table of ``docs/ads-playbook.md``. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from alerts.playbook.days import Level, Platform


class Source(StrEnum):
    """Where the figures of a signal come from."""

    PLATFORM = "from the platform"
    OWN = "from own data"
    FILE = "by file"
    NONE = "not available"


_P, _O, _F, _N = Source.PLATFORM, Source.OWN, Source.FILE, Source.NONE
_META, _GOOGLE, _TIKTOK = Platform.META, Platform.GOOGLE, Platform.TIKTOK

Row = tuple[Source, Source, Source]  # campaign, ad set, ad

AVAILABLE: Mapping[str, Mapping[Platform, Row]] = {
    "weak_results": {_META: (_P, _P, _P), _GOOGLE: (_P, _P, _P), _TIKTOK: (_P, _P, _P)},
    # Google counts people for display, video and demand generation campaigns alone, and on the campaign.
    "frequency": {_META: (_P, _P, _P), _GOOGLE: (_P, _N, _N), _TIKTOK: (_P, _P, _P)},
    "ctr": {_META: (_P, _P, _P), _GOOGLE: (_P, _P, _P), _TIKTOK: (_P, _P, _P)},
    "return_and_cost": {_META: (_P, _P, _P), _GOOGLE: (_P, _P, _P), _TIKTOK: (_P, _P, _P)},
    # Meta alone ranks, and ads alone. Google's quality score is of keywords.
    "quality_ranking": {_META: (_N, _N, _P), _GOOGLE: (_N, _N, _N), _TIKTOK: (_N, _N, _N)},
    "engagement": {_META: (_P, _P, _P), _GOOGLE: (_P, _P, _P), _TIKTOK: (_P, _P, _P)},
    # No platform's interface gives it. Meta shows it on screen; audiences made of own contacts can be compared here.
    "overlap": {_META: (_O, _O, _O), _GOOGLE: (_O, _O, _O), _TIKTOK: (_O, _O, _O)},
    "sudden": {_META: (_P, _P, _P), _GOOGLE: (_P, _P, _P), _TIKTOK: (_P, _P, _P)},
    # Ads have no budget of their own. Google's stands on the campaign.
    "unspent": {_META: (_P, _P, _N), _GOOGLE: (_P, _N, _N), _TIKTOK: (_P, _P, _N)},
    "negative": {_META: (_F, _F, _F), _GOOGLE: (_N, _N, _N), _TIKTOK: (_F, _F, _F)},
}


def source_of(signal: str, platform: Platform, level: Level) -> Source:
    """Where a signal's figures come from, for what is watched."""
    return AVAILABLE[signal][platform][list(Level).index(level)]
