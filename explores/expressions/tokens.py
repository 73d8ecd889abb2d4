"""Cuts an expression into pieces that know where they stand. PURE."""

from __future__ import annotations

import re
from dataclasses import dataclass

from explores.expressions.errors import ExpressionError

LONGEST = 10_000  # characters of an expression
DIGITS = 28  # of a number: what decimals are exact to
OPERATORS = ("AND", "OR", "NOT")
CONSTANTS: dict[str, bool | None] = {"yes": True, "no": False, "null": None}

_PIECE = re.compile(
    r"""(?P<space>(?:[ \t\r\n\u00a0]|\#[^\r\n]*)+)
    |(?P<number>\d+\.?\d*|\.\d+)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<ref>\$\{[^{}$]*\})
    |(?P<word>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)
    |(?P<sign><=|>=|!=|[-+*/=<>(),])""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_HALF = re.compile("[\ud800-\udfff]")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_MEANT = {  # what other languages write
    "<>": "!=", "==": "=", "&&": "AND", "||": "OR", "!": "NOT", "%": "mod(value, divisor)",
    "^": "power(base, exponent)", "**": "power(base, exponent)", "&": "concat(value, …)", ";": ",", "[": "(", "]": ")",
    "−": "-", "×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "“": '"', "”": '"', "‘": "'", "’": "'",
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A piece. ``kind``: number, text, ref, word, sign or end; ``text`` is as written."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The pieces of the expression, the last one of kind ``end``. Raises ExpressionError."""
    if len(text) > LONGEST:
        raise ExpressionError(
            f"An expression has at most {LONGEST:,} characters; this one has {len(text):,}.", LONGEST, len(text)
        )
    if half := _HALF.search(text):
        raise ExpressionError("Half of a character is no text.", half.start(), half.end())
    found, place = [], 0
    while place < len(text):
        match = _PIECE.match(text, place)
        if match is None:
            raise _unreadable(text, place)
        if match.lastgroup != "space":
            found.append(Token(str(match.lastgroup), match.group(), place, match.end()))
        place = match.end()
        _check_meant(text, found)
    return [*found, Token("end", "", len(text), len(text))]


def _check_meant(text: str, found: list[Token]) -> None:
    """Signs of other languages that are made of signs known here: <>, ==, **."""
    last = found[-2:]
    if len(last) == 2 and last[0].end == last[1].start and (last[0].text + last[1].text) in _MEANT:
        raise _unknown(last[0].text + last[1].text, last[0].start)


def _unreadable(text: str, place: int) -> ExpressionError:
    sign = text[place]
    if sign in "\"'":
        return ExpressionError(f"The text that begins here has no closing {sign}.", place, len(text), suggestion=sign)
    if sign == "$":
        return ExpressionError(
            "A field is written with its id in braces.", place, place + 1, suggestion="${orders.revenue}"
        )
    return _unknown(text[place : place + 2] if text[place : place + 2] in _MEANT else sign, place)


def _unknown(sign: str, place: int) -> ExpressionError:
    return ExpressionError(f"{sign!r} means nothing here.", place, place + len(sign), suggestion=_MEANT.get(sign))


def unquoted(token: Token) -> str:
    """The text inside the quotes: a backslash makes the next character plain; n, t and r are line breaks and tabs."""
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), token.text[1:-1], flags=re.DOTALL)


def quoted(text: str) -> str:
    """The text as an expression writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for letter, sign in _ESCAPES.items():
        escaped = escaped.replace(sign, f"\\{letter}")
    return f'"{escaped}"'
