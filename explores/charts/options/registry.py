"""Every setting there is, found by its name in the address. PURE."""

from __future__ import annotations

from collections.abc import Iterator

from explores.charts.options.declared import DECLARED
from explores.charts.options.option import Option
from explores.semantic.errors import nearest

# what a setting can be of, beside the chart
PER = ("series", "field", "pivot", "column", "reference", "trend", "rule", "format")


def declared(kind: str) -> Iterator[Option]:
    """The settings of a kind of chart, in the order of the panel."""
    return (option for option in DECLARED if kind in option.kinds)


def split(key: str) -> tuple[str, str, str]:
    """A name in the address as what it is of, which one, and the setting: ``series.orders.revenue.color``."""
    per, _, rest = key.partition(".")
    named, _, last = rest.rpartition(".")
    return (per, named, last) if per in PER else ("", "", key)


def joined(option: Option, named: str = "") -> str:
    """The name in the address, without ``c[…]``; ``split`` takes it apart."""
    return f"{option.per}.{named}.{option.key}" if option.per else option.key


def find(key: str, kind: str) -> Option | None:
    """The setting of that name for this kind of chart, or one of another kind, or None."""
    per, named, last = split(key)
    if per and not named:
        return None
    found = [option for option in DECLARED if (option.per, option.key) == (per, last)]
    return next((option for option in found if kind in option.kinds), found[0] if found else None)


def like(key: str) -> str | None:
    """The setting most likely meant by a name that is none."""
    per, named, last = split(key)
    names = {option.key for option in DECLARED if option.per == per}
    found = nearest(last, names)
    return f"{per}.{named}.{found}" if found and per and named else found if not per else None
