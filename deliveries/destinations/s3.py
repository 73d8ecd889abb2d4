"""Amazon S3 and stores that speak like it. A try overwrites what an earlier one left, so nothing is there twice."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from botocore.exceptions import ClientError

from deliveries.destinations import beside
from deliveries.destinations.base import File, Handed, Handing, Parcel, Place
from deliveries.destinations.doorway import STALL, time_for
from deliveries.destinations.s3_client import Roles, client_of
from deliveries.destinations.s3_faults import meaning, told
from deliveries.destinations.s3_place import Bucket, bucket_of
from deliveries.destinations.s3_upload import Upload
from net.aws import Keys
from net.timed import Deadline

Lend = Callable[[Bucket, Place, Deadline], Keys]


class S3:
    """The courier. ``lend`` gives keys for a role; ``stall`` is how many seconds may pass without a step forward."""

    def __init__(self, lend: Lend | None = None, *, stall: float = STALL) -> None:
        self._lend = lend or Roles().keys
        self._stall = stall

    def deliver(self, parcel: Parcel, place: Place, handing: Handing) -> Handed:
        """Every file, then the signed list beside them."""
        bucket = bucket_of(place.config)
        with beside.everything(parcel, place) as files, told(bucket.told, _now):
            client = self._client(bucket, place, sum(file.size for file in files))
            said = {file.name: self._put(client, bucket, file, handing) for file in files}
        return beside.handed(said, bucket.key(parcel.files[0].name))

    def test(self, place: Place) -> str:
        """A small object is written, looked at and taken away. A bucket that was only looked at would say nothing of
        the right to write, and less of what is wrong."""
        bucket = bucket_of(place.config)
        name = f".sextant-test-{token_hex(6)}"
        with tempfile.NamedTemporaryFile() as held, told(bucket.told, _now):
            client = self._client(bucket, place, 0)
            file = File(name, "text/plain", Path(held.name), 0, hashlib.sha256(b"").hexdigest())
            seen = self._put(client, bucket, file, lambda _: None)
            read = "written" if "read_back" in seen else "written and read back"
            return _tested(bucket, name, read, gone=_removed(client, bucket, name))

    def _client(self, bucket: Bucket, place: Place, size: int) -> Any:
        return client_of(bucket, place, time_for(size, stall=self._stall), self._lend)

    def _put(self, client: Any, bucket: Bucket, file: File, handing: Handing) -> dict[str, str]:
        key = bucket.key(file.name)
        return {"key": key, **Upload(client, bucket.name, key).put(file, handing)}


def _now() -> datetime:
    return datetime.now(UTC)


def _removed(client: Any, bucket: Bucket, name: str) -> bool:
    try:
        client.delete_object(Bucket=bucket.name, Key=bucket.key(name))
    except ClientError as error:
        if meaning(error) != "denied":
            raise
        return False
    return True


def _tested(bucket: Bucket, name: str, read: str, *, gone: bool) -> str:
    where = f"under {bucket.prefix}" if bucket.prefix else "at its top"
    said = f"The bucket {bucket.name} takes files {where}: a small object was {read}"
    if gone:
        return f"{said}, and taken away again."
    return f"{said}. The keys may not delete, which deliveries don't need; take {name} away by hand."
