"""Says of what type an expression's value is, or why it has none. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from explores.expressions import types
from explores.expressions.errors import ExpressionError
from explores.expressions.functions import FUNCTIONS, Allowed, Function, Parameter
from explores.expressions.nodes import Binary, Call, Constant, Node, Number, Ref, Text, Unary
from explores.expressions.parser import COMPARISONS
from explores.expressions.types import ANY, DATE, NULL, NUMBER, TEXT, YESNO, Type
from explores.semantic.errors import SemanticError

TypeOf = Callable[[Ref], Type]


@dataclass(frozen=True)
class Context:
    """Where the expression stands. ``type_of`` gives a reference's type, or raises SemanticError."""

    type_of: TypeOf
    calculation: bool
    types: dict[int, Type] | None = None  # gathers the type of every part, by the part's id


def check(node: Node, context: Context) -> Type:
    """The type of the expression's value. Raises ExpressionError with the place and what to do."""
    found = _check(node, context)
    if context.types is not None:
        context.types[id(node)] = found
    return found


def _check(node: Node, context: Context) -> Type:
    if isinstance(node, Ref):
        return _reference(node, context)
    if isinstance(node, Unary):
        return _unary(node, context)
    if isinstance(node, Binary):
        return _binary(node, context)
    if isinstance(node, Call):
        return _call(node, context)
    return _written(node)


def _written(node: Number | Text | Constant) -> Type:
    if isinstance(node, Constant):
        return NULL if node.value is None else YESNO
    return NUMBER if isinstance(node, Number) else TEXT


def _error(node: Node, message: str, suggestion: str | None = None) -> ExpressionError:
    return ExpressionError(message, node.start, node.end, suggestion=suggestion)


def _reference(node: Ref, context: Context) -> Type:
    if node.total and not context.calculation:
        raise _error(node, "Totals are there in calculations only.", f"${{{node.field}}}")
    try:
        return context.type_of(node)
    except ExpressionError:
        raise
    except SemanticError as error:
        near = f"${{{error.suggestion}}}" if error.suggestion else None
        raise _error(node, error.message, near) from error


def _unary(node: Unary, context: Context) -> Type:
    wanted = YESNO if node.op == "NOT" else NUMBER
    found = check(node.of, context)
    if types.common(found, wanted) is None:
        raise _error(node.of, f"{node.op} takes {types.words(wanted)}; this is {types.words(found)}.")
    return wanted


def _binary(node: Binary, context: Context) -> Type:
    left, right = check(node.left, context), check(node.right, context)
    if node.op in COMPARISONS:
        return _comparison(node, left, right)
    wanted = YESNO if node.op in {"AND", "OR"} else NUMBER
    for side, found in ((node.left, left), (node.right, right)):
        if types.common(found, wanted) is None:
            message = f"{node.op} takes {types.words(wanted)} on both sides; this is {types.words(found)}."
            raise _error(side, message, _instead(node.op, left, right))
    return wanted


def _instead(op: str, left: Type, right: Type) -> str | None:
    both = {left, right}
    if op == "+" and TEXT in both:
        return "concat(value, …)"
    if op == "-" and both == {DATE}:
        return "diff_days(start, end)"
    if op in {"+", "-"} and DATE in both:
        return "add_days(number, date)"
    return "if(condition, 1, 0)" if YESNO in both and op not in {"AND", "OR"} else None


def _comparison(node: Binary, left: Type, right: Type) -> Type:
    for side in (node.left, node.right):
        if isinstance(side, Constant) and side.value is None:
            raise _error(node, f"Nothing is {node.op} null; ask whether there is a value.", "is_null(value)")
    found = types.common(left, right)
    if found is None:
        raise _error(
            node, f"{node.op} compares {types.words(left)} with {types.words(right)}.", _converted(left, right)
        )
    if types.is_list(found):
        raise _error(node, "Lists are not compared; compare a value of each.", "index(list, n)")
    if found == YESNO and node.op not in {"=", "!="}:
        raise _error(node, f"{node.op} compares numbers, texts and dates, not yes and no.")
    return YESNO


def _converted(left: Type, right: Type) -> str | None:
    return {frozenset((TEXT, NUMBER)): "to_number(text)", frozenset((TEXT, DATE)): "date(year, month, day)"}.get(
        frozenset((left, right))
    )


@dataclass
class _Letters:
    """What the letters of a signature stand for in one call."""

    known: dict[str, Type] = field(default_factory=dict)

    def take(self, wanted: str, found: Type) -> bool:
        """Whether a value of type ``found`` will do; a letter is bound by it."""
        if wanted == ANY:
            return True
        if wanted not in {"T", "U"}:
            return types.common(wanted, found) is not None
        both = types.common(self.known.get(wanted, NULL), found)
        if both is not None:
            self.known[wanted] = both
        return both is not None

    def filled(self, wanted: str) -> Type:
        """The type with its letter replaced."""
        if types.is_list(wanted):
            return types.list_of(self.filled(types.element(wanted)))
        return self.known.get(wanted, NULL) if wanted in {"T", "U"} else wanted


def _call(node: Call, context: Context) -> Type:
    function = FUNCTIONS[node.name]
    _check_allowed(node, function, context)
    _check_count(node, function)
    if node.name == "case":
        return _case(node, context)
    if node.name == "when":
        raise _error(node, "when() stands inside case() only.", "if(condition, if_yes, if_no)")
    letters, lists = _Letters(), set[bool]()
    for place, argument in enumerate(node.args):
        parameter = function.parameter(place)
        found = _argument(argument, parameter, context)
        if parameter.kind == "values":
            lists.add(types.is_list(found))
            found = types.element(found)
        if not letters.take(parameter.type, found):
            raise _unfit(argument, function, parameter, letters.filled(parameter.type), found)
    if len(lists) > 1:
        raise _error(node, f"{node.name}() takes two columns or two lists, not one of each.")
    return _result(node, letters.filled(function.result))


def _result(node: Call, result: Type) -> Type:
    if types.is_list(types.element(result)) and types.is_list(result):
        raise _error(node, f"{node.name}() would make lists of lists, which there are none of.")
    return result


def _argument(node: Node, parameter: Parameter, context: Context) -> Type:
    if parameter.kind == "field" and not (isinstance(node, Ref) and not node.total):
        raise _error(node, "The first argument is a field.", "${view.field}")
    if parameter.kind == "constant" and not isinstance(node, Text):
        raise _error(node, f"The {parameter.name} is a text in quotes, written as it is.")
    return check(node, context)


def _unfit(node: Node, function: Function, parameter: Parameter, wanted: Type, found: Type) -> ExpressionError:
    near = None
    if wanted == NUMBER and found in {TEXT, YESNO}:
        near = "to_number(text)" if found == TEXT else "if(condition, 1, 0)"
    elif wanted == TEXT and not types.is_list(found):
        near = "concat(value)"
    return _error(
        node, f"{function.name}() takes {types.words(wanted)} as {parameter.name}; this is {types.words(found)}.", near
    )


def _check_allowed(node: Call, function: Function, context: Context) -> None:
    if context.calculation and function.allowed is Allowed.FIELD:
        raise _error(node, f"{node.name}() is not there in calculations; compare the value itself.")
    if not context.calculation and function.allowed is Allowed.CALCULATION:
        raise _error(node, f"{node.name}() is there in calculations only: it is computed after the query.")


def _check_count(node: Call, function: Function) -> None:
    given, most = len(node.args), function.most
    if given < function.fewest or (most is not None and given > most):
        fewest = function.fewest
        needs = f"{fewest}" if fewest == most else f"{fewest} or more" if most is None else f"{fewest} to {most}"
        word = "argument" if needs == "1" else "arguments"
        raise _error(node, f"{node.name}() takes {needs} {word}; there are {given}.", function.usage)


def _case(node: Call, context: Context) -> Type:
    letters = _Letters()
    for place, argument in enumerate(node.args):
        value = argument
        if isinstance(argument, Call) and argument.name == "when":
            _check_count(argument, FUNCTIONS["when"])
            condition = check(argument.args[0], context)
            if types.common(condition, YESNO) is None:
                raise _error(argument.args[0], f"when() takes yes or no; this is {types.words(condition)}.")
            value = argument.args[1]
        elif place == 0 or place < len(node.args) - 1:
            raise _error(argument, "case() takes when(…) after when(…); only the last one may be another value.",
                         "when(condition, value)")  # fmt: skip
        found, wanted = check(value, context), letters.filled("T")
        if not letters.take("T", found):
            message = f"The values of case() are of one type; this is {types.words(found)}, not {types.words(wanted)}."
            raise _error(value, message)
    return letters.filled("T")
