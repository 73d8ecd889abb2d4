"""Which value of a contact's field stays: SQL for the one rule that every write of a contact follows.

The newer value wins; of two of the same time the greater one, so that order of arrival is moot. A value that is not
given never erases one. A record without ``updated_at`` is as of its import.
"""

from __future__ import annotations

from psycopg.sql import SQL, Composed, Identifier, Literal

from cdp.records import ENTITIES

FIELDS = tuple(field.name for field in ENTITIES["contacts"].fields if field.name not in {"external_id", "updated_at"})
_TEXTS = frozenset(field.name for field in ENTITIES["contacts"].fields if field.type in {"text", "email", "phone"})


def time_of(alias: str, key: Composed) -> Composed:
    """When a value of ``alias`` was true, in µs since 1970; long ago where nobody knows."""
    times = Identifier(alias, "field_times")
    return SQL("coalesce({0} ->> ({1}), {0} ->> '*', '-9223372036854775808')::bigint").format(times, key)


def ordered(alias: str, field: str) -> Composed:
    """A value in the order in which ties are decided: bytes for text, whatever the database's language."""
    return SQL('{} collate "C"' if field in _TEXTS else "{}").format(Identifier(alias, field))


def wins(field: str) -> Composed:
    """Whether the incoming value (alias ``t``) replaces the standing one (alias ``x``)."""
    key = SQL("{}").format(Literal(field))
    return SQL(
        "({new} is not null and ({old} is null or ({new} <> {old} and "
        "({new_time} > {old_time} or ({new_time} = {old_time} and {new_ordered} > {old_ordered})))))"
    ).format(
        new=Identifier("t", field), old=Identifier("x", field), new_time=time_of("t", key), old_time=time_of("x", key),
        new_ordered=ordered("t", field), old_ordered=ordered("x", field),
    )  # fmt: skip


def confirmed(field: str) -> Composed:
    """Whether the incoming value repeats the standing one at a later time of its source."""
    key = SQL("{}").format(Literal(field))
    return SQL("({new} = {old} and t.updated_at is not null and {new_time} > {old_time})").format(
        new=Identifier("t", field), old=Identifier("x", field), new_time=time_of("t", key), old_time=time_of("x", key)
    )


_KEY = SQL("'attr:' || e.key").format()


def _attribute_wins() -> Composed:
    """Whether the incoming attribute ``e`` replaces the standing one."""
    return SQL(
        "(not jsonb_exists(x.attributes, e.key) or (e.value <> x.attributes -> e.key and ({new} > {old} or "
        '({new} = {old} and e.value::text collate "C" > (x.attributes -> e.key)::text collate "C"))))'
    ).format(new=time_of("t", _KEY), old=time_of("x", _KEY))


def attributes_that_win() -> Composed:
    """The incoming attributes that replace standing ones, as JSON."""
    return SQL(
        "coalesce((select jsonb_object_agg(e.key, e.value) from jsonb_each(t.attributes) e where {}), '{{}}')"
    ).format(_attribute_wins())


def attribute_times() -> Composed:
    """The times of the incoming attributes that win, or that repeat the standing value later, as JSON."""
    return SQL(
        "coalesce((select jsonb_object_agg('attr:' || e.key, {new}) from jsonb_each(t.attributes) e where {wins} or "
        "(e.value = x.attributes -> e.key and t.updated_at is not null and {new} > {old})), '{{}}')"
    ).format(new=time_of("t", _KEY), old=time_of("x", _KEY), wins=_attribute_wins())
