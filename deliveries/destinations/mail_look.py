"""How mails look: the rules of their elements, written beside each by Python, since many mail programs read no sheet.

Colours are the product's tokens. The dark ones come as a sheet for those that read it; others turn the light ones round
themselves. Templates say ``{{ look.title }}``, which is a class with its rules.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from django.utils.safestring import SafeString, mark_safe

from ui.tokens import colours

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_RULES = {  # a colour is a token's name behind @
    "page": f"margin:0;padding:0;background-color:@canvas;color:@ink;{_FONT}",
    "outer": "background-color:@canvas;padding:24px 12px",
    "frame": "table-layout:fixed;width:100%",  # a wide table scrolls within, the mail itself never
    "card": "table-layout:fixed;width:100%;max-width:760px;background-color:@surface;border:1px solid @line;"
    "border-radius:8px",
    "part": "padding:20px 24px 0 24px",
    "last": "padding:20px 24px 24px 24px",
    "title": f"margin:0;color:@ink;font-size:20px;line-height:28px;font-weight:600;{_FONT}",
    "slot": f"margin:4px 0 0 0;color:@ink3;font-size:13px;line-height:20px;{_FONT}",
    "text": f"margin:0;color:@ink;font-size:14px;line-height:22px;white-space:pre-line;{_FONT}",
    "note": f"margin:0 0 4px 0;color:@ink2;font-size:13px;line-height:20px;{_FONT}",
    "button": f"display:inline-block;padding:9px 16px;background-color:@accent;color:@on-accent;font-size:14px;"
    f"line-height:20px;font-weight:600;text-decoration:none;border-radius:6px;{_FONT}",
    "act": "display:inline-block;margin:0 8px 8px 0;padding:7px 12px;border:1px solid @line2;color:@ink;"
    f"font-size:13px;line-height:20px;font-weight:600;text-decoration:none;border-radius:6px;{_FONT}",
    "picture": "display:block;width:100%;max-width:100%;height:auto;border:0;background-color:#FFFFFF",
    "scroll": "overflow-x:auto",
    "table": f"border-collapse:collapse;width:100%;color:@ink;font-size:13px;line-height:18px;{_FONT}",
    "head": "padding:8px 10px;border-bottom:2px solid @line2;color:@ink2;font-weight:600;text-align:left;"
    "vertical-align:bottom",
    "cell": "padding:7px 10px;border-bottom:1px solid @line;color:@ink;text-align:left;vertical-align:top",
    "opening": f"margin:0 0 4px 0;color:@ink;font-size:15px;line-height:23px;font-weight:600;{_FONT}",
    "section": "margin:0;padding:18px 0 6px 0;border-bottom:1px solid @line;color:@ink;font-size:14px;line-height:20px;"
    f"font-weight:600;{_FONT}",
    "thing": "width:100%;border-collapse:collapse;table-layout:fixed",
    "words": f"padding:10px 12px 0 0;color:@ink2;font-size:13px;line-height:19px;vertical-align:top;"
    f"overflow-wrap:anywhere;{_FONT}",
    "sum": f"width:110px;padding:10px 0 0 0;color:@ink;font-size:13px;line-height:20px;font-weight:600;"
    f"text-align:right;vertical-align:top;{_FONT}",
    "rest": f"padding:1px 0 10px 0;border-bottom:1px solid @line;color:@ink2;font-size:13px;line-height:19px;"
    f"overflow-wrap:anywhere;{_FONT}",
    "name": f"color:@accent;font-size:14px;line-height:20px;font-weight:600;text-decoration:none;{_FONT}",
    "nameless": f"color:@ink;font-size:14px;line-height:20px;font-weight:600;{_FONT}",
    "bad": f"color:@bad;font-size:12px;line-height:20px;font-weight:600;white-space:nowrap;{_FONT}",
    "warn": f"color:@warn;font-size:12px;line-height:20px;font-weight:600;white-space:nowrap;{_FONT}",
    "good": f"color:@good;font-size:12px;line-height:20px;font-weight:600;white-space:nowrap;{_FONT}",
    "plain": f"color:@ink3;font-size:12px;line-height:20px;font-weight:600;white-space:nowrap;{_FONT}",
    "said": f"margin:0;padding:6px 0 0 0;color:@ink2;font-size:13px;line-height:19px;{_FONT}",
    "more": f"display:block;padding:8px 0 0 0;color:@accent;font-size:13px;line-height:19px;"
    f"text-decoration:none;{_FONT}",
    "basis": f"margin:14px 0 0 0;color:@ink3;font-size:12px;line-height:18px;{_FONT}",
    "headnum": "padding:8px 0 8px 10px;border-bottom:2px solid @line2;color:@ink2;font-weight:600;text-align:right;"
    "vertical-align:bottom",
    "cellnum": "padding:7px 0 7px 10px;border-bottom:1px solid @line;color:@ink;text-align:right;vertical-align:top;"
    "white-space:nowrap",
    "leave": "color:@ink3;text-decoration:underline",
    "foot": f"margin:0;padding:16px 24px;color:@ink3;font-size:12px;line-height:18px;text-align:center;{_FONT}",
}


@cache
def looks() -> MappingProxyType[str, SafeString]:
    """By name: ``class="title" style="…"``, in the light colours."""
    return MappingProxyType({name: mark_safe(f'class="{name}" style="{rules(name)}"') for name in _RULES})  # noqa: S308 - ours


def rules(name: str, theme: str = "light") -> str:
    """The rules of an element, in the colours of a theme."""
    found = _RULES[name]
    for token in sorted(colours(theme), key=len, reverse=True):
        found = found.replace(f"@{token}", colours(theme)[token])
    return found


@cache
def sheet() -> SafeString:
    """What mail programs that read style sheets take in the dark."""
    lines = (f".{name}{{{_dark(name)}}}" for name in _RULES if "@" in _RULES[name])
    dark = f"@media (prefers-color-scheme:dark){{{''.join(lines)}}}"
    return mark_safe(f"<style>:root{{color-scheme:light dark}}{dark}</style>")  # noqa: S308 - ours


def _dark(name: str) -> str:
    named = zip(_RULES[name].split(";"), rules(name, "dark").split(";"), strict=True)
    return ";".join(f"{each} !important" for raw, each in named if "@" in raw)
