"""Texts of expressions into trees. PURE.

or, and, not · = != < <= > >= · in (…) · is empty · + - · * / % · -x · f(x, y) · name · [any name] · 'text' · 12.5
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from cdp.nearest import nearest
from connectors.files.expressions.signatures import CONSTANTS, SIGNATURES
from connectors.files.expressions.tree import Column, ExpressionError, Literal, Node, Operation

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")|\[(?P<column>[^\]]+)\]"
    r"|(?P<name>[^\W\d]\w*(?:\.\w+)*)|(?P<sign><=|>=|!=|<>|==|[-+*/%(),=<>]))"
)
_COMPARISONS = {"=": "=", "==": "=", "!=": "!=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_INSTEAD = {
    "like": "matches(text, 'pattern'), contains, starts_with or ends_with",
    "between": "x >= 1 and x <= 9",
    "then": "if(condition, then, else)",
}
_WORDS = {"true": True, "false": False, "null": None}


@lru_cache(maxsize=512)
def parse(text: str) -> Node:
    """The tree of an expression. Raises ExpressionError."""
    reader = _Reader(text)
    node = reader.either()
    if reader.kind:
        raise reader.wrong("something that does not belong here" + reader.instead(node))
    return node


class _Reader:
    """Recursive descent, one method per level of binding."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = 0
        self.next()

    def next(self) -> None:
        """Read one token on."""
        self.start = self.end
        if not self.text[self.end :].strip():
            self.kind, self.value = "", ""
            return
        match = _TOKEN.match(self.text, self.end)
        if not match:
            raise self.wrong("a character that means nothing")
        self.end = match.end()
        self.kind = str(match.lastgroup)
        self.value = match.group(self.kind)

    def wrong(self, what: str) -> ExpressionError:
        """An error at the current place."""
        rest = self.text[self.start :].strip()[:20]
        return ExpressionError(f"{self.text!r}, character {self.start + 1}: {what}{f' ({rest!r})' if rest else ''}")

    def instead(self, before: Node) -> str:
        """What was meant by a word behind a whole expression."""
        if self.kind == "name" and self.value.lower() in _INSTEAD:
            return f"; write {_INSTEAD[self.value.lower()]}"
        if self.kind == "name" and isinstance(before, Column):
            return f"; a name of several words stands in brackets: [{before.name} {self.value}]"
        return ""

    def word(self, *words: str) -> bool:
        """Whether a key word stands here."""
        return self.kind == "name" and self.value.lower() in words

    def sign(self, *signs: str) -> bool:
        """Whether a sign stands here."""
        return self.kind == "sign" and self.value in signs

    def expect(self, sign: str) -> None:
        """Pass a sign that must stand here."""
        if not self.sign(sign):
            raise self.wrong(f"{sign!r} is expected")
        self.next()

    def either(self) -> Node:
        node = self.both()
        while self.word("or"):
            self.next()
            node = Operation("or", (node, self.both()))
        return node

    def both(self) -> Node:
        node = self.negation()
        while self.word("and"):
            self.next()
            node = Operation("and", (node, self.negation()))
        return node

    def negation(self) -> Node:
        if self.word("not"):
            self.next()
            return Operation("not", (self.negation(),))
        return self.comparison()

    def comparison(self) -> Node:
        node = self.sum()
        if self.kind == "sign" and self.value in _COMPARISONS:
            name = _COMPARISONS[self.value]
            self.next()
            return Operation(name, (node, self.sum()))
        if self.word("is"):
            return self.emptiness(node)
        if self.word("in"):
            self.next()
            return Operation("in", (node, *self.arguments()))
        if self.word("not"):
            self.next()
            if not self.word("in"):
                raise self.wrong("'in' is expected after 'not'")
            self.next()
            return Operation("not", (Operation("in", (node, *self.arguments())),))
        return node

    def emptiness(self, node: Node) -> Node:
        self.next()
        negated = self.word("not")
        if negated:
            self.next()
        if not self.word("empty", "null"):
            raise self.wrong("'empty' is expected after 'is'")
        self.next()
        found = Operation("is empty", (node,))
        return Operation("not", (found,)) if negated else found

    def sum(self) -> Node:
        node = self.product()
        while self.sign("+", "-"):
            name = self.value
            self.next()
            node = Operation(name, (node, self.product()))
        return node

    def product(self) -> Node:
        node = self.factor()
        while self.sign("*", "/", "%"):
            name = self.value
            self.next()
            node = Operation(name, (node, self.factor()))
        return node

    def factor(self) -> Node:
        if self.sign("-"):
            self.next()
            node = self.factor()
            if isinstance(node, Literal) and isinstance(node.value, Decimal):
                return Literal(-node.value)
            return Operation("negative", (node,))
        if self.sign("("):
            self.next()
            node = self.either()
            self.expect(")")
            return node
        kind, value = self.kind, self.value
        if kind not in {"number", "text", "column", "name"}:
            raise self.wrong("a value is expected")
        place = self.start
        self.next()
        if kind == "name":
            return self.named(value, place)
        if kind == "number":
            return Literal(Decimal(value))
        return Column(value.strip()) if kind == "column" else Literal(re.sub(r"\\(.)", r"\1", value[1:-1]))

    def named(self, name: str, place: int) -> Node:
        if self.sign("("):
            arguments = self.arguments()
            return self.call(name.lower(), arguments, place)
        return Literal(_WORDS[name.lower()]) if name.lower() in _WORDS else Column(name)

    def arguments(self) -> tuple[Node, ...]:
        self.expect("(")
        found: list[Node] = []
        while not self.sign(")"):
            if found:
                self.expect(",")
            found.append(self.either())
        self.next()
        return tuple(found)

    def call(self, name: str, arguments: tuple[Node, ...], place: int) -> Node:
        self.start = place
        if name not in SIGNATURES:
            raise self.wrong(f"no function is called {name!r}{nearest(name, SIGNATURES)}")
        least, most, shown = SIGNATURES[name]
        if not least <= len(arguments) <= (most or len(arguments)):
            raise self.wrong(f"{name} has {len(arguments)} arguments; it is {shown}")
        if name in CONSTANTS and not all(isinstance(each, Literal) for each in arguments[1:]):
            raise self.wrong(f"{name} takes constants behind its first argument: {shown}")
        if name in {"matches", "extract", "regex_replace"}:
            self.check_pattern(name, str(arguments[1].value))  # type: ignore[union-attr]
        return Operation(name, arguments)

    def check_pattern(self, name: str, pattern: str) -> None:
        """A regular expression must be one; extract needs exactly one group."""
        try:
            pc.match_substring_regex(pa.array([""]), pattern)
            groups = re.compile(pattern).groups
        except (pa.ArrowInvalid, re.error) as error:
            raise self.wrong(f"{pattern!r} is no regular expression: {error}") from error
        if name == "extract" and groups != 1:
            raise self.wrong(f"{pattern!r} has {groups} groups; extract needs exactly one")
