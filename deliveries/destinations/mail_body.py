"""What a mail says, as text and as HTML.

``facts`` of the parcel that it reads: ``notes``, a list of sentences such as "5,000 of 81,233 rows".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from deliveries.content.report import as_text
from deliveries.destinations.base import File, Parcel
from deliveries.destinations.mail_look import looks, sheet
from deliveries.destinations.mail_table import as_lines, dressed
from deliveries.destinations.sizes import megabytes
from deliveries.moments import zone_or_utc

FOLDER = "deliveries/mail/"


def html_of(parcel: Parcel, pictures: Sequence[tuple[str, File]]) -> str:
    """``pictures``: those shown in the body, each with the id by which it is found in the mail."""
    table = mark_safe(dressed(parcel.table_html))  # noqa: S308 - rebuilt from words
    more = {"table": table, "pictures": pictures, "look": looks(), "sheet": sheet(), "base": settings.PUBLIC_URL}
    return render_to_string(FOLDER + "delivery.html", _told(parcel) | more)


def text_of(parcel: Parcel) -> str:
    """For who reads no HTML."""
    report = as_text(parcel.report, settings.PUBLIC_URL) if parcel.report else ""
    more = {"table": as_lines(parcel.table_html), "report": report}
    return render_to_string(FOLDER + "delivery.txt", _told(parcel) | more)


def _told(parcel: Parcel) -> dict[str, Any]:
    notes = parcel.facts.get("notes", ())
    return {
        "parcel": parcel,
        "report": parcel.report,
        "link": parcel.link if parcel.link.startswith(("https://", "http://")) else "",
        "slot": slot_in_words(parcel),
        "notes": [str(note) for note in notes] if isinstance(notes, list | tuple) else [],
        "attached": [_file_in_words(file) for file in parcel.files if not file.inline],
    }


def slot_in_words(parcel: Parcel) -> str:
    """``Sunday 29 March 2026, 06:00 (Europe/Paris)``; in UTC where the zone does not exist any more."""
    zone = zone_or_utc(parcel.zone)
    local = parcel.slot.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} ({zone.key})"


def _file_in_words(file: File) -> str:
    rows = "" if file.rows is None else f", {file.rows:,} {'row' if file.rows == 1 else 'rows'}"
    size = f"{file.size:,} bytes" if file.size < 100_000 else megabytes(file.size)
    return f"{file.name}{rows}, {size}"
