"""Names of files that every machine takes. PURE."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

LONGEST = 150  # letters, the extension too
_BARRED = re.compile(
    r'[/\\:*?"<>|\u2044\u2215\u29f8\uff0f\uff3c]+'
)  # path separators and their twins, and Windows' own
_RESERVED = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def suggested(title: str, day: date) -> str:
    """The name that a file gets by itself: its title and the day."""
    return cleaned(f"{title} {day.isoformat()}")


def cleaned(name: str, extension: str = "") -> str:
    """The name without what some machine does not take, not too long, with the extension; never empty."""
    seen = "".join(" " if letter in "\t\r\n\u2028\u2029" else letter for letter in name)
    seen = "".join(letter for letter in seen if unicodedata.category(letter) not in _UNSEEN)
    tail = f".{extension}" if extension else ""
    stem = _BARRED.sub("-", " ".join(seen.split()))
    if tail and stem.lower().endswith(tail):
        stem = stem[: -len(tail)]
    stem = stem[: LONGEST - len(tail)].strip(" .")
    while len(f"{stem}{tail}".encode()) > 255:  # bytes, of most file systems
        stem = stem[:-1].rstrip(" .")
    stem = f"{stem}-" if _RESERVED.fullmatch(stem) else stem
    return (stem or "result") + tail
