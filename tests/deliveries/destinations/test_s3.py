"""What arrives in a bucket, over HTTP at a store of its own."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from deliveries.destinations import s3_upload
from deliveries.destinations.base import Fault, Place
from deliveries.destinations.s3 import S3
from tests.deliveries.destinations.stored import a_file, a_parcel
from tests.servers.objects import REGION, Store, storing

SECRET = {"access_key": "test", "secret_key": "test"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with storing(tmp_path_factory.mktemp("store") / "log") as found:
        yield found


@pytest.fixture
def bucket(store: Store) -> str:
    return store.bucket(f"exports-{token_hex(4)}")


def place_at(store: Store, bucket: str, **more: Any) -> Place:
    config = {"bucket": bucket, "prefix": "daily", "region": REGION, "endpoint": store.url, "auth": "keys"}
    secret = {**SECRET, **more.pop("secret", {})}
    return Place({**config, **more}, secret, store.allowed)


def test_a_file_arrives_under_its_key_with_its_type_and_a_proof(store: Store, bucket: str, tmp_path: Path) -> None:
    file, handed = a_file(tmp_path), []
    said = S3().deliver(a_parcel(file), place_at(store, bucket), handed.append)
    key = f"daily/{file.name}"
    assert store.content(bucket, key) == file.path.read_bytes() and store.keys(bucket) == [key]
    held = store.client().head_object(Bucket=bucket, Key=key)
    assert (held["ContentType"], said.remote_id, handed) == ("text/csv", key, [""])
    digest = b64encode(bytes.fromhex(file.sha256)).decode()
    assert said.remote == {"key": key, "etag": held["ETag"].strip('"'), "checksum": digest, "size": str(file.size)}


def test_a_versioned_bucket_proves_the_version(store: Store, bucket: str, tmp_path: Path) -> None:
    store.client().put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    said = S3().deliver(a_parcel(a_file(tmp_path)), place_at(store, bucket), lambda _: None)
    assert said.remote["version_id"]


def test_a_large_file_arrives_in_parts_that_are_checked(
    store: Store, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_upload, "PART", 5 * 1024 * 1024)
    content = bytes(range(256)) * 4096 * 12
    file, handed = a_file(tmp_path, content), []
    said = S3().deliver(a_parcel(file), place_at(store, bucket), handed.append)
    assert store.content(bucket, said.remote_id) == content
    assert (said.remote["size"], handed) == (str(len(content)), [""])
    assert said.remote["etag"].endswith("-3") and said.remote.get("checksum", "-3").endswith("-3")
    assert store.unfinished(bucket) == 0


def test_a_retry_overwrites_its_own_file(store: Store, bucket: str, tmp_path: Path) -> None:
    parcel = a_parcel(a_file(tmp_path))
    for _ in range(3):
        S3().deliver(parcel, place_at(store, bucket), lambda _: None)
    assert store.keys(bucket) == [f"daily/{parcel.files[0].name}"]


def test_nothing_is_there_when_the_delivery_was_taken_over(
    store: Store, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(_: str) -> None:
        raise LookupError

    for part in (s3_upload.PART, 5 * 1024 * 1024):
        monkeypatch.setattr(s3_upload, "PART", part)
        with pytest.raises(LookupError):
            S3().deliver(a_parcel(a_file(tmp_path, b"x" * 6_000_000)), place_at(store, bucket), taken)
    assert store.keys(bucket) == [] and store.unfinished(bucket) == 0


def test_a_retry_gives_up_the_parts_that_a_killed_try_left(
    store: Store, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_upload, "PART", 5 * 1024 * 1024)
    file = a_file(tmp_path, b"x" * 6_000_000)
    for key in (f"daily/{file.name}", "daily/of-somebody-else"):
        store.client().create_multipart_upload(Bucket=bucket, Key=key)
    S3().deliver(a_parcel(file), place_at(store, bucket), lambda _: None)
    assert store.unfinished(bucket) == 1


def test_a_signed_list_goes_beside_the_files(store: Store, bucket: str, tmp_path: Path) -> None:
    files = [a_file(tmp_path, name=name) for name in ("a.csv", "b.csv")]
    said = S3().deliver(a_parcel(*files), place_at(store, bucket, secret={"manifest": "s"}), lambda _: None)
    assert store.keys(bucket) == ["daily/a.csv", "daily/a.csv.manifest.json", "daily/b.csv"]
    listed = json.loads(store.content(bucket, "daily/a.csv.manifest.json"))
    assert [each["sha256"] for each in listed["files"]] == [file.sha256 for file in files]
    assert said.remote_id == "daily/a.csv" and said.remote["b.csv key"] == "daily/b.csv"


@pytest.mark.parametrize(
    ("prefix", "key"), [("", "x.csv"), ("/a/b/", "a/b/x.csv"), ("é ü", "é ü/x.csv"), ("a//b", "a//b/x.csv")]
)
def test_the_prefix_is_a_folder(prefix: str, key: str, store: Store, bucket: str, tmp_path: Path) -> None:
    S3().deliver(a_parcel(a_file(tmp_path, name="x.csv")), place_at(store, bucket, prefix=prefix), lambda _: None)
    assert store.keys(bucket) == [key]


def test_an_empty_file_arrives(store: Store, bucket: str, tmp_path: Path) -> None:
    said = S3().deliver(a_parcel(a_file(tmp_path, b"")), place_at(store, bucket), lambda _: None)
    assert store.content(bucket, said.remote_id) == b"" and said.remote["size"] == "0"


def test_the_test_leaves_nothing_behind_and_says_what_it_saw(store: Store, bucket: str) -> None:
    said = f"The bucket {bucket} takes files under daily/: a small object was written and read back, "
    assert S3().test(place_at(store, bucket)) == said + "and taken away again."
    assert store.keys(bucket) == []


def test_a_bucket_that_is_not_there_is_named(store: Store, tmp_path: Path) -> None:
    place = place_at(store, "no-such-bucket-here")
    for act in (lambda: S3().test(place), lambda: S3().deliver(a_parcel(a_file(tmp_path)), place, lambda _: None)):
        with pytest.raises(Fault, match="bucket no-such-bucket-here has no such bucket") as caught:
            act()
        assert (caught.value.code, caught.value.passing) == ("no_bucket", False)


@pytest.mark.parametrize("size", [10, 6_000_000])
def test_a_file_that_was_changed_on_our_disk_is_not_sent(
    size: int, store: Store, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_upload, "PART", 5 * 1024 * 1024)
    file = a_file(tmp_path, b"x" * size)
    file.path.write_bytes(b"y" * size)
    with pytest.raises(Fault, match="was changed on this installation's disk"):
        S3().deliver(a_parcel(file), place_at(store, bucket), lambda _: None)
    assert store.keys(bucket) == [] and store.unfinished(bucket) == 0
