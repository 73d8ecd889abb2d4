"""Reads an expression into nodes. PURE.

What binds looser comes first: OR, AND, NOT, comparisons, + and -, * and /, the minus of one value.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from explores.expressions.errors import ExpressionError
from explores.expressions.functions import FUNCTIONS
from explores.expressions.nodes import Binary, Call, Constant, Node, Number, Ref, Text, Unary
from explores.expressions.tokens import CONSTANTS, DIGITS, OPERATORS, Token, tokens, unquoted
from explores.semantic.errors import nearest

DEEPEST = 100  # parts inside parts
COMPARISONS = ("=", "!=", "<", ">", "<=", ">=")
LEVELS: dict[str, int] = {"OR": 1, "AND": 2, **dict.fromkeys(COMPARISONS, 4), "+": 5, "-": 5, "*": 6, "/": 6}
NOT_LEVEL, MINUS_LEVEL = 3, 7
_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?", re.ASCII)
_QUICK = {  # quick calculations, which are no functions
    "percent_of_previous": "${m} / offset(${m}, -1)",
    "percent_difference_from_previous": "${m} / offset(${m}, -1) - 1",
}
_OTHERS = {"true": "yes", "false": "no", "none": "null", "nil": "null", "and": "AND", "or": "OR", "not": "NOT"}


@lru_cache(maxsize=1024)
def parse(text: str) -> Node:
    """The expression's outermost part. Raises ExpressionError with the place and, where one is near, a suggestion."""
    if not text.strip():
        raise ExpressionError("The expression is empty.", 0, len(text))
    parser = _Parser(tokens(text))
    node = parser.value(1)
    parser.finish()
    return node


class _Parser:
    """The pieces, read from left to right. ``_depths`` holds how deep each node made so far is."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._next = 0
        self._inside = 0
        self._depths: dict[int, int] = {}
        self._made: list[Node] = []  # kept, so that no id is given twice

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._token
        self._next += 1
        return token

    def _is(self, *texts: str) -> bool:
        return self._token.kind in {"sign", "word"} and self._token.text in texts

    def finish(self) -> None:
        """Nothing may follow. Raises ExpressionError."""
        token = self._token
        if token.kind == "end":
            return
        if token.text == ")":
            raise ExpressionError("This ) closes nothing.", token.start, token.end)
        raise _stray(token)

    def value(self, level: int) -> Node:
        """What stands here, with every operator that binds at least as tight as ``level``."""
        self._inside += 1
        if self._inside > DEEPEST:
            raise _too_deep(self._token)
        left = self._first(level)
        while (binds := self._operator()) >= level:
            op = self._take()
            right = self.value(binds + 1)
            left = self._made_of(Binary(op.text, left, right, left.start, right.end), left, right)
            if op.text in COMPARISONS and self._is(*COMPARISONS):
                raise ExpressionError(
                    "Two comparisons do not follow each other; join them by AND.", self._token.start, self._token.end,
                    suggestion="AND",
                )  # fmt: skip
        self._inside -= 1
        return left

    def _operator(self) -> int:
        return LEVELS.get(self._token.text, 0) if self._token.kind in {"sign", "word"} else 0

    def _first(self, level: int) -> Node:
        if self._is("NOT", "-"):
            token = self._take()
            binds = NOT_LEVEL if token.text == "NOT" else MINUS_LEVEL
            if binds < level:
                raise ExpressionError("NOT stands lower than its neighbour; put it in parentheses.",
                                      token.start, token.end, suggestion="(NOT …)")  # fmt: skip
            of = self.value(binds)
            return self._made_of(Unary(token.text, of, token.start, of.end), of)
        return self._single()

    def _single(self) -> Node:
        token = self._take()
        match token.kind:
            case "number":
                return _number(token)
            case "text":
                return Text(unquoted(token), token.start, token.end)
            case "ref":
                return _reference(token)
            case "word" if self._is("("):
                return self._call(token)
            case "word" if token.text in CONSTANTS:
                return Constant(CONSTANTS[token.text], token.start, token.end)
            case "sign" if token.text == "(":
                return self._parentheses(token)
        raise _no_value(token)

    def _parentheses(self, opening: Token) -> Node:
        inner = self.value(1)
        self._close(opening)
        return inner

    def _close(self, opening: Token) -> Token:
        if self._is(")"):
            return self._take()
        if self._token.kind == "end":
            raise ExpressionError("This ( is never closed.", opening.start, opening.end, suggestion=")")
        raise _stray(self._token)

    def _call(self, name: Token) -> Node:
        if name.text not in FUNCTIONS:
            raise _no_function(name)
        opening, args = self._take(), list[Node]()
        while not self._is(")"):
            args.append(self.value(1))
            if not self._is(","):
                break
            comma = self._take()
            if self._is(")"):
                raise ExpressionError("A value is missing after this comma.", comma.start, comma.end)
        closing = self._close(opening)
        return self._made_of(Call(name.text, tuple(args), name.start, closing.end), *args)

    def _made_of(self, node: Node, *inner: Node) -> Node:
        depth = 1 + max((self._depths.get(id(part), 1) for part in inner), default=0)
        if depth > DEEPEST:
            raise ExpressionError(
                f"More than {DEEPEST} parts hang inside each other; split the expression in two fields.",
                node.start, node.end,
            )  # fmt: skip
        self._depths[id(node)] = depth
        self._made.append(node)
        return node


def _number(token: Token) -> Number:
    if sum(sign.isdigit() for sign in token.text) > DIGITS:
        raise ExpressionError(f"A number has at most {DIGITS} digits.", token.start, token.end)
    return Number(int(token.text) if token.text.isdigit() else Decimal(token.text), token.start, token.end)


def _reference(token: Token) -> Ref:
    name, colon, total = token.text[2:-1].strip().partition(":")
    if not _FIELD.fullmatch(name):
        raise ExpressionError(
            f"{name!r} is no field's id." if name else "A field's id is missing in the braces.",
            token.start, token.end, suggestion="${orders.revenue}",
        )  # fmt: skip
    if colon and total not in {"total", "row_total"}:
        raise ExpressionError(
            f"A field has no {total!r}; there are its total and its row_total.", token.start, token.end,
            suggestion=f"${{{name}:{nearest(total, ('total', 'row_total')) or 'total'}}}",
        )  # fmt: skip
    return Ref(name, total, token.start, token.end)


def _too_deep(token: Token) -> ExpressionError:
    return ExpressionError(
        f"Parentheses go at most {DEEPEST} deep; split the expression in two fields.", token.start, token.end
    )


def _no_function(token: Token) -> ExpressionError:
    if token.text in OPERATORS:
        return ExpressionError(f"A value is missing before {token.text}.", token.start, token.end)
    suggestion = _QUICK.get(token.text) or nearest(token.text, FUNCTIONS)
    return ExpressionError(f"There is no function {token.text!r}.", token.start, token.end, suggestion=suggestion)


def _no_value(token: Token) -> ExpressionError:
    if token.kind == "end":
        return ExpressionError("The expression ends where a value should follow.", token.start, token.end)
    if token.kind == "word" and token.text not in OPERATORS:
        return _unknown_word(token)
    return ExpressionError(f"A value should stand here, not {token.text!r}.", token.start, token.end)


def _unknown_word(token: Token) -> ExpressionError:
    word = token.text
    if word in FUNCTIONS:
        return ExpressionError(f"The function {word!r} needs parentheses.", token.start, token.end,
                               suggestion=FUNCTIONS[word].usage)  # fmt: skip
    near = _OTHERS.get(word.lower()) or nearest(word, (*CONSTANTS, *FUNCTIONS))
    known = f"${{{word}}}" if "." in word else near or f'${{{word}}} or "{word}"'
    return ExpressionError(
        f"{word!r} means nothing here: a field stands in ${{…}}, a text in quotes.", token.start, token.end,
        suggestion=known,
    )  # fmt: skip


def _stray(token: Token) -> ExpressionError:
    if token.kind == "word":
        word = _OTHERS.get(token.text.lower())
        if word in OPERATORS:
            return ExpressionError(f"{word} is written in capitals.", token.start, token.end, suggestion=word)
    if token.text == ",":
        return ExpressionError("A comma stands between the arguments of a function only.", token.start, token.end)
    return ExpressionError(
        f"An operator or the end should stand here, not {token.text[:40]!r}.", token.start, token.end
    )
