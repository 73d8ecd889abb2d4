"""What a campaign counts as its result, as a word: purchases, leads, sign-ups. PURE."""

from __future__ import annotations

import re

USUAL = ("result", "results")
HYPHENS = {"sign ups": "sign-ups", "check outs": "check-outs", "opt ins": "opt-ins"}
_WORDS = re.compile(r"[a-z]+(?: [a-z]+){0,2}s")  # what people would say: a plural of up to three words


def many(goal: object) -> str:
    """``purchases``, ``sign-ups``; ``results`` where the source names none, or by a code of its own."""
    said = " ".join(str(goal or "").lower().replace("_", " ").replace("-", " ").split())
    return HYPHENS.get(said, said) if len(said) <= 30 and _WORDS.fullmatch(said) else USUAL[1]


def one(goal: object) -> str:
    """``purchase``, ``sign-up``; ``result`` where nobody knows."""
    several = many(goal)
    return f"{several[:-3]}y" if several.endswith("ies") else several.removesuffix("s")


def counted(number: str, goal: object) -> str:
    """``1 purchase``, ``11 purchases``; the number as it is to be written."""
    return f"{number} {one(goal) if number == '1' else many(goal)}"
