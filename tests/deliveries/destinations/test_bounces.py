"""Reports of mail servers, as they write them, and what only looks like one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries.destinations.bounces import Bounce, take_bounce

FOLDER = Path(__file__).parent / "bounces"
ID = "<8d3f2a@example.org>"


def sample(name: str) -> bytes:
    return (FOLDER / f"{name}.eml").read_bytes()


def told(name: str) -> list[tuple[str, str, str, str]]:
    return [(each.message_id, each.recipient, each.status, each.action) for each in take_bounce(sample(name))]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("postfix", [(ID, "gone@partner.example", "5.1.1", "failed")]),
        ("exchange", [(ID, "gone@contoso.example", "5.1.10", "failed")]),
        ("gmail", [(ID, "gone@gmail.example", "5.1.1", "failed")]),
        ("postfix_two", [(ID, "full@partner.example", "5.2.2", "failed"),
                         (ID, "late@partner.example", "4.4.1", "delayed")]),
    ],
)  # fmt: skip
def test_a_report_is_read_however_its_server_writes_it(name: str, rows: list[tuple[str, str, str, str]]) -> None:
    assert told(name) == rows


def test_line_ends_of_the_network_make_no_difference() -> None:
    for name in ("postfix", "exchange", "gmail"):
        assert take_bounce(sample(name).replace(b"\n", b"\r\n")) == take_bounce(sample(name))


def test_the_diagnostic_is_one_line() -> None:
    [bounce] = take_bounce(sample("gmail"))
    assert bounce.diagnostic.startswith("550-5.1.1 The email account") and "\n" not in bounce.diagnostic
    [bounce] = take_bounce(sample("postfix").replace(b"User unknown\n\n", b"User " + b"x" * 5000 + b"\n\n"))
    assert len(bounce.diagnostic) == 300 and bounce.diagnostic.endswith("…")


@pytest.mark.parametrize("name", ["vacation", "read_receipt"])
def test_what_is_no_report_says_nothing(name: str) -> None:
    assert take_bounce(sample(name)) == ()


def test_of_a_hostile_report_only_what_can_be_read_is_kept() -> None:
    [bounce] = take_bounce(sample("hostile"))
    assert bounce.message_id == "" and bounce.status == "5.0.0" and len(bounce.recipient) <= 320
    assert "\u202e" not in bounce.diagnostic and "\t" not in bounce.diagnostic


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x00" * 1000, b"\xff\xfe", b"Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.c\n",
     b"Content-Type: multipart/report\n\n", b"Content-Type: multipart/report; boundary=\"\"\n\n--\n",
     b"Content-Type: message/rfc822\n\n" * 3000, b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 3000,
     b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))],
)  # fmt: skip
def test_noise_is_no_report(raw: bytes) -> None:
    assert take_bounce(raw) == ()


def test_a_report_with_a_mail_of_20_mb_is_read_in_a_moment() -> None:
    heavy = sample("gmail").replace(b"\nHello\n", b"\n" + (b"A" * 76 + b"\n") * 260_000)
    began = time.monotonic()
    assert len(heavy) > 20_000_000 and take_bounce(heavy) == take_bounce(sample("gmail"))
    assert take_bounce(b"\n" * 20_000_000) == take_bounce(b"X: " + b"y" * 20_000_000) == ()
    assert time.monotonic() - began < 60  # a busy machine; it takes less than one


@given(st.binary(max_size=2000), st.integers(0, 2000))
def test_a_damaged_report_is_read_or_not_and_never_fails(noise: bytes, place: int) -> None:
    whole = sample("postfix")
    assert all(isinstance(each, Bounce) for each in take_bounce(whole[:place] + noise + whole[place:]))
