"""One file into one object: at once while it is small, in parts where it is large, never more than a part in memory."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from deliveries.destinations.base import File, Handing
from deliveries.destinations.beside import chunks
from deliveries.destinations.s3_faults import Changed
from net.problem import DoorProblem

PART = 16 * 1024 * 1024  # bytes; smaller files go at once
UNKNOWN = {"NotImplemented", "501", "InvalidArgument", "InvalidRequest"}  # to headers that a store has not heard of
MOST_PARTS = 10_000


@dataclass(frozen=True)
class Upload:
    """A client, and what every request for one object names."""

    client: Any
    bucket: str
    key: str
    plain: bool = False  # for a store that knows no SHA-256

    @property
    def named(self) -> dict[str, str]:
        """The object."""
        return {"Bucket": self.bucket, "Key": self.key}

    def put(self, file: File, handing: Handing) -> dict[str, str]:
        """What the store answers, for the receipt. A store that refuses checksums it does not know is asked once more
        without. Raises Changed and what botocore raises."""
        try:
            answer, checksum = self._parts(file, handing) if file.size > PART else self._once(file, handing)
        except ClientError as error:
            if self.plain or error.response.get("Error", {}).get("Code") not in UNKNOWN:
                raise
            return replace(self, plain=True).put(file, handing)
        return self._proven(file, answer, checksum)

    def _proven(self, file: File, answer: Mapping[str, Any], checksum: str) -> dict[str, str]:
        told = {"etag": str(answer.get("ETag", "")).strip('"'), "version_id": str(answer.get("VersionId", ""))}
        held = self._held()
        told["checksum"] = _agreed(checksum, answer, held or {})
        if held is None:
            return {**told, "read_back": "not allowed"}
        if held["ContentLength"] != file.size:
            raise Changed("size")
        return {**told, "size": str(held["ContentLength"])}

    def _once(self, file: File, handing: Handing) -> tuple[Mapping[str, Any], str]:
        content = b"".join(chunks(file, PART))
        handing("")
        algorithm = {} if self.plain else {"ChecksumAlgorithm": "SHA256"}
        given = {**self.named, "ContentType": file.mime, **algorithm, **self._check(content)}
        return self.client.put_object(**given, Body=content), _text(bytes.fromhex(file.sha256))

    def _parts(self, file: File, handing: Handing) -> tuple[Mapping[str, Any], str]:
        self._tidy()
        algorithm = {} if self.plain else {"ChecksumAlgorithm": "SHA256"}
        made = self.client.create_multipart_upload(**self.named, ContentType=file.mime, **algorithm)
        number = {**self.named, "UploadId": made["UploadId"]}
        try:
            sent = list(self._sent(file, number))
            handing("")
            parts = [{"PartNumber": n, "ETag": tag, **self._own(own)} for n, (tag, own) in enumerate(sent, 1)]
            answer = self.client.complete_multipart_upload(**number, MultipartUpload={"Parts": parts})
        except BaseException:
            with suppress(ClientError, BotoCoreError, DoorProblem):
                self.client.abort_multipart_upload(**number)
            raise
        whole = hashlib.sha256(b"".join(own for _, own in sent)).digest()
        return answer, f"{_text(whole)}-{len(sent)}"

    def _sent(self, file: File, number: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """The tag and the SHA-256 of each part."""
        for n, part in enumerate(chunks(file, part_size(file.size)), 1):
            given = {**number, "PartNumber": n, **self._check(part)}
            yield self.client.upload_part(**given, Body=part)["ETag"], hashlib.sha256(part).digest()

    def _check(self, content: bytes) -> dict[str, str]:
        """By which the store sees whether it got what was sent; all of them know MD5, which is enough for that."""
        if self.plain:
            return {"ContentMD5": _text(hashlib.md5(content, usedforsecurity=False).digest())}
        return self._own(hashlib.sha256(content).digest())

    def _own(self, digest: bytes) -> dict[str, str]:
        return {} if self.plain else {"ChecksumSHA256": _text(digest)}

    def _tidy(self) -> None:
        """Parts that a killed try has left are paid for and seen by nobody. The key is this delivery's alone."""
        with suppress(ClientError):  # keys that may not look: the bucket's own rules throw them away
            left = self.client.list_multipart_uploads(Bucket=self.bucket, Prefix=self.key)
            for each in left.get("Uploads", ()):
                if each["Key"] == self.key:
                    self.client.abort_multipart_upload(**self.named, UploadId=each["UploadId"])

    def _held(self) -> Mapping[str, Any] | None:
        """What the store holds now; None for keys that may write and not read."""
        try:
            found: Mapping[str, Any] = self.client.head_object(**self.named, ChecksumMode="ENABLED")
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 403:
                raise
            return None
        return found


def part_size(size: int) -> int:
    """Bytes of a part, so that no object has more parts than stores take."""
    return max(PART, -(-size // MOST_PARTS))


def _agreed(ours: str, *answers: Mapping[str, Any]) -> str:
    """The checksum that the store tells; empty for stores that know none, whose size is compared all the same."""
    theirs = [str(answer["ChecksumSHA256"]) for answer in answers if answer.get("ChecksumSHA256")]
    if any(each.partition("-")[0] != ours.partition("-")[0] for each in theirs):
        raise Changed("checksum")
    return ours if theirs else ""


def _text(digest: bytes) -> str:
    return b64encode(digest).decode()
