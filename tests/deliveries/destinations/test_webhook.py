"""Webhooks at a real receiver: what arrives, how it is signed, and what each answer means."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from deliveries.destinations import webhook
from deliveries.destinations.base import Fault, Handed, Parcel, Place
from deliveries.destinations.webhook import Webhook
from net.addresses import Allowed
from tests.deliveries.destinations.parcels import PNG, a_file, a_parcel, a_table, killed_when_it_claims
from tests.net.hosts import closed_port
from tests.servers import hostile
from tests.servers.web import Receiver, receiving

DOCS = Path(__file__).resolve().parents[3] / "docs" / "webhooks.md"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def place(url: str, allowed: Allowed, secret: dict[str, str] | None = None, **config: Any) -> Place:
    return Place({"url": url, **config}, secret or {"secret": "s1"}, allowed)


def sent(receiver: Receiver, parcel: Parcel, path: str = "/", **config: Any) -> Handed:
    return Webhook().deliver(parcel, place(receiver.url + path, receiver.allowed, **config), lambda _: None)


def fault(receiver: Receiver, path: str, parcel: Parcel | None = None, **config: Any) -> Fault:
    with pytest.raises(Fault) as caught:
        sent(receiver, parcel or a_parcel(), path, **config)
    return caught.value


def body(receiver: Receiver) -> Any:
    [message] = receiver.messages
    return json.loads(message.body)


def test_the_whole_parcel_arrives_in_our_shape(receiver: Receiver, tmp_path: Path) -> None:
    table = a_table(tmp_path)
    handed = sent(receiver, a_parcel(table, message="Hello", link="https://bi.example.org/d/1", facts={"rows": 2}))
    told = body(receiver)
    [file] = told.pop("files")
    assert told == {"type": "delivery", "version": 1, "key": "k-1", "title": "Revenue by month", "message": "Hello",
                    "slot": "2026-03-29T04:00:00Z", "zone": "Europe/Paris", "link": "https://bi.example.org/d/1",
                    "facts": {"rows": 2}}  # fmt: skip
    assert file == {"name": "orders.csv", "mime": "text/csv", "size": table.size, "sha256": table.sha256, "rows": 2,
                    "encoding": "text", "data": table.path.read_bytes().decode()}  # fmt: skip
    assert handed == Handed("k-1", {"status": "200"})
    assert receiver.messages[0].headers["Content-Type"] == "application/json; charset=utf-8"


def test_what_was_text_hashes_to_the_same_sum_at_the_receiver(receiver: Receiver, tmp_path: Path) -> None:
    sent(receiver, a_parcel(a_file(tmp_path, "a.txt", "text/plain", "\ufeffa\r\nb\nc\u2028d")))
    [file] = body(receiver)["files"]
    assert hashlib.sha256(file["data"].encode()).hexdigest() == file["sha256"]


def test_pictures_travel_as_base64(receiver: Receiver, tmp_path: Path) -> None:
    sent(receiver, a_parcel(a_file(tmp_path, "a.png", "image/png", PNG)))
    [file] = body(receiver)["files"]
    assert (file["encoding"], base64.b64decode(file["data"]), file["rows"]) == ("base64", PNG, None)


def test_json_travels_as_json_with_every_digit(receiver: Receiver, tmp_path: Path) -> None:
    figures = '[{"a": 12345678901234567890.1234567890, "b": "é"}]\n'
    sent(receiver, a_parcel(a_file(tmp_path, "a.json", "application/json", figures)))
    assert figures.strip().encode() in receiver.messages[0].body
    assert body(receiver)["files"][0]["encoding"] == "json"


@pytest.mark.parametrize(
    ("mime", "held"),
    [("application/json", b"{"), ("application/json", b"[NaN]"), ("application/json", b"[" * 100_000),
     ("application/json", b"\xff"), ("text/csv", b"caf\xe9")],
)  # fmt: skip
def test_what_is_not_what_its_kind_says_loses_nothing(
    receiver: Receiver, tmp_path: Path, mime: str, held: bytes
) -> None:
    sent(receiver, a_parcel(a_file(tmp_path, "a", mime, held)))
    [file] = body(receiver)["files"]
    assert (file["encoding"], base64.b64decode(file["data"])) == ("base64", held)


def test_the_shape_of_looker_is_kept_to_the_letter(receiver: Receiver, tmp_path: Path) -> None:
    table, facts = a_table(tmp_path), {"content": "dashboard", "schedule": 7}
    sent(receiver, a_parcel(table, link="https://bi.example.org/d/1", facts=facts), shape="looker")
    assert body(receiver) == {
        "type": "dashboard",
        "scheduled_plan": {"scheduled_plan_id": 7, "title": "Revenue by month", "type": "Dashboard",
                           "url": "https://bi.example.org/d/1", "query_id": None, "query": None,
                           "filters_differ_from_look": None, "download_url": None},
        "attachment": {"mimetype": "text/csv", "extension": "csv", "data": table.path.read_bytes().decode()},
        "data": None, "form_params": {},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "mime", "held", "mimetype", "data"),
    [("a.pdf", "application/pdf", b"%PDF", "application/pdf;base64", "JVBERg=="),
     ("a.zip", "application/zip", b"PK", "application/zip;base64", "UEs="),
     ("a.json", "application/json", b'[{"a": 1}]', "application/json", [{"a": 1}]),
     ("a.txt", "text/plain; charset=utf-8", b"a\tb", "text/plain", "a\tb")],
)  # fmt: skip
def test_in_the_shape_of_looker_bytes_say_so_and_json_stays_json(
    receiver: Receiver, tmp_path: Path, name: str, mime: str, held: bytes, mimetype: str, data: Any
) -> None:
    sent(receiver, a_parcel(a_file(tmp_path, name, mime, held)), shape="looker")
    told = body(receiver)
    assert told["attachment"] == {"mimetype": mimetype, "extension": name[2:], "data": data}
    assert (told["type"], told["scheduled_plan"]["url"]) == ("query", None)


def test_the_shape_of_looker_has_room_for_one_file(receiver: Receiver, tmp_path: Path) -> None:
    problem = fault(receiver, "/", a_parcel(a_table(tmp_path), a_table(tmp_path)), shape="looker")
    assert (problem.code, problem.passing) == ("one_file", False) and "has 2" in problem.message
    assert fault(receiver, "/", shape="other").code == "shape" and not receiver.messages


def sample() -> Callable[..., bool]:
    """The check that the docs give to receivers."""
    found = re.search(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)
    assert found
    names: dict[str, Any] = {}
    exec(found[1], names)
    return names["is_from_sextant"]  # type: ignore[no-any-return]


def test_the_check_in_the_docs_accepts_both_secrets_and_nothing_else(receiver: Receiver, tmp_path: Path) -> None:
    secrets = {"secret": "new", "previous": "old"}
    Webhook().deliver(a_parcel(a_table(tmp_path)), place(receiver.url, receiver.allowed, secrets), lambda _: None)
    [message] = receiver.messages
    check, headers = sample(), message.headers
    assert check("new", headers, message.body) and check("old", headers, message.body)
    assert not check("other", headers, message.body) and not check("new", headers, message.body + b" ")
    late = {**headers, "Sextant-Timestamp": str(int(headers["Sextant-Timestamp"]) - 301)}
    assert not check("new", late, message.body) and not check("new", {}, message.body)


def test_every_try_has_the_same_key_and_the_same_body(receiver: Receiver, tmp_path: Path) -> None:
    parcel = a_parcel(a_table(tmp_path))
    for _ in range(2):
        with pytest.raises(Fault):
            sent(receiver, parcel, "/flaky/2")
    sent(receiver, parcel, "/flaky/2")
    assert [message.status for message in receiver.messages] == [503, 503, 200]
    assert len({(message.key, message.body) for message in receiver.messages}) == 1


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 599])
def test_what_may_pass_is_tried_again(receiver: Receiver, status: int) -> None:
    problem = fault(receiver, f"/{status}/7")
    assert (problem.passing, problem.unsure, problem.retry_after) == (True, False, 7)
    assert problem.remote == {"status": str(status)} and str(status) in problem.message


@pytest.mark.parametrize(
    ("status", "code", "word"),
    [(301, "redirect", "not followed"), (302, "redirect", "last address"), (307, "redirect", "not followed"),
     (400, "rejected", "Ask who runs"), (401, "rejected", "secret"), (404, "rejected", "Check the address"),
     (410, "gone", "gone for good"), (413, "rejected", "too large"),
     (422, "rejected", "Ask"), (666, "rejected", "Ask")],
)  # fmt: skip
def test_what_will_not_pass_is_told_with_what_to_do(receiver: Receiver, status: int, code: str, word: str) -> None:
    problem = fault(receiver, f"/{status}")
    assert (problem.code, problem.passing, problem.unsure) == (code, False, False)
    assert word in problem.message and str(status) in problem.message and len(receiver.messages) == 1


def refused(url: str, allowed: Allowed) -> Fault:
    with pytest.raises(Fault) as caught:
        Webhook().deliver(a_parcel(), place(url, allowed), lambda _: None)
    return caught.value


@pytest.mark.parametrize("way", [hostile.hangs, hostile.says_nothing, hostile.talks_nonsense])
def test_an_end_that_nobody_knows_is_tried_again_and_says_so(
    way: Callable[[socket.socket], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "SECONDS", 3.0)  # a busy machine has sent all by then
    with hostile.misbehaving(way) as host:
        problem = refused(host.url, host.allowed)
    assert (problem.passing, problem.unsure) == (True, True)
    assert "may have taken" in problem.message and "inside" not in problem.message


def test_who_is_not_there_is_tried_again_and_got_nothing() -> None:
    port = closed_port()
    for url in (f"http://127.0.0.1:{port}", "https://nowhere.invalid/"):
        problem = refused(url, Allowed.of([f"127.0.0.1:{port}"]))
        assert (problem.passing, problem.unsure) == (True, False)


@pytest.mark.parametrize("url", ["", "ftp://x.org/", "https://a:b@x.org/", "http://1.1.1.1/", "https://10.0.0.1/"])
def test_an_address_that_is_not_sent_to_is_not_tried_again(url: str) -> None:
    problem = refused(url, Allowed())
    assert (problem.passing, problem.unsure) == (False, False)


def test_a_lost_claim_sends_nothing(receiver: Receiver, tmp_path: Path) -> None:
    def lost(part: str) -> None:
        raise LookupError(f"another worker has {part!r}")

    with pytest.raises(LookupError, match="''"):
        Webhook().deliver(a_parcel(a_table(tmp_path)), place(receiver.url, receiver.allowed), lost)
    assert receiver.messages == []


def test_a_worker_killed_when_it_claims_has_sent_nothing(receiver: Receiver, tmp_path: Path) -> None:
    killed_when_it_claims(Webhook(), a_parcel(a_table(tmp_path)), place(receiver.url, receiver.allowed))
    assert receiver.messages == []


@pytest.mark.parametrize("mime", ["text/csv", "application/pdf"])
def test_what_is_too_large_is_told_before_anything_is_claimed(receiver: Receiver, tmp_path: Path, mime: str) -> None:
    claims: list[str] = []
    parcel = a_parcel(a_file(tmp_path, "a", mime, b"x" * 21_000_000))
    with pytest.raises(Fault, match=r"2[18]\.0 MB, and a webhook takes 20\.0 MB.*S3 or SFTP") as caught:
        Webhook().deliver(parcel, place(receiver.url, receiver.allowed), claims.append)
    assert (caught.value.passing, claims, receiver.messages) == (False, [], [])


def test_what_grows_too_large_while_it_is_written_is_told_too(receiver: Receiver, tmp_path: Path) -> None:
    problem = fault(receiver, "/", a_parcel(a_file(tmp_path, "a", "text/csv", b"\x01" * 5_000_000)))
    assert "30.0 MB" in problem.message


def test_own_headers_come_along(receiver: Receiver) -> None:
    secret = {"secret": "s", "authorization": "Bearer t"}
    settings = place(receiver.url, receiver.allowed, secret, headers={"X-Team": "Data"})
    Webhook().deliver(a_parcel(), settings, lambda _: None)
    [message] = receiver.messages
    assert (message.headers["X-Team"], message.headers["Authorization"]) == ("Data", "Bearer t")


@pytest.mark.parametrize(
    "headers",
    [{"Host": "x"}, {"content-length": "0"}, {"Transfer-Encoding": "chunked"}, {"sextant-signature": "v1="},
     {"IDEMPOTENCY-KEY": "x"}, {"Authorization": "Bearer x"}, {"X": "a\r\nY: b"}, {"X": "a\nb"}, {"X\r\nY": "a"},
     {"": "a"}, {"X Y": "a"}, {"X:": "a"}, {"Ü": "a"}, {"X": "ü"}, {"X": "\x00"}, {"X": 1}, {"X": "a", "x": "b"},
     {"X": "a" * 1001}, {"X" * 65: "a"}, {f"X{n}": "a" for n in range(21)}, ["X"], {1: "a"}],
)  # fmt: skip
def test_headers_that_cannot_be_sent_are_named(receiver: Receiver, headers: Any) -> None:
    problem = fault(receiver, "/", headers=headers)
    assert (problem.code, problem.passing, receiver.messages) == ("headers", False, [])


def test_without_a_secret_nothing_is_sent(receiver: Receiver) -> None:
    with pytest.raises(Fault, match="no secret"):
        Webhook().deliver(a_parcel(), place(receiver.url, receiver.allowed, {"secret": ""}), lambda _: None)
    with pytest.raises(Fault, match="authorization"):
        Webhook().test(place(receiver.url, receiver.allowed, {"secret": "s", "authorization": "a\r\nb"}))
    assert receiver.messages == []


def test_a_test_is_a_small_signed_message_that_says_so(receiver: Receiver) -> None:
    said = Webhook().test(place(receiver.url, receiver.allowed))
    assert said == f"127.0.0.1:{receiver.port} took a signed test message and answered 200."
    [message] = receiver.messages
    assert json.loads(message.body)["type"] == "test" and message.key.startswith("test-")
    assert sample()("s1", message.headers, message.body)


def test_a_test_that_fails_is_not_repeated(receiver: Receiver) -> None:
    with pytest.raises(Fault, match="503"):
        Webhook().test(place(receiver.url + "/503", receiver.allowed))
    assert len(receiver.messages) == 1


def test_hostile_titles_stay_words(receiver: Receiver) -> None:
    title = '"},"type":"test\u202e\r\n\x00</script>' + "x" * 10_000
    sent(receiver, a_parcel(title=title))
    assert (body(receiver)["title"], body(receiver)["type"]) == (title, "delivery")
