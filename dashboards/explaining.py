"""A filter in words: exactly what passes, or what is wrong with it and where."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.asking import Asked
from dashboards.hearing import grammar, home
from dashboards.model import Filter
from explores.runner import catalog_for
from explores.semantic.errors import FilterError, SemanticError
from explores.semantic.parameters import sentence
from explores.semantic.resolve import read_as


@dataclass(frozen=True)
class Explained:
    """``fault`` is empty where the expression is understood."""

    words: str
    fault: str = ""


def explained(each: Filter, expression: str, asked: Asked) -> Explained:
    """What the expression means at this moment, in the viewer's zone."""
    explore = home(each, asked.dashboard, catalog_for(asked.viewer)) if each.field else asked.explore
    if explore is None:
        return Explained("", f"There is no field {each.field} any more: it narrows nothing. Remove the filter.")
    parameter = explore.parameters.get(each.field) if each.type == "parameter" else None
    if not expression.strip() and parameter is None:
        return Explained("any value" if each.field else "chosen by the tiles that read it")
    try:
        if parameter is not None:
            return Explained(sentence(parameter, expression).sentence)
        return Explained(read_as(grammar(each, explore), expression, asked.setting).sentence)
    except SemanticError as error:
        placed = parameter is None and "haracter" not in str(error)
        if placed and isinstance(error, FilterError):
            return Explained("", f"{error} (character {error.position + 1})")
        return Explained("", str(error))
