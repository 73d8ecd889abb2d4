"""A mapping, read and checked: what of a file becomes which records. PURE."""

from __future__ import annotations

from dataclasses import dataclass, field

from cdp.identity import Rules
from cdp.records import Entity
from connectors.files.expressions.tree import Column, Node, columns_of
from connectors.files.readers.opening import FileOptions
from connectors.files.values.conversion import Target
from connectors.files.values.notation import Notation


@dataclass(frozen=True)
class Value:
    """Where a value comes from and how it is read. Several parts are joined to one composed text.

    ``read`` is a type through which a text goes first: ``int`` makes "17850.0" the id "17850".
    """

    place: str
    parts: tuple[Node, ...]
    target: Target
    notation: Notation
    read: str | None = None
    separator: str = "|"

    def columns(self) -> set[str]:
        """The columns it needs."""
        year = {self.notation.year} if isinstance(self.notation.year, str) else set()
        return year.union(*(columns_of(each) for each in self.parts))


@dataclass(frozen=True)
class RowKey:
    """The key of a row without an id: its values (all, or those of ``parts``) and its number among its equals."""

    parts: tuple[Column, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Sum:
    """The sum of a value over all rows of the file with the same key."""

    value: Value


@dataclass(frozen=True)
class LinesSum:
    """The sum of a field over all lines of an order, in this file and before."""

    field: str


@dataclass(frozen=True)
class Record:
    """One kind of record that rows become."""

    place: str
    entity: Entity
    when: Node | None
    key: Value | RowKey | None
    ids: dict[str, Value]
    fields: dict[str, Value | Sum | LinesSum]
    attributes: dict[str, Value]
    order_by: Value | None = None  # of rows with one key, those that are later by it count
    turn: int = 0  # among the records of the same entity in this mapping

    @property
    def sums(self) -> tuple[str, ...]:
        """The fields that are added up over the file."""
        return tuple(name for name, each in self.fields.items() if isinstance(each, Sum))

    def values(self) -> list[Value]:
        """Every value it takes from a row."""
        found = [each.value if isinstance(each, Sum) else each for each in self.fields.values()]
        key = [self.key] if isinstance(self.key, Value) else []
        plain = [each for each in found if isinstance(each, Value)]
        order = [self.order_by] if self.order_by else []
        return [*key, *order, *self.ids.values(), *plain, *self.attributes.values()]

    def columns(self) -> set[str]:
        """The columns it needs."""
        nodes: list[Node] = list(self.key.parts) if isinstance(self.key, RowKey) else []
        nodes += [self.when] if self.when else []
        return set().union(*(each.columns() for each in self.values()), *(columns_of(each) for each in nodes))


@dataclass(frozen=True)
class Mapping:
    """What a file becomes. ``digest`` changes with anything that changes the result."""

    source: str
    options: FileOptions
    notation: Notation
    rules: Rules
    where: Node | None
    compute: dict[str, Node]
    records: tuple[Record, ...]
    digest: str
    places: dict[str, str] = field(default_factory=dict)  # of columns: where the mapping names them

    @property
    def totals(self) -> dict[str, str]:
        """Fields of orders that are sums of a field of their lines."""
        return {
            name: each.field
            for record in self.records
            for name, each in record.fields.items()
            if isinstance(each, LinesSum)
        }

    def attributes(self) -> dict[str, dict[str, str]]:
        """Name and type of every custom attribute, by entity."""
        found: dict[str, dict[str, str]] = {}
        for record in self.records:
            for name, value in record.attributes.items():
                found.setdefault(record.entity.name, {})[name] = value.target.type
        return found
