"""From which chances on an account's ads are watched and a pause is suggested."""

from __future__ import annotations

from alerts.health.wanting import choice_of
from alerts.models.ads import Setting
from alerts.playbook.evidence.levels import BALANCED, Levels
from alerts.playbook.evidence.presets import NAME


def levels_of(account: int) -> Levels:
    """As the verdict on cost is set; balanced where nobody set it, or what is kept can't be used."""
    row = Setting.objects.filter(account=account, rule=NAME).first()
    return (choice_of(row).levels if row else None) or BALANCED
