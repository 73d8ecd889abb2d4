"""Webhooks: a signed POST with the files in it. The receiver knows a repeated one by its key.

Settings: ``url``, ``shape`` (sextant or looker), ``headers`` (further ones). Secret: ``secret``, ``previous`` (during a
rotation), ``authorization`` (a header for receivers that want one). The message is built in memory, up to MOST_BYTES.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable

from deliveries.destinations.answers import judged, unsent
from deliveries.destinations.base import Fault, File, Handed, Handing, Parcel, Place
from deliveries.destinations.headers import authorization, extra_headers
from deliveries.destinations.looker_shape import looker_shape
from deliveries.destinations.payload import JSON, sextant_shape
from deliveries.destinations.signing import signed
from deliveries.destinations.sizes import as_base64, megabytes
from net.door import exchange
from net.problem import DoorProblem
from net.target import target_of

MOST_BYTES = 20_000_000  # of a message
SECONDS = 60.0  # for everything: name, connection, message and answer
TEST_SECONDS = 10.0
_SHAPES: dict[str, Callable[[Parcel], bytes]] = {"sextant": sextant_shape, "looker": looker_shape}


class Webhook:
    """The courier. A try whose end is not known is ``unsure`` and ``passing``: the key makes another one right."""

    def deliver(self, parcel: Parcel, place: Place, handing: Handing) -> Handed:
        """One POST. Raises Fault."""
        shape = _SHAPES.get(str(place.config.get("shape", "sextant")))
        if shape is None:
            raise Fault("shape", f"A webhook has one of these shapes: {', '.join(_SHAPES)}.")
        _fits(sum(_written(file) for file in parcel.files))
        body = shape(parcel)
        _fits(len(body))
        return _posted(place, body, parcel.key, SECONDS, lambda: handing(""))

    def test(self, place: Place) -> str:
        """A small message of type ``test``, signed as any other, once. Raises Fault."""
        body = json.dumps({"type": "test", "version": 1, "message": "A test from Sextant. Nothing was delivered."})
        handed = _posted(place, body.encode(), f"test-{uuid.uuid4()}", TEST_SECONDS, lambda: None)
        host = target_of(str(place.config.get("url", ""))).named
        return f"{host} took a signed test message and answered {handed.remote['status']}."


def _written(file: File) -> int:
    """Bytes that the file takes at least."""
    return file.size if file.mime == JSON or file.mime.startswith("text/") else as_base64(file.size)


def _fits(size: int) -> None:
    if size > MOST_BYTES:
        how = "Choose fewer rows or another format, or send to S3 or SFTP, which take larger files."
        raise Fault(
            "too_large", f"The message is {megabytes(size)}, and a webhook takes {megabytes(MOST_BYTES)}. {how}"
        )


def _posted(place: Place, body: bytes, key: str, seconds: float, ready: Callable[[], None]) -> Handed:
    url, extra = str(place.config.get("url", "")), extra_headers(place.config)
    secrets = [place.secret[name] for name in ("secret", "previous") if place.secret.get(name)]
    if not secrets:
        raise Fault("no_secret", "This webhook has no secret to sign with. Open the destination and make one.")
    own = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": key,
        **signed(body, int(time.time()), secrets),
    }
    headers = {**extra, **authorization(place.secret), **own}
    try:
        reply = exchange(url, body, headers, allowed=place.allowed, seconds=seconds, ready=ready)
    except DoorProblem as problem:
        raise unsent(problem) from None
    return judged(reply, target_of(url).named, key)
