"""The language of calculations, custom dimensions and custom filters: its text, its parts, its functions. PURE.

``parse`` reads a text into nodes, ``write`` puts nodes back into text, ``check`` says what type of value comes out
(and refuses what has none), ``FUNCTIONS`` is the one table of functions that all of it, the docs and the editor read.
"""

from __future__ import annotations

from explores.expressions.checking import Context, check
from explores.expressions.errors import ExpressionError
from explores.expressions.functions import FUNCTIONS, Allowed, Function, Parameter
from explores.expressions.nodes import Binary, Call, Constant, Node, Number, Ref, Text, Unary, references, walk
from explores.expressions.parser import parse
from explores.expressions.writing import write

__all__ = [
    "FUNCTIONS",
    "Allowed",
    "Binary",
    "Call",
    "Constant",
    "Context",
    "ExpressionError",
    "Function",
    "Node",
    "Number",
    "Parameter",
    "Ref",
    "Text",
    "Unary",
    "check",
    "parse",
    "references",
    "walk",
    "write",
]
