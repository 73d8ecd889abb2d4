"""A bucket as a person has set it up, checked. PURE but for the setting that allows roles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from deliveries.destinations.base import Fault
from deliveries.destinations.doorway import fault_of
from net.problem import DoorProblem
from net.target import target_of

BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]", re.ASCII)
REGION = re.compile(r"[a-z0-9-]{2,40}", re.ASCII)
ROLE = re.compile(r"arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]{1,128}", re.ASCII)
LONGEST_PREFIX = 500  # bytes; a key may have 1,024


@dataclass(frozen=True)
class Bucket:
    """Where objects go. ``prefix`` is empty or ends with a slash; ``endpoint`` is empty for Amazon."""

    name: str
    prefix: str
    region: str
    endpoint: str
    role: str  # empty: keys of its own
    external_id: str
    style: str  # of addresses: auto, path, virtual

    @property
    def told(self) -> str:
        """For people."""
        return f"the bucket {self.name}"

    def key(self, name: str) -> str:
        """Of an object."""
        return self.prefix + name


def bucket_of(config: Mapping[str, Any]) -> Bucket:
    """Raises Fault."""
    endpoint = str(config.get("endpoint") or "").strip()
    name, region = str(config.get("bucket") or "").strip(), str(config.get("region") or "").strip()
    if not BUCKET.fullmatch(name):
        raise _wrong("The bucket's name has 3 to 63 letters, digits, dots, hyphens or underscores.")
    if not region and not endpoint:
        raise _wrong("Amazon needs the bucket's region, such as eu-west-1.")
    if region and not REGION.fullmatch(region):
        raise _wrong("The region is a word such as eu-west-1.")
    role = _role(config, endpoint)
    style = {None: "path" if endpoint else "auto", True: "path", False: "virtual"}[config.get("path_style")]
    outside = str(config.get("external_id") or "")
    return Bucket(name, _prefix(config), region or "us-east-1", _endpoint(endpoint), role, outside, style)


def _prefix(config: Mapping[str, Any]) -> str:
    prefix = str(config.get("prefix") or "").strip().strip("/")
    parts = prefix.split("/")
    if len(prefix.encode()) > LONGEST_PREFIX or not prefix.isprintable() or {".", ".."} & set(parts):
        raise _wrong(f"The prefix has at most {LONGEST_PREFIX} bytes, and no part of it is . or ..")
    return f"{prefix}/" if prefix else ""


def _endpoint(endpoint: str) -> str:
    """Read as the network door reads it, and without a path. Raises Fault."""
    if endpoint and not re.fullmatch(r"https?://[^/?#@\s\\]+/?", endpoint, re.IGNORECASE):
        raise Fault("address", "The endpoint is an address without a path, such as https://s3.example.org.")
    try:
        target_of(endpoint or "https://amazonaws.com")
    except DoorProblem as problem:
        raise fault_of(problem) from None
    return endpoint.rstrip("/")


def _role(config: Mapping[str, Any], endpoint: str) -> str:
    if config.get("auth") != "role":
        return ""
    role = str(config.get("role_arn") or "").strip()
    if not settings.S3_ROLES:
        said = "Roles are switched off on this installation. Enter keys, or ask an operator to set SEXTANT_S3_ROLES."
        raise Fault("roles_off", said)
    if endpoint:
        raise _wrong("A role is for Amazon; for another endpoint enter keys.")
    if not ROLE.fullmatch(role):
        raise _wrong("The role is an ARN such as arn:aws:iam::123456789012:role/sextant.")
    return role


def _wrong(said: str) -> Fault:
    return Fault("settings", said)
