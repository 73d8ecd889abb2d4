"""The controls there are: what each can hold, for which types of filter, and of how many values it is made. PURE."""

from __future__ import annotations

from dataclasses import dataclass

TEXTS = ("string", "tier", "number", "yesno")


@dataclass(frozen=True)
class Kind:
    """One control. ``holds``: many, one, range, number, day, days, period or conditions."""

    name: str
    label: str
    holds: str
    types: tuple[str, ...]  # of filters that it can set
    most: int = 0  # values it is made of; 0: it has none
    inline: bool = False  # small enough to stand in the line of filters itself


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("button_group", "Button group", "many", TEXTS, 30, inline=True),
        Kind("checkboxes", "Checkboxes", "many", TEXTS, 50),
        Kind("tag_list", "Tag list", "many", ("string", "tier", "number"), 50),  # any number, found by searching
        Kind("range_slider", "Range slider", "range", ("number",)),
        Kind("button_toggles", "Button toggles", "one", (*TEXTS, "parameter"), 30, inline=True),
        Kind("radio_buttons", "Radio buttons", "one", (*TEXTS, "parameter"), 50),
        Kind("drop_down", "Drop-down", "one", (*TEXTS, "parameter"), 200, inline=True),
        Kind("slider", "Slider", "number", ("number",)),
        Kind("single_day", "Single day", "day", ("date",), inline=True),
        Kind("date_range", "Date range", "days", ("date",)),
        Kind("timeframes", "Timeframes", "period", ("date",)),
        Kind("advanced", "Advanced", "conditions", ("date", "string", "tier", "number", "yesno", "location"), 50),
    )
}
ADVANCED, DROP_DOWN = KINDS["advanced"], KINDS["drop_down"]


def kind_for(control: str, grammar: str) -> Kind:
    """The control that a filter of that type gets: its own where it can set it, else the most general one."""
    kind = KINDS.get(control, ADVANCED)
    if grammar in kind.types:
        return kind
    return DROP_DOWN if grammar == "parameter" else ADVANCED


def kinds_for(type_: str) -> tuple[Kind, ...]:
    """The controls to choose from for a filter of that type."""
    return tuple(kind for kind in KINDS.values() if type_ in kind.types)
