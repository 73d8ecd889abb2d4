"""Words of people as headers and file names may hold them: one line, nothing that turns it round. PURE."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, marks of direction, halves of characters, line ends


def one_line(text: str, most: int) -> str:
    """Without controls and marks of direction; what is longer than ``most`` characters ends with "…"."""
    plain = "".join(" " if unicodedata.category(each) in _UNSEEN else each for each in text[: most * 4])
    plain = re.sub(r"\s+", " ", plain).strip()
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def file_name(text: str, most: int = 150) -> str:
    """A name for an attachment, without folders; what is too long is shortened before its ending."""
    plain = re.sub(r"[/\\:*?\"<>|]", "-", one_line(text, 4 * most)).lstrip(".") or "file"
    stem, dot, ending = plain.rpartition(".")
    if len(plain) <= most or not dot or len(ending) > 10:
        return plain[:most]
    return f"{stem[: most - len(ending) - 2]}….{ending}"
