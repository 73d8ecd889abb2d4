"""Whatever stands in the data or in a name is shown as it is, on the page, in each chart and in each file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.viewer import Viewer
from explores import charts, export
from explores.answer import Answer, AnswerField
from explores.catalogs import standard
from explores.charts import KINDS
from explores.files import delimited
from explores.filtering.editor import Editor
from explores.formatting.formats import NONE, Style
from explores.outcome import outcome
from explores.page import Asked
from explores.semantic.query import Query
from explores.wish import Wish
from tests.explores.answers import CHANNEL, COUNTRY, ORDERS, REVENUE, answer, dressed, pivoted

FRAGMENTS = (
    "<script>alert(1)</script>", "</script>", "<!--", "]]>", '"><img src=x onerror=alert(1)>', "' onmouseover='x",
    "{{ 7|add:7 }}", "{% now 'Y' %}", "%{customdata}", "&lt;b&gt;", "<b>", "<extra>", "';DROP TABLE orders;--", "$p1",
    "=1+1", "@SUM(A1)", "+cmd|'/c calc'!A0", "\t=1", "--ink", "\u2028", "\u202e", "\x00", "\r\n", ",", '"', "∅", "🦊",
)  # fmt: skip
HOSTILE = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), min_size=1, max_size=4).map("".join)
OURS = re.compile("<br>|<extra></extra>|</?b>")  # what figures themselves ask Plotly for
NOT_DATA = {"hovertemplate", "texttemplate", "drill"}  # our own templates; what a click sends, which nobody draws
FEW = settings(max_examples=15, deadline=None)


def named(field: AnswerField, label: str) -> AnswerField:
    return AnswerField(**{**field.__dict__, "label": label, "short_label": label, "definition": label})


def one_measure(text: str, label: str) -> Answer:
    return answer((CHANNEL, named(ORDERS, label)), [(text, 5), ("plain", 3), (None, 2)])


def by_pivot(text: str, label: str) -> Answer:
    rows = [{COUNTRY.id: text, ORDERS.id: {(text + "1",): 5, (None,): 1}, REVENUE.id: {(text + "1",): 7}}]
    fields = (COUNTRY, pivoted(CHANNEL), named(ORDERS, label), REVENUE)
    return dressed(fields, rows, pivots=((text + "1",), (None,)))


class Tags(HTMLParser):
    """The tags of a page with the names of their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def page(found: Answer, kind: str, expression: str) -> Tags:
    asked = Asked(
        viewer=Viewer(account=1, subaccounts=frozenset({1})),
        explore=standard().explore("business"),
        wish=Wish.of([("fields", "orders.channel,orders.count"), ("vis", kind), ("f[orders.channel]", expression)]),
        now=datetime(2026, 11, 17, tzinfo=UTC),
        style=Style(),
        query=Query("business", ("orders.channel", "orders.count")),
    )
    shown = {
        "asked": asked,
        "explore": asked.explore,
        "wish": asked.wish,
        "filters": [Editor.of(asked, "orders.channel", expression)],
        "outcome": outcome(asked, found),
    }
    return Tags(render_to_string("explores/_result.html", shown))


@given(text=HOSTILE, label=HOSTILE)
@FEW
@pytest.mark.parametrize("make", [one_measure, by_pivot])
@pytest.mark.parametrize("kind", ["column", "table"])
def test_no_value_label_or_filter_makes_a_tag(make: Any, kind: str, text: str, label: str) -> None:
    made = page(make(text, label), kind, text)
    known = [tag for expression in ("a", '"a', "%a") for tag in page(make("a", "b"), kind, expression).found]
    assert {tag for tag, _ in made.found} <= {tag for tag, _ in known}
    assert {name for _, names in made.found for name in names} <= {name for _, names in known for name in names}
    assert ("script", ()) not in made.found
    if text.isprintable():
        assert text in made.text


@given(text=HOSTILE, label=HOSTILE)
@FEW
@pytest.mark.parametrize("make", [one_measure, by_pivot])
@pytest.mark.parametrize("kind", KINDS)
def test_no_value_or_label_is_markup_in_a_figure(make: Any, kind: str, text: str, label: str) -> None:
    for string in strings(charts.figure(make(text, label), kind).plot):
        foreign = OURS.sub("", string)
        assert "<" not in foreign and "\x00" not in foreign and "%{" not in foreign


def strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from strings(value) if key not in NOT_DATA else ()
    elif isinstance(part, list | tuple):
        for value in part:
            yield from strings(value)


@given(text=HOSTILE, label=HOSTILE)
@FEW
@pytest.mark.parametrize("make", [one_measure, by_pivot])
def test_json_gives_back_every_value(make: Any, text: str, label: str) -> None:
    found = json.loads(json.dumps(export.to_json(make(text, label)), ensure_ascii=False))
    assert text in list(found["rows"][0].values())
    assert label in [field["label"] for field in found["fields"]]


@given(text=HOSTILE, label=HOSTILE)
@FEW
@pytest.mark.parametrize("make", [one_measure, by_pivot])
def test_csv_gives_back_every_value_and_no_formula(make: Any, text: str, label: str) -> None:
    raw, safe = (rows(delimited.to_csv(make(text, label), raw=raw)) for raw in (True, False))
    assert raw[1][0] == text
    assert safe[1][0] in {text, f"'{text}"}
    assert not any(cell.lstrip(" ").startswith(("=", "+", "@")) for row in safe for cell in row if cell != NONE)


def rows(pieces: Iterator[str]) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(pieces), newline="")))
