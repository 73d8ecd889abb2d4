"""How a mail is built: its parts, its headers, its size, and what hostile words become in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from deliveries.destinations.base import Fault, Parcel
from deliveries.destinations.mail import letter
from deliveries.destinations.mail_body import html_of, slot_in_words, text_of
from deliveries.destinations.mail_look import looks, rules, sheet
from tests.deliveries.destinations.parcels import PNG, a_file, a_parcel, a_table

NOW = datetime(2026, 3, 29, 4, 1, tzinfo=UTC)
HOSTILE = "a\r\nBcc: x@evil.example\r\n\r\n<script>\u202e\u2028\x00\ud7ff" + "é" * 2000


def built(parcel: Parcel, recipient: str = "ann@example.org", **more: Any) -> EmailMessage:
    given: dict[str, Any] = {"sender": "Sextant <bi@example.org>", "now": NOW, "most": 20_000_000}
    made = letter(parcel, **given | more)
    raw = made.head(recipient) + re.sub(rb"(?m)^\.\.", b".", made.body)
    assert max(map(len, raw.split(b"\r\n"))) <= 998 and raw.isascii() and b"\n" not in raw.replace(b"\r\n", b"")
    found = message_from_bytes(raw, policy=default)
    assert isinstance(found, EmailMessage) and [part.defects for part in found.walk() if part.defects] == []
    return found


def body(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def test_the_headers_say_who_what_and_that_a_machine_wrote_it() -> None:
    message = built(a_parcel())
    assert {name: message[name] for name in ("From", "To", "Subject", "Date", "Auto-Submitted")} == {
        "From": "Sextant <bi@example.org>", "To": "ann@example.org", "Subject": "Revenue by month",
        "Date": "Sun, 29 Mar 2026 04:01:00 +0000", "Auto-Submitted": "auto-generated"}  # fmt: skip
    assert message["List-Unsubscribe"] is None
    assert (
        built(a_parcel(), unsubscribe="https://bi.example.org/u/1")["List-Unsubscribe"]
        == "<https://bi.example.org/u/1>"
    )
    assert built(a_parcel(), unsubscribe="https://x.org/>\r\nBcc: y")["List-Unsubscribe"] is None


def test_a_picture_stands_in_the_body_and_files_hang_beside_it(tmp_path: Path) -> None:
    picture = a_file(tmp_path, "Revenue.png", "image/png", PNG, inline=True)
    message = built(a_parcel(a_table(tmp_path), picture))
    shape = [(part.get_content_type(), part.get_content_disposition()) for part in message.walk()]
    assert shape == [
        ("multipart/mixed", None), ("multipart/alternative", None), ("text/plain", None), ("multipart/related", None),
        ("text/html", None), ("image/png", "inline"), ("text/csv", "attachment"),
    ]  # fmt: skip
    [shown] = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert shown.get_content() == PNG and f'src="cid:{shown["Content-ID"][1:-1]}"' in body(message, "html")


def test_an_inline_file_that_is_no_picture_is_attached(tmp_path: Path) -> None:
    message = built(a_parcel(a_file(tmp_path, "a.pdf", "application/pdf", b"%PDF", inline=True)))
    assert [part.get_filename() for part in message.iter_attachments()] == ["a.pdf"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("Größe & Umsätze 日本.csv", "Größe & Umsätze 日本.csv"), ("../../etc/passwd", "-..-etc-passwd"),
     ('a"; filename="b.exe', "a-; filename=-b.exe"), ("a\r\nX: y.csv", "a X- y.csv"), ("\u202egnp.exe", "gnp.exe"),
     ("", "file"), ("x" * 300 + ".csv", "x" * 145 + "….csv"), ("é" * 300, "é" * 150)],
)  # fmt: skip
def test_names_of_files_arrive_in_every_script_and_harmless(tmp_path: Path, name: str, told: str) -> None:
    message = built(a_parcel(a_file(tmp_path, name, "text/csv", "a,b\r\n")))
    [attached] = message.iter_attachments()
    assert attached.get_filename() == told


def test_a_file_arrives_byte_for_byte(tmp_path: Path) -> None:
    table = a_table(tmp_path)
    [attached] = built(a_parcel(table)).iter_attachments()
    assert attached.get_payload(decode=True) == table.path.read_bytes()


def test_hostile_words_stay_words_in_every_part() -> None:
    parcel = a_parcel(
        title=HOSTILE, message=HOSTILE, zone=HOSTILE, link="javascript:alert(1)", facts={"notes": [HOSTILE]}
    )
    message = built(parcel, subject=HOSTILE)
    assert message["Bcc"] is None and len(message["Subject"]) == 200 and message["Subject"].endswith("…")
    assert "\n" not in message["Subject"] and "\u202e" not in message["Subject"]
    html = body(message, "html")
    assert "<script" not in html and "&lt;script" in html and "javascript:" not in html
    assert "javascript:" not in body(message, "plain") and "<script>" in body(message, "plain")


def test_the_whole_title_stands_in_the_body_however_long() -> None:
    assert "é" * 2000 in body(built(a_parcel(title="é" * 2000)), "html").replace("\n", "")


@pytest.mark.parametrize("sender", ["A\r\nBcc: x@y.org <bi@example.org>", "Ünser BI <bi@bücher.example>"])
def test_the_sender_is_one_address(sender: str) -> None:
    message = built(a_parcel(), sender=sender)
    assert message["Bcc"] is None and message["Message-ID"].endswith(f"@{message['From'].addresses[0].domain}>")


TABLE = """<table class="t" style="x" onclick="y"><caption>Orders</caption>
<thead><tr><th>Month<th align="right">Sum</tr></thead>
<tr><td onmouseover=x>March<script>alert(1)</script><td class="num" colspan="2" rowspan="x">1,204</td></tr>
<tr><td><img src=x onerror=alert(1)><a href="javascript:x">A &lt;b&gt; &amp; c</a></td><td></td></tr>
</table><iframe src=x>"""


def test_of_a_table_only_words_and_cells_are_left() -> None:
    html = html_of(a_parcel(table_html=TABLE), [])
    found = html[html.index("<caption") :]
    assert not re.search(r"onclick|onmouse|onerror|alert|javascript|<img|<iframe|<script|<a |rowspan", found)
    assert 'colspan="2"' in found and "A &lt;b&gt; &amp; c" in found and found.count("text-align:right") == 2


def test_a_table_is_lines_for_who_reads_no_html() -> None:
    assert "Orders\nMonth | Sum\nMarch | 1,204\nA <b> & c | \n" in text_of(a_parcel(table_html=TABLE))


def test_files_and_notes_are_told(tmp_path: Path) -> None:
    text = text_of(
        a_parcel(a_table(tmp_path), message="Hello", link="https://bi.example.org/", facts={"notes": ["5 of 9 rows"]})
    )
    for words in ("Revenue by month", "Sunday 29 March 2026, 06:00 (Europe/Paris)", "Hello", "5 of 9 rows",
                  "Attached: orders.csv, 2 rows, 42 bytes", "Open in Sextant: https://bi.example.org/"):  # fmt: skip
        assert words in text


def test_a_slot_is_told_in_utc_where_its_zone_is_gone() -> None:
    assert slot_in_words(a_parcel(zone="Mars/Olympus")) == "Sunday 29 March 2026, 04:00 (UTC)"
    assert slot_in_words(a_parcel(zone="../../etc/passwd")).endswith("(UTC)")


def test_what_is_too_large_says_both_sizes(tmp_path: Path) -> None:
    parcel = a_parcel(a_file(tmp_path, "a.bin", "application/octet-stream", b"x" * 1_000_000))
    with pytest.raises(Fault, match=r"1\.4 MB.*1\.3 MB.*EMAIL_MAX_BYTES"):
        built(parcel, most=1_300_000)
    with pytest.raises(Fault, match=r"0\.1 MB"):
        built(a_parcel(message="x" * 200_000), most=100_000)


def test_the_look_has_a_dark_side_for_every_colour() -> None:
    assert "@" not in "".join(rules(name, theme) for name in looks() for theme in ("light", "dark"))
    assert "prefers-color-scheme:dark" in sheet() and ".card{background-color:#15181D !important" in sheet()
    assert str(looks()["card"]).startswith('class="card" style="')
