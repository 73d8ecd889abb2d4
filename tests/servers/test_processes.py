"""The servers as processes: what they write down is what came, each time that it came."""

from __future__ import annotations

import hashlib
import smtplib
from pathlib import Path

from net.addresses import Allowed
from net.door import post
from tests.servers.processes import running


def test_a_receiver_writes_down_each_message(tmp_path: Path) -> None:
    with running("web", tmp_path) as server:
        allowed, url = Allowed.of([f"127.0.0.1:{server.port}"]), f"http://127.0.0.1:{server.port}"
        for status in (503, 200, 200):
            assert post(f"{url}/{status}", b"{}", {"Idempotency-Key": "k"}, allowed=allowed) == status
        lines = server.lines()
    assert [(line["key"], line["status"]) for line in lines] == [("k", 503), ("k", 200), ("k", 200)]
    assert lines[0]["sha256"] == hashlib.sha256(b"{}").hexdigest()


def test_a_mail_server_writes_down_each_mail(tmp_path: Path) -> None:
    with running("mail", tmp_path) as server:
        with smtplib.SMTP("127.0.0.1", server.port) as line:
            for _ in range(2):
                line.sendmail("bi@example.org", ["ann@example.org"], b"Message-ID: <1@example.org>\r\n\r\nHello")
        assert [line["message_id"] for line in server.lines()] == ["<1@example.org>"] * 2
        assert server.lines()[0]["recipient"] == "ann@example.org"
