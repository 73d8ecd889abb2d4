"""What a file says beside its rows: how many of how many, how fresh, and what must be known to read them. PURE."""

from __future__ import annotations

from explores.files.laying import Laid
from explores.formatting import formats
from explores.tables.table import rows_text


def cut(laid: Laid) -> str:
    """ "5,000 of 81,233 rows", where rows were left out."""
    answer = laid.answer
    return rows_text(answer, laid.style) if answer.returned < answer.total_rows else ""


def notes(laid: Laid) -> list[str]:
    """All there is to say, what was left out first."""
    answer = laid.answer
    when = formats.local(answer.as_of, answer.timezone)
    fresh = f"Data as of {formats.day(when, laid.style)} {when:%H:%M}, {answer.timezone}."
    said = cut(laid)
    return [*([f"{said}."] if said else []), *dict.fromkeys((*answer.cuts, *answer.notes)), fresh]
