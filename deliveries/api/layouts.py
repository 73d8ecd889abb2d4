"""How the file of one target, or of a download, looks: the paper of a page, the values of a table. Read strictly."""

from __future__ import annotations

from typing import Any

from deliveries.api import strict
from deliveries.formats import FORMATS
from explores.keeping.refused import Refused

FLAGS = ("landscape", "expand_tables", "single_column", "wide")
VALUES = ("displayed", "formatted")


def layout(given: object, format: str, at: str) -> dict[str, Any]:
    """``paper`` of what is drawn, ``displayed`` and ``formatted`` of data; only what was sent. Raises Refused."""
    data = strict.only(given, at, "paper", *VALUES)
    known = FORMATS.get(format)
    if known is None:
        raise Refused(
            f"There is no format {format[:20]!r}; there are {', '.join(FORMATS)}.", at.replace("options", "format")
        )
    if "paper" in data and not (known.drawn and known.pages):
        raise Refused(f"{known.label} is not printed, so it has no 'paper'.", f"{at}.paper")
    if known.drawn and (strange := [name for name in VALUES if name in data]):
        raise Refused(f"{known.label} is a picture, so it has no {strange[0]!r}.", f"{at}.{strange[0]}")
    found: dict[str, Any] = {name: strict.flag(data, name, field=f"{at}.{name}") for name in VALUES if name in data}
    return {**found, "paper": paper(data["paper"], f"{at}.paper")} if "paper" in data else found


def paper(given: object, at: str) -> dict[str, Any]:
    """Its size and how it lies. Raises Refused."""
    from deliveries.rendering.paper import FIT, SIZES

    data = strict.only(given, at, "size", *FLAGS)
    found: dict[str, Any] = {name: strict.flag(data, name, field=f"{at}.{name}") for name in FLAGS if name in data}
    if "size" in data:
        found["size"] = strict.text(data, "size", 20, field=f"{at}.size")
        if found["size"] not in (FIT, *SIZES):
            raise Refused(f"There is no such paper; there is {', '.join((FIT, *SIZES))}.", f"{at}.size")
    return found
