"""Points on earth in SQL: as people read them, and as filters of places compare them. PURE."""

from __future__ import annotations

from sqlglot import exp

from explores.semantic.trees import all_true, case, is_there


def shown(latitude: exp.Expression, longitude: exp.Expression) -> exp.Expression:
    """``36.97, -122.03``: what a filter takes as well."""
    numbers = [exp.Cast(this=of, to=exp.DataType(this=exp.DType.DOUBLE)) for of in (latitude, longitude)]
    texts = [exp.Cast(this=of, to=exp.DataType(this=exp.DType.TEXT)) for of in numbers]
    return exp.DPipe(this=exp.DPipe(this=texts[0], expression=exp.Literal.string(", ")), expression=texts[1])


def pair(latitude: exp.Expression, longitude: exp.Expression) -> exp.Expression:
    """A struct of both; null where one is missing."""
    named = {"latitude": latitude, "longitude": longitude}
    fields = [
        exp.PropertyEQ(
            this=exp.to_identifier(name), expression=exp.Cast(this=of, to=exp.DataType(this=exp.DType.DOUBLE))
        )
        for name, of in named.items()
    ]
    there = all_true([is_there(latitude), is_there(longitude)])
    assert there is not None
    return case([(there, exp.Struct(expressions=fields))])
