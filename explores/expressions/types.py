"""The types of values: text, number, date, yesno, lists of those, and null, which is of every type. PURE.

A date is a day or a moment; ``any`` is asked for where every type will do.
"""

from __future__ import annotations

Type = str
TEXT, NUMBER, DATE, YESNO, NULL, ANY = "text", "number", "date", "yesno", "null", "any"
PLAIN = (TEXT, NUMBER, DATE, YESNO)
_LIST = "list of "
_OF_FIELDS = {"timestamp": DATE}
_WORDS = {TEXT: "a text", NUMBER: "a number", DATE: "a date", YESNO: "yes or no", NULL: "null", ANY: "a value"}


def of_field(type_: str) -> Type:
    """The type of a field's values, from the type the model gives it."""
    return _OF_FIELDS.get(type_, type_)


def list_of(type_: Type) -> Type:
    """The type of a list of such values."""
    return _LIST + type_


def is_list(type_: Type) -> bool:
    """Whether values of the type are lists."""
    return type_.startswith(_LIST)


def element(type_: Type) -> Type:
    """What a list of that type holds."""
    return type_.removeprefix(_LIST)


def common(left: Type, right: Type) -> Type | None:
    """The type that both are; None where there is none."""
    if is_list(left) and is_list(right):
        inner = common(element(left), element(right))
        return None if inner is None else list_of(inner)
    if left in {NULL, ANY}:
        return right
    return left if right in {left, NULL, ANY} else None


def words(type_: Type) -> str:
    """The type inside a sentence: a number, a list of texts."""
    return f"a list of {element(type_)} values" if is_list(type_) else _WORDS.get(type_, type_)
