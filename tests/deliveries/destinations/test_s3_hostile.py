"""Stores that say no, say nonsense, hang, or lead elsewhere; each is a clear word, and none of theirs gets through."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from deliveries.destinations import s3_client, s3_upload
from deliveries.destinations.base import Fault, Place
from deliveries.destinations.s3 import S3
from deliveries.destinations.s3_client import Roles
from deliveries.destinations.s3_place import bucket_of
from net import aws, connecting
from net.addresses import Allowed
from net.aws import Keys, client
from net.timed import Deadline
from tests.deliveries.destinations.stored import a_file, a_parcel, fault_of
from tests.net.hosts import closed_port
from tests.net.test_door import certificate
from tests.servers.objects import REGION, Hostile, Store, answering, error, storing
from tests.servers.patience import drip, hang, not_waited_for

SECRET = {"access_key": "AKIDOURS", "secret_key": "ours-and-secret"}
ROLE = "arn:aws:iam::123456789012:role/sextant"


def place_at(url: str, allowed: Allowed, **more: Any) -> Place:
    config = {"bucket": "exports", "prefix": "", "region": REGION, "endpoint": url, "auth": "keys", **more}
    return Place(config, SECRET, allowed)


def fault_from(answer: Callable[[BaseHTTPRequestHandler], None], folder: Path, **options: Any) -> tuple[Fault, Hostile]:
    with answering(answer, **options) as host:
        return fault_of(S3(stall=0.5), a_parcel(a_file(folder)), place_at(host.url, host.allowed)), host


@pytest.mark.parametrize(
    ("status", "said", "code", "passing"),
    [
        (403, "InvalidAccessKeyId", "wrong_key", False),
        (403, "SignatureDoesNotMatch", "wrong_secret", False),
        (403, "AccessDenied", "denied", False),
        (403, "NeverHeardOf", "denied", False),
        (404, "NoSuchBucket", "no_bucket", False),
        (301, "PermanentRedirect", "region", False),
        (307, "TemporaryRedirect", "region", False),
        (400, "AuthorizationHeaderMalformed", "region", False),
        (400, "IllegalLocationConstraintException", "region", False),
        (403, "RequestTimeTooSkewed", "clock", False),
        (403, "QuotaExceeded", "full", True),
        (507, "XMinioStorageFull", "full", True),
        (507, "", "full", True),
        (503, "SlowDown", "busy", True),
        (503, "", "busy", True),
        (429, "", "busy", True),
        (400, "BadDigest", "changed", True),
        (500, "InternalError", "failed", True),
        (502, "", "failed", True),
        (400, "InvalidStorageClass", "refused", False),
        (418, "", "refused", False),
    ],
)
def test_what_a_store_refuses_is_told_in_our_words(
    status: int, said: str, code: str, passing: bool, tmp_path: Path
) -> None:
    fault, host = fault_from(error(status, said), tmp_path)
    assert (fault.code, fault.passing) == (code, passing) and "the bucket exports" in fault.message
    assert host.asked[0].startswith("PUT /exports/orders") and "PUT" not in "".join(host.asked[1:])  # tried once


@pytest.mark.parametrize(
    ("status", "said", "asked", "seconds"),
    [(503, "SlowDown", "90", 90), (429, "", " 7 ", 7), (503, "SlowDown", "Sun, 22 Nov 2015 12:01:00 GMT", 0),
     (503, "SlowDown", "soon", None), (500, "InternalError", "-1", None)],
)  # fmt: skip
def test_a_store_that_asks_for_time_gets_it(
    status: int, said: str, asked: str, seconds: float | None, tmp_path: Path
) -> None:
    fault, _ = fault_from(error(status, said, Retry_After=asked), tmp_path)
    assert (fault.passing, fault.retry_after) == (True, seconds)


def slow(handler: BaseHTTPRequestHandler) -> None:
    hang()


def letters(handler: BaseHTTPRequestHandler) -> None:
    drip(handler.wfile.write, b"HTTP/1.1 200 OK\r\nX: ")


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(403)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"the inside says " * 1000)


def garbage(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")


def odd_xml(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(400)
    handler.end_headers()
    handler.wfile.write(b"<html>the inside says \xff <Error>")


@pytest.mark.parametrize(
    ("answer", "code"),
    [(slow, "slow"), (endless, "broken"), (garbage, "broken"), (lambda _: None, "broken"), (odd_xml, "broken")],
)
def test_who_hangs_floods_or_talks_nonsense_is_given_up_for_now(
    answer: Callable[[BaseHTTPRequestHandler], None], code: str, tmp_path: Path
) -> None:
    with not_waited_for():
        fault, _ = fault_from(answer, tmp_path)
    assert fault.code in {code, "refused"}


def test_who_answers_letter_by_letter_is_given_up_at_the_deadline(tmp_path: Path) -> None:
    with answering(letters) as host:
        asking = client("s3", Keys("a", "b"), host.allowed, Deadline(0.5), region=REGION, endpoint=host.url)
        with not_waited_for(), pytest.raises(Exception, match="did not answer in time"):
            asking.head_bucket(Bucket="exports")


def test_a_store_that_holds_another_size_is_not_believed(tmp_path: Path) -> None:
    def short(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "3" if handler.command == "HEAD" else "0")
        handler.end_headers()

    fault, _ = fault_from(short, tmp_path)
    assert (fault.code, fault.passing) == ("changed", True)


def test_a_store_that_tells_another_checksum_is_not_believed(tmp_path: Path) -> None:
    def other(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("x-amz-checksum-sha256", "AAAA")
        handler.send_header("Content-Length", "10" if handler.command == "HEAD" else "0")
        handler.end_headers()

    fault, _ = fault_from(other, tmp_path)
    assert (fault.code, fault.passing) == ("changed", True)


def test_a_store_that_knows_no_checksums_works_and_one_that_may_not_be_read_too(tmp_path: Path) -> None:
    def plain(handler: BaseHTTPRequestHandler) -> None:
        if handler.command == "HEAD" and "secret-drop" in handler.path:
            return error(403, "AccessDenied")(handler)
        handler.send_response(200)
        handler.send_header("Content-Length", "10" if handler.command == "HEAD" else "0")
        handler.end_headers()
        return None

    with answering(plain) as host:
        said = S3().deliver(a_parcel(a_file(tmp_path)), place_at(host.url, host.allowed), lambda _: None).remote
        assert said["size"] == "10" and "checksum" not in said
        blind = place_at(host.url, host.allowed, prefix="secret-drop")
        assert S3().deliver(a_parcel(a_file(tmp_path)), blind, lambda _: None).remote["read_back"] == "not allowed"


@pytest.mark.parametrize(("part", "code", "status"), [(100, "NotImplemented", 501), (4, "InvalidArgument", 400)])
def test_a_store_that_refuses_checksums_is_asked_without(
    part: int, code: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_upload, "PART", part)

    def old(handler: BaseHTTPRequestHandler) -> None:
        if any("checksum" in name.lower() for name in handler.headers if handler.command != "HEAD"):
            return error(status, code)(handler)
        told = b"<R><UploadId>u1</UploadId></R>"
        handler.send_response(200)
        handler.send_header("ETag", '"t"')
        handler.send_header("Content-Length", "10" if handler.command == "HEAD" else str(len(told)))
        handler.end_headers()
        handler.wfile.write(b"" if handler.command == "HEAD" else told)
        return None

    with answering(old) as host:
        said = S3().deliver(a_parcel(a_file(tmp_path)), place_at(host.url, host.allowed), lambda _: None).remote
    assert said["size"] == "10" and "checksum" not in said
    assert any("Content-MD5" in each for each in host.headers)


def test_all_goes_by_tls_to_the_name_that_was_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, path = a_file(tmp_path), certificate(tmp_path, "s3.example")
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(path)
    monkeypatch.setattr(connecting, "resolve", lambda name, port: [ip_address("127.0.0.1")])
    with answering(error(403, "AccessDenied"), tls=serving) as host:
        place = place_at(f"https://s3.example:{host.port}", host.allowed)
        assert fault_of(S3(), a_parcel(file), place).code == "certificate" and host.asked == []
        monkeypatch.setattr(connecting, "trust", lambda: ssl.create_default_context(cafile=str(path)))
        assert fault_of(S3(), a_parcel(file), place).code == "denied"
    assert host.bodies == [file.path.read_bytes()] and host.headers[0]["Host"] == f"s3.example:{host.port}"
    assert "aws-chunked" not in str(host.headers) and "Expect" not in host.headers[0]


def test_parts_are_given_up_when_one_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3_upload, "PART", 4)

    def second_fails(handler: BaseHTTPRequestHandler) -> None:
        if "partNumber=2" in handler.path:
            return error(503, "SlowDown")(handler)
        told = b"<R><UploadId>u1</UploadId></R>"
        handler.send_response(200)
        handler.send_header("ETag", '"t"')
        handler.send_header("Content-Length", str(len(told)))
        handler.end_headers()
        handler.wfile.write(told)
        return None

    fault, host = fault_from(second_fails, tmp_path)
    assert fault.code == "busy" and host.asked[-1].startswith("DELETE") and "uploadId=u1" in host.asked[-1]


def test_who_refuses_before_all_is_sent_is_heard(tmp_path: Path) -> None:
    with answering(error(403, "AccessDenied"), read=False) as host:
        large = a_parcel(a_file(tmp_path, b"x" * 8_000_000))
        fault = fault_of(S3(stall=2), large, place_at(host.url, host.allowed))
    assert fault.code in {"denied", "broken"}


def test_a_closed_port_and_an_unknown_host_may_come_back(tmp_path: Path) -> None:
    port = closed_port()
    place = place_at(f"http://127.0.0.1:{port}", Allowed.of([f"127.0.0.1:{port}"]))
    fault = fault_of(S3(), a_parcel(a_file(tmp_path)), place)
    assert (fault.code, fault.passing) == ("unreachable", True)
    fault = fault_of(S3(), a_parcel(a_file(tmp_path)), place_at("https://nowhere.invalid", Allowed()))
    assert (fault.code, fault.passing) == ("unknown_host", True)


@pytest.mark.parametrize(
    "endpoint",
    ["http://127.0.0.1:{port}", "https://127.0.0.1", "https://localhost", "https://[::1]", "http://169.254.169.254",
     "https://[::ffff:127.0.0.1]", "https://10.0.0.1", "https://2130706433", "https://0x7f.1", "https://192.168.1.1:8443",
     "https://[fd00:ec2::254]", "http://metadata.google.internal", "https://100.64.0.1", "http://s3.example.org"],
)  # fmt: skip
def test_no_endpoint_leads_inside(endpoint: str, tmp_path: Path) -> None:
    with answering(error(500, "")) as host:
        place = place_at(endpoint.format(port=host.port), Allowed())
        fault = fault_of(S3(), a_parcel(a_file(tmp_path)), place)
    assert fault.code in {"refused", "unknown_host", "address", "settings"} and host.asked == []


@pytest.mark.parametrize(
    "wrong",
    [{"bucket": ""}, {"bucket": "a/b"}, {"bucket": "arn:aws:s3:eu-west-1:1:accesspoint/x"}, {"bucket": "../x"},
     {"region": "eu west"}, {"region": "x.evil.example/"}, {"region": "", "endpoint": ""}, {"prefix": "a/../b"},
     {"prefix": "x" * 600}, {"prefix": "a\nb"}, {"endpoint": "ftp://x.org"}, {"endpoint": "https://x.org/path"},
     {"endpoint": "https://a:b@x.org"}, {"endpoint": "x.org"}, {"auth": "role"}],
)  # fmt: skip
def test_settings_that_cannot_be_are_refused_before_anything_is_asked(wrong: dict[str, str], tmp_path: Path) -> None:
    with answering(error(500, "")) as host:
        fault = fault_of(S3(), a_parcel(a_file(tmp_path)), place_at(host.url, host.allowed, **wrong))
    assert fault.code in {"settings", "roles_off", "address"} and not fault.passing and host.asked == []


def test_nothing_of_whoever_runs_this_gets_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config").write_text(
        "[default]\nregion = xx\nendpoint_url = http://127.0.0.1:1\n[profile p]\nregion = yy\n"
    )
    for name, value in {
        "AWS_CONFIG_FILE": str(tmp_path / "config"), "AWS_PROFILE": "p", "AWS_ACCESS_KEY_ID": "THEIRS",
        "AWS_SECRET_ACCESS_KEY": "theirs", "AWS_SESSION_TOKEN": "theirs", "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
        "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1", "http_proxy": "http://127.0.0.1:1", "ALL_PROXY": "http://127.0.0.1:1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    fault, host = fault_from(error(403, "AccessDenied"), tmp_path)
    assert fault.code == "denied" and "AKIDOURS" in host.headers[0]["Authorization"]
    assert "THEIRS" not in str(host.headers) and "theirs" not in str(host.headers)
    monkeypatch.setattr(aws, "ask", lambda method, url, *_, **__: (_ for _ in ()).throw(LookupError(url)))
    with pytest.raises(LookupError, match=r"https://exports.s3.eu-west-1.amazonaws.com/"):
        S3().deliver(a_parcel(a_file(tmp_path)), place_at("", Allowed()), lambda _: None)


@pytest.mark.parametrize("secret", [{}, {"access_key": "a"}, {"access_key": "a", "secret_key": "é"}])
def test_keys_that_are_missing_are_asked_for_and_never_looked_for(secret: dict[str, str], tmp_path: Path) -> None:
    place = Place(place_at("", Allowed()).config, secret, Allowed())
    assert fault_of(S3(), a_parcel(a_file(tmp_path)), place).code == "settings"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Keys]]:
    with storing(tmp_path_factory.mktemp("store") / "log") as store:
        store.bucket("exports")
        write = {"Effect": "Allow", "Action": ["s3:PutObject", "sts:AssumeRole"], "Resource": "*"}
        yield store, store.check_keys({"Version": "2012-10-17", "Statement": [write]})


def test_a_store_that_asks_who_comes_takes_files_of_its_keys_alone(guarded: tuple[Store, Keys], tmp_path: Path) -> None:
    store, keys = guarded
    parcel, place = a_parcel(a_file(tmp_path)), place_at(store.url, store.allowed)
    right = Place(place.config, {"access_key": keys.access, "secret_key": keys.secret}, store.allowed)
    assert S3().deliver(parcel, right, lambda _: None).remote["read_back"] == "not allowed"
    assert "The keys may not delete" in S3().test(right)
    assert fault_of(S3(), parcel, place).code == "wrong_key"
    wrong = Place(place.config, {"access_key": keys.access, "secret_key": "x" * 40}, store.allowed)
    assert fault_of(S3(), parcel, wrong).code == "wrong_secret"


def test_a_role_lends_keys_where_an_operator_allows_it(
    guarded: tuple[Store, Keys], settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store, keys = guarded
    settings.S3_ROLES = True
    monkeypatch.setattr(s3_client, "identity", lambda: keys)
    place = place_at("", store.allowed, auth="role", role_arn=ROLE, external_id="ours")
    lent = Roles(store.url).keys(bucket_of(place.config), place, Deadline(10))
    assert lent.access != keys.access and lent.token and lent.secret not in repr(lent)


def test_a_role_that_is_not_lent_is_told(settings: Any) -> None:
    settings.S3_ROLES = True
    with answering(error(403, "AccessDenied")) as host, pytest.MonkeyPatch.context() as patch:
        patch.setattr(s3_client, "identity", lambda: Keys("a", "s"))
        place = place_at("", host.allowed, auth="role", role_arn=ROLE)
        with pytest.raises(Fault, match="whom the role trusts"):
            S3(Roles(host.url).keys).deliver(a_parcel(), place, lambda _: None)


@pytest.mark.parametrize(("endpoint", "role"), [("https://s3.example.org", ROLE), ("", "arn:x"), ("", "")])
def test_a_role_is_for_amazon_and_must_be_one(endpoint: str, role: str, settings: Any, tmp_path: Path) -> None:
    settings.S3_ROLES = True
    place = place_at(endpoint, Allowed(), auth="role", role_arn=role)
    assert fault_of(S3(), a_parcel(a_file(tmp_path)), place).code == "settings"
