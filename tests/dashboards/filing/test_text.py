"""The text of a dashboard's file: read back as what was written, and hostile texts named."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dashboards.filing.text import from_text, to_text
from dashboards.loading import STANDARD, documents
from explores.semantic.section import CatalogError

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["no", "NO", "on", "2026-01-01", "1e3", "0x1F", "~", "null", "12:30", "=", "<<", "- a", "a: b", "#x", "*a", "&a"]
)  # fmt: skip
NUMBERS = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
DATA = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(WORDS, part, max_size=4),
    max_leaves=25,
)


@given(st.dictionaries(WORDS, DATA, max_size=6))
def test_what_is_written_is_read_back_the_same_and_in_the_same_order(document: dict[str, Any]) -> None:
    found = from_text(to_text(document), "x.yaml")
    assert found == document
    assert to_text(found) == to_text(document)
    for key, part in document.items():
        if isinstance(part, dict):
            assert list(found[key]) == list(part)


@pytest.mark.parametrize("slug", sorted(documents()))
def test_a_standard_dashboard_survives_the_way_out_and_in(slug: str) -> None:
    document = documents(STANDARD)[slug]
    assert yaml.safe_load(to_text(document)) == document


BOMB = "a: &a [1,1]\nb: &b [*a,*a]\nc: [*b,*b]\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [", "this is not YAML"),
        ("- a", "a dashboard is a mapping"),
        ("", "a dashboard is a mapping"),
        (BOMB, "a reference (*a) has no place here"),
        ("title: x\nx: .nan", "nan is no number"),
        ("title: x\nx: .inf", "inf is no number"),
        ("title: x\nx: !!binary aGVsbG8=", "bytes has no place here"),
        ("title: x\nx: !!set {a, b}", "set has no place here"),
        ("title: x\n? [a, b]\n: c", "not YAML"),
        ("title: x\nx: !!python/object/apply:os.system [ls]", "not YAML"),
        ("title: x\nx: 2026-02-31", "not YAML"),
        ("x: " + "[" * 200 + "]" * 200, "stand inside each other"),
        ("x: " + "y" * 2_000_001, "characters long"),
        ("title: \x00", "not YAML"),
    ],
)
def test_what_is_no_dashboard_is_named_with_its_file(text: str, said: str) -> None:
    with pytest.raises(CatalogError) as caught:
        from_text(text, "weekly.yaml")
    assert said in str(caught.value) and str(caught.value).startswith("weekly.yaml")


def test_days_and_other_keys_become_texts_as_documents_hold_them() -> None:
    assert from_text("x: 2026-01-01\n2025: a\nno: b", "x") == {"x": "2026-01-01", "2025": "a", "no": "b"}


def test_short_lists_stand_in_one_line_and_long_texts_as_blocks() -> None:
    text = to_text({"tiles": {"a": {"at": [0, 0, 12, 8], "text": "One\ntwo\n"}}})
    assert "at: [0, 0, 12, 8]" in text and "text: |" in text
