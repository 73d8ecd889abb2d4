"""What people write, as HTML: whatever they type, no tag but the parser's own, no script, no way to one."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.markdown import markdown, paragraphs

TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "a", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "td", "th"),
}
ATTRIBUTES = {"a": {"href", "rel", "title"}, "ol": {"start"}, "code": {"class"}, "td": {"class"}, "th": {"class"}}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://elsewhere.example/pixel.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//elsewhere.example)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    '[x](/a "\\" onmouseover=alert(1) x=\\"")',
    "<iframe src=/>\n\n<style>*{}</style>",
    '```"><script>\nx\n```',
    "|a|\n|:-:|\n|<b onclick=x>|",
]


class Reader(HTMLParser):
    """Notes what is not on the list."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        strange = {name for name, _ in attrs} - ATTRIBUTES.get(tag, set())
        links = [str(value) for name, value in attrs if name == "href"]
        if tag not in TAGS or strange or any(":" in link.split("/")[0] and not safe(link) for link in links):
            self.wrong.append(f"{tag} {attrs}")


def safe(link: str) -> bool:
    return link.startswith(("https:", "http:", "mailto:", "#", "?"))


def wrong_in(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    return reader.wrong


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_anything_that_acts(text: str) -> None:
    assert wrong_in(markdown(text)) == [] and wrong_in(paragraphs(text)) == []


@given(st.lists(st.sampled_from([*HOSTILE, "[", "](", ")", "<", ">", "`", "*", "_", "|", "\n", "&lt;", "a", '"'])))
def test_nor_does_any_mixture_of_them(parts: list[str]) -> None:
    assert wrong_in(markdown("".join(parts))) == [] and wrong_in(paragraphs("".join(parts))) == []


def test_markdown_is_shown_with_headings_below_those_of_the_page() -> None:
    html = markdown("# Reading\n\nFigures are **net**.\n\n- one\n\n|a|b|\n|-|-:|\n|1|2|\n\n~~old~~")
    for part in (
        "<h3>Reading</h3>",
        "<strong>net</strong>",
        "<li>one</li>",
        '<td class="to-right">2</td>',
        "<s>old</s>",
    ):
        assert part in html


def test_a_text_knows_paragraphs_bold_and_links_only() -> None:
    html = paragraphs("# Not a title\nnext **line**, [a way](/explore/)\n\n- no list <b>")
    assert "<p># Not a title<br>" in html and "<strong>line</strong>" in html and 'href="/explore/"' in html
    assert "- no list &lt;b&gt;</p>" in html


def test_a_link_to_a_tile_elsewhere_leads_to_its_tab() -> None:
    html = markdown("[Rates](#tile-rates), [here](#tile-sent)", {"#tile-rates": "?tab=more#tile-rates"})
    assert 'href="?tab=more#tile-rates"' in html and 'href="#tile-sent"' in html


def test_outside_links_into_the_product_are_words_alone() -> None:
    said = "[a **b**](/explore/) [c](?tab=x) [d](#tile-e) [f](https://example.org/)"
    shown = markdown(said, outside=True)
    assert "a <strong>b</strong> c <a " in shown and shown.count("<a ") == shown.count("</a>") == 2
    assert markdown(said).count("<a ") == 4
    assert paragraphs("[a](/x) [b](#y)", outside=True).count("<a ") == 1
