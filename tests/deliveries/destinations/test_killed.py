"""A worker that is killed while it sends: the retry leaves one whole file. And files larger than memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from deliveries.destinations.base import Place
from tests.deliveries.destinations.test_s3 import SECRET
from tests.servers.objects import REGION, Store, answering, storing
from tests.servers.ssh import Sshd, serving

BASE = Path(__file__).resolve().parents[3]
NAME = "orders_2026-11-17T0800_7d3c1a.csv"
MB = 1024 * 1024


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with storing(tmp_path_factory.mktemp("store") / "log") as found:
        found.bucket("exports")
        yield found


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with serving(tmp_path_factory.mktemp("sshd")) as found:
        yield found


@pytest.fixture
def sshd(running: Sshd) -> Sshd:
    for path in running.files.iterdir():
        path.unlink()
    return running


def begun(
    courier: str, path: Path, place: Place, port: int, *, kill: bool = False, stop: bool = False
) -> subprocess.Popen[str]:
    """A try that runs; ``stop``: to the middle of its file, where it waits to be killed."""
    told = {"courier": courier, "path": str(path), "name": NAME, "config": dict(place.config), "kill": kill,
            "stop": stop, "secret": dict(place.secret), "allowed": [f"127.0.0.1:{port}"]}  # fmt: skip
    command = [sys.executable, "-m", "tests.deliveries.destinations.one_try"]
    process = subprocess.Popen(command, cwd=BASE, stdin=-1, stdout=-1, text=True)
    assert process.stdin is not None
    process.stdin.write(json.dumps(told))
    process.stdin.close()
    return process


def ended(process: subprocess.Popen[str]) -> int:
    """Megabytes that it used."""
    assert process.stdout is not None
    said = process.stdout.read()
    assert process.wait(120) == 0
    return int(said)


def killed_when(process: subprocess.Popen[str], seen: Callable[[], Any]) -> None:
    while not seen():
        assert process.poll() is None, "it was done before it could be killed"
        time.sleep(0.01)
    process.kill()
    process.wait()


def large(folder: Path, megabytes: int) -> Path:
    """Of zeros that take no room on the disk."""
    path = folder / "large"
    with path.open("wb") as file:
        file.truncate(megabytes * MB)
    return path


def bucket_at(url: str) -> Place:
    config = {"bucket": "exports", "prefix": "daily", "region": REGION, "endpoint": url, "auth": "keys"}
    return Place(config, SECRET, None)  # type: ignore[arg-type]  # told to the try by its port


def test_a_killed_upload_to_a_bucket_and_its_retry_leave_one_whole_object(store: Store, tmp_path: Path) -> None:
    path, place, key = large(tmp_path, 100), bucket_at(store.url), f"daily/{NAME}"
    killed_when(begun("s3", path, place, store.port, stop=True), lambda: store.unfinished("exports"))
    assert begun("s3", path, place, store.port, kill=True).wait(120) == -9  # right before it is completed
    assert store.keys("exports") == []
    ended(begun("s3", path, place, store.port))
    assert store.keys("exports") == [key] and store.unfinished("exports") == 0
    assert store.client().head_object(Bucket="exports", Key=key)["ContentLength"] == 100 * MB


def test_a_killed_upload_by_sftp_and_its_retry_leave_one_whole_file(sshd: Sshd, tmp_path: Path) -> None:
    path, part = large(tmp_path, 100), sshd.files / f"{NAME}.part"
    begins = begun("sftp", path, sshd.place, sshd.port, stop=True)
    killed_when(begins, lambda: part.exists() and part.stat().st_size > MB)
    assert sshd.names() == [part.name]
    assert begun("sftp", path, sshd.place, sshd.port, kill=True).wait(120) == -9  # right before it is renamed
    assert sshd.names() == [part.name]
    ended(begun("sftp", path, sshd.place, sshd.port))
    assert sshd.names() == [NAME] and (sshd.files / NAME).stat().st_size == 100 * MB


def swallow(handler: BaseHTTPRequestHandler) -> None:
    """A store that takes everything and keeps nothing."""
    told = b"<R><UploadId>u1</UploadId></R>"
    handler.send_response(200)
    handler.send_header("ETag", '"t"')
    handler.send_header("Content-Length", str(300 * MB if handler.command == "HEAD" else len(told)))
    handler.end_headers()
    handler.wfile.write(b"" if handler.command == "HEAD" else told)


class Forgetful(list[bytes]):
    def append(self, body: bytes) -> None:
        """300 MB of zeros tell nothing."""


@pytest.mark.slow
def test_a_large_file_takes_little_memory(sshd: Sshd, tmp_path: Path, record_property: Callable[..., None]) -> None:
    small, big = tmp_path / "small", large(tmp_path, 300)
    small.write_bytes(os.urandom(1000))
    with answering(swallow) as store:
        store.bodies = Forgetful()
        by_s3 = ended(begun("s3", big, bucket_at(store.url), store.port))
    by_sftp = ended(begun("sftp", big, sshd.place, sshd.port))
    plain = ended(begun("sftp", small, sshd.place, sshd.port))
    record_property("told", f"300 MB took {by_s3} MB by S3, {by_sftp} MB by SFTP, 1 kB {plain} MB")
    assert by_s3 < plain + 100 and by_sftp < plain + 30
