"""What leaves by the door and what does not, with servers on this machine."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

from net import connecting
from net.addresses import Allowed
from net.door import exchange, post
from net.problem import DoorProblem
from net.target import target_of
from tests.net.hosts import Host, closed_port, hosting
from tests.servers.certificates import certificate
from tests.servers.patience import HANGS, not_waited_for


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as found:
        yield found


def refusal(url: str, allowed: Allowed | None = None, seconds: float = 5) -> DoorProblem:
    with pytest.raises(DoorProblem) as caught:
        post(url, b"{}", {}, allowed=allowed or Allowed(), seconds=seconds)
    return caught.value


def test_a_body_arrives_with_its_headers_and_a_number_comes_back(host: Host) -> None:
    assert post(f"{host.url}/in?a=b", b'{"a": 1}', {"Content-Type": "application/json"}, allowed=host.allowed) == 200
    [(path, headers, body)] = host.got
    assert (path, body, headers["Content-Type"]) == ("/in?a=b", b'{"a": 1}', "application/json")
    assert headers["Host"] == f"127.0.0.1:{host.port}"
    assert [post(f"{host.url}/{n}", b"", {}, allowed=host.allowed) for n in (204, 404, 500)] == [204, 404, 500]


def test_what_is_to_happen_before_sending_happens_on_an_open_connection_and_may_stop_it(host: Host) -> None:
    def lost() -> None:
        raise LookupError("it is another worker's now")

    with pytest.raises(LookupError):
        exchange(host.url, b"{}", {}, allowed=host.allowed, ready=lost)
    seen: list[int] = []
    exchange(host.url, b"{}", {}, allowed=host.allowed, ready=lambda: seen.append(len(host.got)))
    assert seen == [0] and len(host.got) == 1
    closed = closed_port()
    with pytest.raises(DoorProblem, match="take connections"):
        exchange(f"http://127.0.0.1:{closed}", b"", {}, allowed=Allowed.of([f"127.0.0.1:{closed}"]), ready=lost)


def test_the_headers_of_the_door_are_its_own(host: Host) -> None:
    post(host.url, b"", {"host": "elsewhere.example", "user-agent": "x", "X-Kept": "1"}, allowed=host.allowed)
    [(_, headers, _)] = host.got
    assert (headers["Host"], headers["User-Agent"], headers["X-Kept"]) == (f"127.0.0.1:{host.port}", "Sextant", "1")


def test_no_proxy_of_the_environment_is_used(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    assert post(host.url, b"", {}, allowed=host.allowed) == 200


def test_a_redirect_is_not_followed(host: Host) -> None:
    assert post(f"{host.url}/302", b"", {}, allowed=host.allowed) == 302
    assert [path for path, _, _ in host.got] == ["/302"]


@pytest.mark.parametrize("path", ["slow", "drip"])
def test_who_answers_late_or_letter_by_letter_is_not_waited_for(host: Host, path: str) -> None:
    with not_waited_for():
        problem = refusal(f"{host.url}/{path}", host.allowed, seconds=2)  # time enough to send it
    assert (problem.code, problem.sent) == ("slow", True) and "may have taken" in problem.message


def test_an_answer_without_end_is_cut_and_none_of_it_is_told(host: Host) -> None:
    with not_waited_for():
        assert post(f"{host.url}/huge", b"", {}, allowed=host.allowed) == 200


def test_what_is_no_http_is_told_without_its_words(host: Host) -> None:
    problem = refusal(f"{host.url}/garbage", host.allowed)
    assert (problem.code, problem.sent) == ("broken", True) and "SSH" not in problem.message


def test_a_closed_port_and_an_unknown_name_are_told_apart() -> None:
    port = closed_port()
    assert refusal(f"http://127.0.0.1:{port}", Allowed.of([f"127.0.0.1:{port}"])).code == "unreachable"
    assert refusal("https://nowhere.invalid/", seconds=60).code == "unknown_host"  # a name server may ask its own again


@pytest.mark.parametrize(
    "name",
    ["127.0.0.1", "localhost", "localhost.", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "017700000001", "0",
     "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]",
     "[2002:7f00:1::]", "[64:ff9b::7f00:1]", "[64:ff9b::169.254.169.254]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]",
     "169.254.169.254", "2852039166", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "100.100.100.200",
     "168.63.129.16", "192.0.0.192", "224.0.0.1", "240.0.0.1", "255.255.255.255", "0.0.0.0",
     "１２７.０.０.１", "①②⑦.0.0.1"],
)  # fmt: skip
def test_no_notation_of_an_inner_address_gets_through(name: str, host: Host) -> None:
    for scheme, port in (("http", host.port), ("https", 443)):
        problem = refusal(f"{scheme}://{name}:{port}/", seconds=30)
        assert problem.code in {"refused", "unknown_host", "address"} and not problem.sent
    assert host.got == []


def test_a_name_is_resolved_once_and_every_address_of_it_is_checked(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def resolve(name: str, port: int) -> list[object]:
        asked.append(name)
        return [ip_address("93.184.216.34"), ip_address("10.0.0.1")]

    monkeypatch.setattr(connecting, "resolve", resolve)
    problem = refusal("https://shop.example/")
    assert problem.code == "refused" and asked == ["shop.example"]
    assert "SEXTANT_NET_ALLOW" in problem.message and "10.0.0.1" not in problem.message
    monkeypatch.setattr(connecting, "resolve", lambda name, port: [ip_address("127.0.0.1")])
    assert post(f"http://shop.example:{host.port}/", b"", {}, allowed=host.allowed) == 200
    assert host.got[0][1]["Host"] == f"shop.example:{host.port}"


def test_a_name_server_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "resolve", lambda name, port: time.sleep(HANGS))
    problem = refusal("https://shop.example/", seconds=0.1)
    assert (problem.code, problem.sent) == ("slow", False)


@pytest.mark.parametrize(
    "url",
    ["ftp://x.org/", "file:///etc/passwd", "//x.org/", "x.org", "https://", "https:///x", "https://a@x.org/", "",
     "https://a:b@x.org/", "https://x.org:0/", "https://x.org:99999/", "https://x.org:x/", "https://x.org\\@y.org/",
     "https://x.org/\r\nX: y", "https://x.org/ b", "https://x\t.org/", " https://x.org/", "https://x.org/é", "https://[::1/",
     f"https://{'a' * 300}é.org/", f"https://x.org/{'a' * 9000}"],
)  # fmt: skip
def test_an_address_that_can_be_read_in_two_ways_is_refused(url: str) -> None:
    assert refusal(url).code == "address"


def test_an_address_is_taken_apart() -> None:
    assert target_of("https://Shop.Example?a=1#top").named == "shop.example"
    assert target_of("https://shop.example?a=1").path == "/?a=1"
    assert target_of("https://bücher.example:8443/").named == "xn--bcher-kva.example:8443"


def test_tls_checks_the_name_though_the_connection_goes_to_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = certificate(tmp_path, "shop.example")
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(path)
    seen: list[str | None] = []
    serving.sni_callback = lambda sock, name, context: seen.append(name)  # type: ignore[assignment]
    monkeypatch.setattr(connecting, "resolve", lambda name, port: [ip_address("127.0.0.1")])
    with hosting(serving) as host:
        url = f"https://shop.example:{host.port}/"
        assert refusal(url, host.allowed).code == "certificate"  # nobody vouches for it
        trusting = ssl.create_default_context(cafile=str(path))
        monkeypatch.setattr(connecting, "trust", lambda: trusting)
        assert post(url, b"", {}, allowed=host.allowed) == 200
        assert refusal(f"https://other.example:{host.port}/", host.allowed).code == "certificate"
        assert refusal(f"https://127.0.0.1:{host.port}/", host.allowed).code == "certificate"
    assert seen[:2] == ["shop.example", "shop.example"] and len(host.got) == 1
