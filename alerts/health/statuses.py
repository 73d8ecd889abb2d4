"""Whether a source says that something is on. PURE."""

from __future__ import annotations

ON = frozenset({"active", "enabled", "enable", "on", "running", "live", "delivering", "eligible", "delivery_ok"})
OFF = frozenset({
    "paused", "disabled", "disable", "off", "removed", "deleted", "archived", "ended", "completed", "inactive",
    "campaign_paused", "adset_paused", "disapproved", "rejected", "stopped", "not_delivering", "draft", "finished",
})  # fmt: skip


def is_on(status: str) -> bool | None:
    """As the word says. None: it says nothing, or a word that is not known here; then what was shown decides."""
    word = status.strip().lower().replace(" ", "_").removeprefix("status_")
    return True if word in ON else False if word in OFF else None
