"""What a webhook carries, in the shape in which Looker sends it, for receivers that were built for Looker.

``facts`` of the parcel that it reads: ``content`` (dashboard, look or explore) and ``schedule`` (its number).
"""

from __future__ import annotations

from pathlib import PurePath

from deliveries.destinations.base import Fault, File, Parcel
from deliveries.destinations.payload import content, spliced

_TYPES = {"dashboard": "Dashboard", "look": "Look", "explore": "Look"}


def looker_shape(parcel: Parcel) -> bytes:
    """The body of the message. Raises Fault: there is room for one file."""
    if len(parcel.files) != 1:
        many = f"carries one file, and this delivery has {len(parcel.files)}"
        raise Fault("one_file", f"A webhook in Looker's shape {many}. Choose one format, or Sextant's own shape.")
    kind = str(parcel.facts.get("content", "look"))
    told = {
        "type": "dashboard" if kind == "dashboard" else "query",
        "scheduled_plan": {
            "scheduled_plan_id": parcel.facts.get("schedule"),
            "title": parcel.title,
            "type": _TYPES.get(kind, "Look"),
            "url": parcel.link or None,
            "query_id": None,
            "query": None,
            "filters_differ_from_look": None,
            "download_url": None,
        },
    }
    return spliced(told, attachment=_attachment(parcel.files[0]), data="null", form_params="{}").encode()


def _attachment(file: File) -> str:
    encoding, data = content(file)
    mimetype = file.mime.partition(";")[0] + (";base64" if encoding == "base64" else "")
    return spliced({"mimetype": mimetype, "extension": PurePath(file.name).suffix.lstrip(".")}, data=data)
