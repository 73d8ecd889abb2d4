"""A client of botocore whose every request leaves by the door, and which knows nothing but what it is told.

botocore asks its event ``before-send`` for an answer before it opens a connection of its own. So the connections are
ours, while signatures, addresses and the reading of answers stay botocore's.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.loaders import Loader
from botocore.session import Session

from net.addresses import Allowed
from net.asking import ask
from net.problem import DoorProblem
from net.timed import Deadline


@dataclass(frozen=True)
class Keys:
    """Who asks. ``token`` belongs to keys that were lent."""

    access: str
    secret: str
    token: str | None = None

    def __repr__(self) -> str:
        return "Keys(…)"


def client(
    service: str,
    keys: Keys,
    allowed: Allowed,
    within: Deadline,
    *,
    region: str,
    endpoint: str = "",
    style: str = "auto",
) -> Any:
    """A client of ``s3`` or ``sts``. It tries once; ``style`` is that of S3's addresses (auto, path, virtual).
    Raises DoorProblem."""
    config = Config(
        ignore_configured_endpoint_urls=True,
        retries={"total_max_attempts": 1},
        request_checksum_calculation="when_required",  # ours are given with each request
        response_checksum_validation="when_required",
        s3={"addressing_style": style},
    )
    try:
        made = _session().create_client(
            service,
            region_name=region,
            endpoint_url=endpoint or None,
            aws_access_key_id=keys.access,
            aws_secret_access_key=keys.secret,
            aws_session_token=keys.token,
            config=config,
        )
    except ValueError as error:  # botocore has a reading of addresses of its own
        raise DoorProblem("address", "The endpoint is no address that a store can be asked at.") from error
    made.meta.events.register("before-send", _Sender(allowed, within).send)
    made.meta.events.register(f"before-call.{service}", _stay)
    return made


def _session() -> Session:
    """One that reads no environment and no file of whoever runs this, and has no plugins."""
    plain = {name: (None, None, default, kind) for name, (_, _, default, kind) in Session.SESSION_VARIABLES.items()}
    nowhere = dict.fromkeys(("config_file", "credentials_file"), (None, None, os.devnull, None))
    session = Session(session_vars={**plain, **nowhere})
    session.register_component("data_loader", _loader())
    return session


@cache
def _loader() -> Loader:
    """What botocore brings along, and nothing from the home folder."""
    return Loader(extra_search_paths=[Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)


def _stay(context: dict[str, Any], **_: object) -> None:
    """A bucket in another region is for a person to set right; botocore would go there by itself."""
    context["s3_redirect"] = {"redirected": True}


class _Sender:
    def __init__(self, allowed: Allowed, within: Deadline) -> None:
        self._allowed = allowed
        self._within = within

    def send(self, request: AWSPreparedRequest, **_: object) -> AWSResponse:
        """The answer. Raises DoorProblem."""
        headers = _plain(request.headers)
        reply = ask(request.method, request.url, headers, request.body, allowed=self._allowed, within=self._within)
        return AWSResponse(request.url, reply.status, reply.headers, _Body(reply.body))


def _plain(headers: Mapping[str, str | bytes]) -> dict[str, str]:
    """``Expect`` is left out: it would be waited for, and the parts that are sent are small."""
    text = {name: value.decode() if isinstance(value, bytes) else str(value) for name, value in headers.items()}
    return {name: value for name, value in text.items() if name.lower() != "expect"}


class _Body:
    """An answer's body, as botocore reads it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        """All of it."""
        yield self._content

    def read(self, *_: object) -> bytes:
        """All of it, once."""
        content, self._content = self._content, b""
        return content
