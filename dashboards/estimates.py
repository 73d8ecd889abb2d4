"""Figures that are estimates: by which method, in words for the tile that shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.viewer import Viewer
from cdp import carbon
from explores.answer import Answer

ANY = "an estimate"


@dataclass(frozen=True)
class Method:
    """``brief`` stands on the tile and opens the rest: a sentence, and what it reckons with in (name, value, source).

    ``settings``: the name of the page on which admins change it.
    """

    brief: str = ANY
    words: str = ""
    lines: tuple[tuple[str, str, str], ...] = ()
    settings: str = ""


def method_of(answer: Answer, viewer: Viewer) -> Method | None:
    """How the answer's estimated figures are made; None where it has none."""
    name = next((field.estimated for field in answer.fields if field.estimated), "")
    return METHODS.get(name, _plain)(viewer) if name else None


def _plain(viewer: Viewer) -> Method:
    return Method()


def _carbon(viewer: Viewer) -> Method:
    factors = carbon.settings_of(viewer.subaccounts).factors
    lines = tuple((stream, f"{carbon.written(each.grams)} g", each.source) for stream, each in factors.items())
    words = "E-mails sent, each times the factor of its type. Weight, opens and devices are not known and left out."
    return Method(_brief(lines), words, lines, "dashboards:carbon_factors")


def _brief(lines: tuple[tuple[str, str, str], ...]) -> str:
    """One factor with its source, or how many there are."""
    known = {(grams, source) for _, grams, source in lines}
    if len(known) > 1:
        return f"{ANY}, {len(known)} factors by type"
    grams, source = known.pop()
    return f"{ANY}, {grams} per e-mail: {source}"


METHODS: dict[str, Callable[[Viewer], Method]] = {"carbon": _carbon}
