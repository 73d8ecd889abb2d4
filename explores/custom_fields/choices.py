"""What the dialogs offer: fields to choose, and the words that complete an expression. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from explores.custom_fields.kinds import Kind
from explores.expressions import FUNCTIONS, Allowed
from explores.semantic.field_info import FieldInfo
from explores.semantic.model import COMMON, Explore


@dataclass(frozen=True)
class Choice:
    """A field in a list, under the label of its view."""

    id: str
    label: str


@dataclass(frozen=True)
class Word:
    """Something that completes an expression. ``insert`` is written; ``find`` is what a person may type."""

    insert: str
    label: str
    hint: str
    find: str
    function: bool = False


def fields_for(kind: Kind, explore: Explore) -> list[tuple[str, list[Choice]]]:
    """The fields that a field of that kind can be of, by view."""
    kinds = "measure" if kind.key == "filtered" else "dimension"
    numbers = kind.key == "bin"
    fit = (info for info in explore.fields() if info.kind == kinds and (info.type == "number" or not numbers))
    return _by_view(info for info in fit if info.view != COMMON)


def filter_fields(explore: Explore) -> list[tuple[str, list[Choice]]]:
    """The fields that a measure's own filters can be on."""
    return _by_view(info for info in explore.fields() if info.kind == "dimension" and info.view != COMMON)


def keeping(offered: list[tuple[str, list[Choice]]], given: Iterable[str]) -> list[tuple[str, list[Choice]]]:
    """Those offered, by view, after what was given and isn't among them."""
    missing = strangers((choice for _, choices in offered for choice in choices), given)
    return [("Not to be had here", missing), *offered] if missing else offered


def strangers(offered: Iterable[Choice], given: Iterable[str]) -> list[Choice]:
    """What was given and isn't offered: a list that dropped it would show another choice, and hide what is wrong."""
    known = {choice.id for choice in offered}
    return [Choice(name, name) for name in dict.fromkeys(given) if name and name not in known]


def _by_view(infos: Iterable[FieldInfo]) -> list[tuple[str, list[Choice]]]:
    found: dict[str, list[Choice]] = {}
    for info in infos:
        label = info.label.removeprefix(f"{info.view_label} › ")
        found.setdefault(info.view_label, []).append(Choice(info.id, label))
    return list(found.items())


def words(explore: Explore, names: Iterable[str], *, calculation: bool) -> Iterator[Word]:
    """Fields of these names, then the functions that may stand here."""
    infos = {info.id: info for info in explore.fields()}
    for name in names:
        info = infos.get(name)
        label = info.label if info else name.replace("_", " ")
        yield Word(f"${{{name}}}", label, name, f"{name} {label}".lower())
    barred = Allowed.FIELD if calculation else Allowed.CALCULATION
    for function in FUNCTIONS.values():
        if function.allowed is not barred:
            yield Word(f"{function.name}(", function.usage, function.meaning, function.name, function=True)
