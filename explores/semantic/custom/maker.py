"""Custom fields made one from another, in whatever order they are written; circles are refused. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from explores.semantic.custom.calculations import calculations
from explores.semantic.custom.specs import CALCULATIONS, Spec, error
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.joins import tree
from explores.semantic.model import COMMON, Dimension, Explore, Field, Measure, is_parameter
from explores.semantic.resolve import read
from explores.semantic.settings import Setting

DEEPEST = 30  # fields made of fields
_ANY_DAY = Setting(now=datetime(2000, 1, 1, tzinfo=UTC), zone="UTC", scope=())


class Maker:
    """Makes the custom fields of one query."""

    def __init__(self, explore: Explore, custom: Mapping[str, Any]) -> None:
        self.base = explore
        self.specs = {name: Spec(name, data) for name, data in custom.items()}
        self._made: dict[str, Field] = {}
        self._hidden: list[Field] = []  # conditions of measures
        self._making: list[str] = []
        self._depths: dict[str, int] = {}

    def explore(self) -> Explore:
        """The explore with all of them."""
        made = [self.field(name) for name, spec in self.specs.items() if spec.kind not in CALCULATIONS]
        found = replace(self.base, custom=(*self.base.custom, *made, *self._hidden), plain=self.base)
        return replace(found, calculations=calculations(found, self.specs))

    def field(self, name: str) -> Field:
        """A field of the explore, or a custom one, made now if it is not yet. Raises SemanticError."""
        spec = self.specs.get(name)
        if spec is None:
            return self._of_the_explore(name)
        if spec.kind in CALCULATIONS:
            raise error(name, f"{name!r} is a table calculation: it is made of the answer, and no field can be made "
                              "of it.")  # fmt: skip
        if name not in self._made:
            self._made[name] = self._make(spec)
        self._deepen(name)
        return self._made[name]

    def _deepen(self, name: str) -> None:
        """What is being made hangs on ``name``. Raises SemanticError where that goes too deep."""
        if self._making:
            above = self._making[-1]
            self._depths[above] = max(self._depths.get(above, 0), self._depths.get(name, 0) + 1)
            if self._depths[above] >= DEEPEST:
                raise self._too_deep(above)

    def _too_deep(self, name: str) -> SemanticError:
        return self.specs[name].error(f"is made of fields made of fields, more than {DEEPEST} deep.")

    def _of_the_explore(self, name: str) -> Field:
        if name in self.base.parameters:
            raise is_parameter(name)
        try:
            return self.base.field(name)
        except SemanticError as found:
            if near := nearest(name, self.specs):
                found.suggestion = found.suggestion or near
            raise

    def _make(self, spec: Spec) -> Field:
        from explores.semantic.custom.kinds import MAKERS

        if spec.name in self._making:
            circle = " → ".join([*self._making[self._making.index(spec.name) :], spec.name])
            raise spec.error(f"is made of itself: {circle}.")
        if len(self._making) >= DEEPEST:
            raise self._too_deep(self._making[0])
        self._making.append(spec.name)
        try:
            return MAKERS[spec.kind](self, spec)
        finally:
            self._making.pop()

    def dimension(self, name: str) -> Dimension:
        """The dimension of that id. Raises SemanticError."""
        found = self.field(name)
        if isinstance(found, Dimension):
            return found
        raise SemanticError(f"{name!r} is a measure; a dimension is needed here.", code="not_a_dimension", field=name)

    def own_dimension(self, spec: Spec, key: str) -> Dimension:
        """The dimension under ``key``, which must be a view's own. Raises SemanticError."""
        found = self.dimension(spec.field(key))
        if found.view == COMMON:
            raise spec.error(f"is of {found.id}, a common dimension; name a view's own field.")
        return found

    def measure(self, name: str) -> Measure:
        """The measure of that id. Raises SemanticError."""
        found = self.field(name)
        if isinstance(found, Measure):
            return found
        raise SemanticError(f"{name!r} is a dimension; a measure is needed here.", code="not_a_measure", field=name)

    def hide(self, field: Dimension) -> Dimension:
        """Keep a dimension that only other fields name."""
        self._hidden.append(field)
        return field

    def check_filter(self, name: str, text: str) -> None:
        """Raises FilterError where ``text`` is no filter of that field."""
        dimension = self.dimension(name)
        if "{{" not in text:  # what a person's attribute is, is known when they ask
            read(dimension, text, _ANY_DAY)

    def has_one_of(self, spec: Spec, view: str, field: Dimension, shown: str = "") -> None:
        """Raises SemanticError where a row of ``view`` may have many values of ``field``."""
        if field.view == COMMON:
            raise spec.error(f"filters on {field.id}, a common dimension; name a view's own field.")
        if field.view not in tree(self.base, view).single:
            owner, many = self.base.views[view].item, self.base.view_label(field.view)
            raise spec.error(f"filters on {shown or field.id}, but one {owner} may have many of {many}; "
                             f"filter on a field that each {owner} has one of.")  # fmt: skip
