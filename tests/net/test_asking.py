"""Questions whose answers are read: streamed out, bounded in, refused before they leave."""

from __future__ import annotations

import io
import ssl
import time
from ipaddress import ip_address
from pathlib import Path

import pytest

from net import connecting
from net.addresses import Allowed
from net.asking import Answer, ask
from net.problem import DoorProblem
from net.timed import Deadline
from tests.net.hosts import hosting
from tests.net.test_door import certificate
from tests.servers.objects import answering, error


def asked(url: str, allowed: Allowed, body: object = b"x", seconds: float = 5) -> Answer:
    size = {"Content-Length": "1"}
    return ask("PUT", url, size, body, allowed=allowed, within=Deadline(seconds))  # type: ignore[arg-type]


def test_an_answer_comes_back_with_status_headers_and_body() -> None:
    with answering(error(418, "Teapot")) as host:
        for body in (b"x", io.BytesIO(b"x")):
            answer = asked(f"{host.url}/a?b=c", host.allowed, body)
            assert answer.status == 418 and b"Teapot" in answer.body and answer.headers["Content-Length"]
    assert host.asked == ["PUT /a?b=c"] * 2 and host.headers[0]["Host"] == f"127.0.0.1:{host.port}"


def test_a_slow_taker_is_given_up_when_nothing_moves_not_when_all_takes_long() -> None:
    def slow(handler: object) -> None:
        for _ in range(20):
            time.sleep(0.12)
            handler.rfile.read(2_000_000)  # type: ignore[attr-defined]
        error(200, "")(handler)  # type: ignore[arg-type]

    size, patient = {"Content-Length": "40000000"}, Deadline(30, each=2)
    with answering(slow, read=False) as host:
        answer = ask("PUT", host.url, size, bytes(40_000_000), allowed=host.allowed, within=patient)
    assert answer.status == 200


def test_a_certificate_that_nobody_vouches_for_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate(tmp_path, "s3.example"))
    monkeypatch.setattr(connecting, "resolve", lambda name, port: [ip_address("127.0.0.1")])
    with hosting(serving) as host, pytest.raises(DoorProblem) as caught:
        asked(f"https://s3.example:{host.port}/", host.allowed)
    assert (caught.value.code, host.got) == ("certificate", [])


def test_what_is_not_public_is_not_asked() -> None:
    with answering(error(200, "")) as host, pytest.raises(DoorProblem, match="SEXTANT_NET_ALLOW"):
        asked(host.url, Allowed())
    assert host.asked == []
