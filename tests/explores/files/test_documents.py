"""HTML and Markdown: a document with its table, in which nothing of the data is more than text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explores.files.markup import POLICY
from tests.explores.answers import CHANNEL, ORDERS, answer, by_channel, monthly
from tests.explores.files.reading import html, written

CUT = replace(monthly(), total_rows=81_233, notes=("Clicks of contacts who ordered that month.",))


def test_a_document_says_how_many_rows_of_how_many_and_how_fresh() -> None:
    for text in (" ".join(html(CUT, title="Sales").texts), written(CUT, "md", title="Sales").decode()):
        assert "Sales" in text and "3 of 81,233 rows." in text and "Data as of 17 Nov 2026 11:03, UTC." in text
        assert "Clicks of contacts who ordered that month." in text


def test_html_holds_the_table_with_its_total() -> None:
    assert html(monthly()).rows[0] == ["Month", "Revenue", "Orders"]
    assert html(monthly(), formatted=True).rows[-1] == ["Total", "€1,520,611", "20,150"]


def test_pivot_values_span_their_columns() -> None:
    page = html(by_channel())
    assert page.rows[:2] == [["Channel", "Ads", "Email"], ["Month", "Orders", "Orders"]]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><b>', "</td></table>"]
)
def test_no_value_name_or_title_is_a_tag(text: str) -> None:
    made = answer((replace(CHANNEL, short_label=text), ORDERS), [(text, 5)])
    page = html(made, title=text)
    assert {tag for tag, _ in page.tags} <= {
        "html", "head", "meta", "title", "style", "body", "h1", "p", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert page.rows[1][0] == text
    assert "<" not in written(made, "md", title=text).decode()


def test_a_document_may_draw_its_style_and_do_nothing_else() -> None:
    assert POLICY.startswith("sandbox;") and "default-src 'none'" in POLICY and "unsafe" not in POLICY


@pytest.mark.parametrize(
    ("text", "told"),
    [("a|b", r"a\|b"), ("*a*", r"\*a\*"), ("[x](y)", r"\[x\](y)"), ("a\r\nb", "a<br>b"), ("`a`", r"\`a\`")],
)
def test_markdown_takes_nothing_of_a_value_for_markup(text: str, told: str) -> None:
    assert f"| {told} | 5 |" in written(answer((CHANNEL, ORDERS), [(text, 5)]), "md").decode()
