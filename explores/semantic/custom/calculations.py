"""The table calculations of a query, read from their specs and checked; what is made of itself is refused. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from explores.expressions import Context, ExpressionError, Node, Ref, check, parse, references
from explores.expressions import types as kinds
from explores.semantic.calculation import Calculation
from explores.semantic.custom.quick import ABOVE, BELOW, QUICK, WHERE, expression
from explores.semantic.custom.shapes import Shape, format_of, shape
from explores.semantic.custom.specs import CALCULATIONS, Spec
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.info import short_name
from explores.semantic.model import Dimension, Explore, Parameter, is_parameter


def calculations(explore: Explore, specs: Mapping[str, Spec]) -> dict[str, Calculation]:
    """All calculations among ``specs``, by name. ``explore`` knows the other custom fields. Raises SemanticError."""
    return _Reader(explore, {name: spec for name, spec in specs.items() if spec.kind in CALCULATIONS}).all()


class _Reader:
    """Reads calculations in the order in which they are made of each other."""

    def __init__(self, explore: Explore, specs: Mapping[str, Spec]) -> None:
        self.explore = explore
        self.specs = specs
        self._made: dict[str, Calculation] = {}

    def all(self) -> dict[str, Calculation]:
        """Every calculation, in the order of the specs."""
        refs = {name: [ref for ref in self._refs(spec) if ref in self.specs] for name, spec in self.specs.items()}
        for name in ordered(refs, self._circle):
            spec = self.specs[name]
            self._made[name] = self._quick(spec) if spec.kind == "calculation_type" else self._written(spec)
        return {name: self._made[name] for name in self.specs}

    def _refs(self, spec: Spec) -> list[str]:
        if spec.kind == "calculation_type":
            return [spec.field("of")]
        text = spec.get("calculation")
        if not isinstance(text, str) or not text.strip():
            raise spec.error("needs an expression, such as ${orders.revenue} / ${orders.count}.")
        return [ref.field for ref in references(self._parsed(spec, text, spec.label))]

    def _parsed(self, spec: Spec, text: str, label: str) -> Node:
        try:
            return parse(text)
        except ExpressionError as error:
            raise error.within(spec.name, label) from error

    def _circle(self, names: list[str]) -> SemanticError:
        return self.specs[names[0]].error(f"is made of itself: {' → '.join(names)}.")

    def _written(self, spec: Spec) -> Calculation:
        text = spec.text("calculation")
        found = self._read(spec, text, spec.label)
        definition = spec.description or f"Computed from the rows in the table: {text}"
        return replace(found, format=spec.format(found.format), definition=definition)

    def _quick(self, spec: Spec) -> Calculation:
        kind, of = spec.one_of("calculation_type", tuple(QUICK), ""), spec.field("of")
        quick, named = QUICK[kind], self._label(of, spec)
        label = spec.given_label or f"{quick.name} of {named}"
        variants = []
        for step in (0, ABOVE, BELOW):
            found = self._read(spec, expression(kind, of, step or ABOVE), label)
            meaning = f"{named} {quick.meaning.format(where=WHERE[step])}"
            form = spec.format(quick.format or found.format)
            variants.append(replace(found, format=form, definition=" ".join(filter(None, [spec.description, meaning]))))
        general, above, below = variants
        return replace(general, directions=(above, below)) if quick.of_previous else general

    def _label(self, of: str, spec: Spec) -> str:
        """What people call the figure that a quick calculation is of."""
        if of in self.specs:
            return self._made[of].label
        field = self.explore.by_id.get(of)
        if field is None:
            raise spec.error(f"is of {of!r}, which there is no field of.", self._near(of))
        if field.type != kinds.NUMBER:
            raise spec.error(f"is a calculation of numbers, and {of} holds {field.type} values.")
        return short_name(field)

    def _read(self, spec: Spec, text: str, label: str) -> Calculation:
        recorded: dict[int, str] = {}
        node = self._parsed(spec, text, label)
        try:
            type_ = check(node, Context(self._type_of, calculation=True, types=recorded))
        except ExpressionError as error:
            raise error.within(spec.name, label) from error
        form = shape(node, self._shape_of)
        return Calculation(
            id=spec.name,
            label=label,
            text=text,
            node=node,
            type=type_,
            types=recorded,
            format=format_of(type_, form),
            timeframe=form.timeframe if type_ == kinds.DATE else None,
        )

    def _type_of(self, ref: Ref) -> str:
        if ref.field in self.specs:
            return self._made[ref.field].type
        field = self.explore.by_id.get(ref.field)
        if field is None:
            raise SemanticError(f"There is no field {ref.field!r}.", suggestion=self._near(ref.field))
        if isinstance(field, Parameter):
            raise is_parameter(ref.field)
        if isinstance(field, Dimension):
            if ref.total:
                raise SemanticError(f"{ref.field} is a dimension and has no totals.", suggestion=ref.field)
            if field.timeframe == "fiscal_year":
                return kinds.TEXT  # FY2026
        return kinds.of_field(field.type)

    def _near(self, name: str) -> str | None:
        explore = self.explore
        return explore.by_label.get(name) or nearest(name, [*self.specs, *(i for i in explore.by_id if "#" not in i)])

    def _shape_of(self, name: str) -> Shape:
        if name in self.specs:
            found = self._made[name]
            return Shape(found.format, found.timeframe)
        field = self.explore.by_id[name]
        return Shape(field.format, field.timeframe if isinstance(field, Dimension) else None)


def uses(found: Mapping[str, Calculation], name: str) -> set[str]:
    """Ids of all fields a calculation is made of, through others too."""
    waiting, seen, fields = [name], set[str](), set[str]()
    while waiting:
        for ref in found[waiting.pop()].refs:
            if ref not in found:
                fields.add(ref)
            elif ref not in seen:
                seen.add(ref)
                waiting.append(ref)
    return fields


def in_order(found: Mapping[str, Calculation], names: Iterable[str]) -> list[str]:
    """``names`` and the calculations they are made of, each after what it is made of."""
    refs = {name: [ref for ref in calculation.refs if ref in found] for name, calculation in found.items()}
    wanted, waiting = set[str](), [name for name in names if name in found]
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting.extend(refs[name])
    return [name for name in ordered(refs, AssertionError) if name in wanted]


def ordered(refs: Mapping[str, Sequence[str]], circle: Callable[[list[str]], Exception]) -> list[str]:
    """The keys, each after those it refers to. Raises what ``circle`` makes of a path that closes."""
    done: dict[str, None] = {}
    for start in refs:
        path, waiting = [start], [iter(refs[start])]
        while path:
            following = next((ref for ref in waiting[-1] if ref not in done), None)
            if following is None or path[-1] in done:
                done[path.pop()] = None
                waiting.pop()
            elif following in path:
                raise circle([*path[path.index(following) :], following])
            else:
                path.append(following)
                waiting.append(iter(refs[following]))
    return list(done)
