"""What a person asks of a download, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from deliveries.content.making import Wanted
from deliveries.content.subject import Shape
from deliveries.formats import FORMATS, fits
from deliveries.rendering.paper import FIT, SIZES
from explores.files import names
from explores.keeping.refused import Refused

FLAGS = ("landscape", "expand_tables", "single_column", "wide")
USUAL = "pdf"


def wanted(given: Mapping[str, str], title: str, day: date, *, page: bool = True) -> Wanted:
    """The file that a form asks for. Raises Refused, which names the box."""
    code = given.get("format", USUAL)
    if not fits(code, Shape.PAGE if page else Shape.ANSWER, "s3"):
        raise Refused("Choose one of the formats that are offered.", "format")
    name = (
        names.cleaned(given.get("name", "").strip()) if given.get("name", "").strip() else names.suggested(title, day)
    )
    ending = f".{FORMATS[code].extension}"
    name = name[: -len(ending)] if name.lower().endswith(ending) else name
    rows = given.get("rows", "")
    return Wanted(code, name, all_rows=rows == "all", paper=_paper(given) if page and FORMATS[code].drawn else None)


def _paper(given: Mapping[str, str]) -> dict[str, object]:
    size = given.get("size", FIT)
    if size != FIT and size not in SIZES:
        raise Refused("There is no paper of that size.", "size")
    return {"size": size, **{name: True for name in FLAGS if given.get(name)}}
