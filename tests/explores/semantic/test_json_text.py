"""JSON in an address: what is read, and what is refused before it reaches a page, a database or the engine."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.semantic import json_text
from explores.semantic.errors import SemanticError
from explores.semantic.url import from_params

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
TREES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
REFUSED = (
    "{", "NaN", '{"a": [-Infinity]}', "[1e400]", '"\\ud800"', '{"\\udfff": 1}', '[{"a": "x\\ud83d"}]',
    "[" * 60 + "]" * 60, "[" * 100_000, '{"a":' * 5000, "9" * 5000,
)  # fmt: skip


@given(TREES)
def test_what_can_be_written_is_read_back(data: Any) -> None:
    assert json_text.read(json.dumps(data)) == data


def test_a_sign_in_two_halves_is_one_sign() -> None:
    assert json_text.read('"\\ud83e\\udd8a"') == "🦊"


@pytest.mark.parametrize("text", REFUSED, ids=[text[:12] for text in REFUSED])
def test_what_no_page_or_engine_can_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        json_text.read(text)
    for name in ("custom", "where"):
        with pytest.raises(SemanticError, match=f"'{name}'"):
            from_params("business", [("fields", "orders.count"), (name, text)])
