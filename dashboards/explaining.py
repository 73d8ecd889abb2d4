"""A filter in words: exactly what passes, or what is wrong with it and where."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.asking import Asked
from dashboards.model import Filter
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
    parameter = asked.explore.parameters.get(each.field) if each.type == "parameter" else None
    if not expression and parameter is None:
        return Explained("any value")
    try:
        if parameter is not None:
            return Explained(sentence(parameter, expression).sentence)
        condition = read_as(each.type, expression, asked.setting)
    except FilterError as error:
        if parameter is not None:
            return Explained("", str(error))
        return Explained("", f"{error} (character {error.position + 1})")
    except SemanticError as error:
        return Explained("", str(error))
    return Explained(condition.sentence)
