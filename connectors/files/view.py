"""The columns of some rows as a mapping sees them: of the file, computed, read as values."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.files.expressions.evaluate import Evaluator
from connectors.files.expressions.tree import Column, Literal, Node
from connectors.files.mapping.model import Mapping, Value
from connectors.files.problems import Problems
from connectors.files.values import conversion, texts
from connectors.files.values.distinct import mask
from connectors.files.values.notation import Notation


class View:
    """Some rows of a portion. Values that cannot be read go to ``problems``."""

    def __init__(self, table: pa.Table, mapping: Mapping, problems: Problems, *, native: bool) -> None:
        self.table, self.mapping, self.problems, self.native = table, mapping, problems, native
        self._computed: dict[str, pa.Array] = {}
        self._clean: dict[str, pa.Array] = {}
        self.notation = replace(mapping.notation, native=native)

    def part(self, rows: np.ndarray) -> View:
        """Only the rows for which ``rows`` is true."""
        places = np.flatnonzero(rows)
        if len(places) == len(rows):
            return self
        table = self.table.take(pa.array(places))
        return View(table, self.mapping, self.problems.part(places), native=self.native)

    @cached_property
    def _evaluator(self) -> Evaluator:
        return Evaluator(self.table.num_rows, self.column, self.notation, self.problems)

    def where(self, condition: Node | None) -> np.ndarray:
        """The rows for which a condition holds; all of them where there is none."""
        if condition is None:
            return np.ones(self.table.num_rows, dtype=bool)
        return self._evaluator.condition(condition)

    def raw(self, name: str) -> pa.Array:
        """A column as it stands in the file; one that this portion lacks is missing throughout."""
        if name not in self.table.column_names:
            return pa.nulls(self.table.num_rows, pa.string())
        column = self.table.column(name)
        return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()

    def column(self, name: str) -> pa.Array:
        """A column for expressions: computed, else of the file, without blanks around and missing words."""
        if name in self.mapping.compute:
            return self._compute(name)
        if name not in self._clean:
            raw = self.raw(name)
            typed = not (pa.types.is_string(raw.type) or pa.types.is_null(raw.type))
            self._clean[name] = _without_nan(raw) if typed else texts.cleaned(raw, self._bare).values
        return self._clean[name]

    @cached_property
    def _bare(self) -> Notation:
        given = self.mapping.notation
        return Notation(missing=given.missing, trim=given.trim, case=given.case)

    def _compute(self, name: str) -> pa.Array:
        """A computed column; one of its own name in it is the file's."""
        if name not in self._computed:
            earlier = dict(list(self.mapping.compute.items())[: list(self.mapping.compute).index(name)])
            inner = View(self.table, replace(self.mapping, compute=earlier), self.problems, native=self.native)
            inner._computed = self._computed
            self._computed[name] = inner._evaluator.value(self.mapping.compute[name])
        return self._computed[name]

    def value(self, value: Value) -> pa.Array:
        """The values of a field, in its exact type."""
        if len(value.parts) > 1:
            return self._read(value, self._composed(value))
        node = value.parts[0]
        if isinstance(node, Literal):
            return self._constant(value, node)
        computed = not isinstance(node, Column) or node.name in self.mapping.compute
        return self._read(value, self._evaluator.value(node) if computed else self.raw(_name(node)))

    def _constant(self, value: Value, node: Literal) -> pa.Array:
        one = conversion.convert(pa.array([node.value], pa.string()), value.target, value.notation).values
        return pa.repeat(one[0], self.table.num_rows)

    def _composed(self, value: Value) -> pa.Array:
        """Several parts as one text; a separator inside a part is marked, so that no two keys can meet."""
        plain = conversion.Target("text")
        parts = [conversion.convert(self._part(node), plain, value.notation).values for node in value.parts]
        nothing = np.logical_and.reduce([mask(pc.is_null(each)) for each in parts])
        mark = value.separator
        safe = [pc.fill_null(pc.replace_substring(each, mark, "\\" + mark) if mark else each, "") for each in parts]
        return pc.if_else(pa.array(nothing), None, pc.binary_join_element_wise(*safe, mark))

    def _part(self, node: Node) -> pa.Array:
        computed = not isinstance(node, Column) or node.name in self.mapping.compute
        return texts.to_text(self._evaluator.value(node) if computed else self.raw(_name(node)))

    def _read(self, value: Value, raw: pa.Array) -> pa.Array:
        notation = replace(value.notation, native=self.native or not pa.types.is_string(raw.type))
        values = raw
        if value.read:
            values = texts.to_text(self._converted(value, values, conversion.Target(value.read), notation))
            values = pc.replace_substring_regex(values, r"\.$", "")
        found = self._converted(value, values, value.target, notation)
        if notation.empty is not None:
            stands = pa.array([str(notation.empty)], pa.string())
            found = pc.coalesce(found, conversion.convert(stands, value.target, Notation()).values[0])
        return found

    def _converted(self, value: Value, values: pa.Array, target: conversion.Target, notation: Notation) -> pa.Array:
        found = conversion.convert(values, target, notation, self._year(notation))
        if found.bad is not None and notation.invalid == "quarantine":
            name = value.place.rsplit(".", 1)[-1]
            self.problems.add(found.bad, name, values, lambda v: conversion.reason(v, target, notation))
        return found.values

    def _year(self, notation: Notation) -> pa.Array | None:
        if notation.year is None:
            return None
        if isinstance(notation.year, int):
            return pa.repeat(str(notation.year), self.table.num_rows)
        return texts.to_text(self.column(notation.year))


def _without_nan(values: pa.Array) -> pa.Array:
    return pc.if_else(pc.is_nan(values), None, values) if pa.types.is_floating(values.type) else values


def _name(node: Node) -> str:
    return node.name if isinstance(node, Column) else ""
