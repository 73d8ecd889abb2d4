"""The rows of the picker as HTML, joined in Python: four hundred includes would take longer than most queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape  # as Django's, without asking each text whether it is a promise of one

from django import template
from django.utils.safestring import SafeString, mark_safe

from explores.picker import Entry, Group
from ui.templatetags.ui import icon

register = template.Library()


@register.simple_tag
def picker_groups(groups: Iterable[Group], used: Collection[str]) -> SafeString:
    """A list of fields and groups; those in ``used`` are marked, and what holds them is open."""
    return mark_safe(f"<ul>{''.join(_group(group, used) for group in groups)}</ul>")  # noqa: S308  # escaped below


@register.simple_tag
def glyph(entry: Entry) -> SafeString:
    """What kind of field it is: an icon or letters in its hue."""
    drawing = icon(entry.icon, 14) if entry.icon else escape(entry.letters)
    return mark_safe(f'<span class="glyph is-{entry.hue}" aria-hidden="true">{drawing}</span>')  # noqa: S308  # as above


def _group(group: Group, used: Collection[str]) -> str:
    if group.alone:
        return _row(group.alone, used, glyph(group.alone))
    inside = _rows(group.entries, used)
    if group.more:
        inside += _folded("picker-more", "More", _rows(group.more, used), _any(group.more, used), " picker-row-nested")
    head = f"{glyph(group.entries[0])}{escape(group.label)}"
    return _folded("", head, inside, _any((*group.entries, *group.more), used))


def _folded(name: str, head: str, inside: str, is_open: bool, indent: str = "") -> str:
    mark = f'<span class="picker-mark">{icon("chevron-down", 14)}</span>'
    return (
        f'<li><details class="picker-frames {name}"{" open" if is_open else ""}>'
        f'<summary class="picker-row{indent}">{head}{mark}</summary><ul>{inside}</ul></details></li>'
    )


def _any(entries: Iterable[Entry], used: Collection[str]) -> bool:
    return any(entry.field.id in used for entry in entries)


def _rows(entries: Iterable[Entry], used: Collection[str]) -> str:
    return "".join(_row(entry, used) for entry in entries)


def _row(entry: Entry, used: Collection[str], mark: str = "") -> str:
    field, is_used = entry.field, entry.field.id in used
    classes = ("" if mark else " picker-row-nested") + (f" in-use use-{entry.hue}" if is_used else "")
    return (
        f'<li class="picker-row{classes}" data-field="{escape(field.id)}" data-hue="{entry.hue}" '
        f'data-find="{escape(field.label)} {entry.type_words}" title="{escape(field.definition)}">{mark}'
        f'<button class="picker-name" type="button" tabindex="-1" aria-pressed="{str(is_used).lower()}">'
        f"{escape(entry.name)}</button></li>"
    )
