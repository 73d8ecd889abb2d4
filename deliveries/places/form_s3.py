"""What is entered for a bucket: where it is, and by which keys or role it is reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deliveries.destinations.base import Fault
from deliveries.destinations.s3_place import bucket_of
from explores.keeping.refused import Refused
from net.problem import DoorProblem
from net.target import target_of

STYLES = {"": None, "path": True, "virtual": False}
WORDS = (("bucket's name", "bucket"), ("prefix", "prefix"), ("endpoint", "endpoint"), ("region", "region"))


def read(
    given: Mapping[str, str], before: Mapping[str, Any], held: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Settings and secrets. Raises Refused."""
    names = ("bucket", "prefix", "region", "endpoint")
    config: dict[str, Any] = {name: given.get(name, "").strip() for name in names}
    config["auth"] = "role" if given.get("auth") == "role" else "keys"
    config["path_style"] = STYLES.get(given.get("style", ""))
    if config["auth"] == "role":
        config |= {name: given.get(name, "").strip() for name in ("role_arn", "external_id")}
    _checked(config)
    return config, {} if config["auth"] == "role" else _keys(given, before, config, held)


def address(config: Mapping[str, Any]) -> str:
    """``s3://alba-finance/orders/``."""
    prefix = str(config.get("prefix") or "").strip("/")
    return f"s3://{config.get('bucket', '')}/{prefix}{'/' if prefix else ''}"


def _checked(config: Mapping[str, Any]) -> None:
    try:
        bucket_of(config)
    except Fault as fault:
        raise Refused(fault.message, _field(fault)) from fault
    if config["endpoint"]:
        try:
            target_of(str(config["endpoint"]))
        except DoorProblem as problem:
            raise Refused(problem.message, "endpoint") from problem


def _field(fault: Fault) -> str:
    """The courier says in words what is wrong; the first part that it names is the field."""
    if "role" in fault.message.lower():
        return "role_arn"
    said = fault.message
    named = [(said.find(words), name) for words, name in WORDS if words in said]
    return min(named)[1] if named else "bucket"


def _keys(
    given: Mapping[str, str], before: Mapping[str, Any], config: Mapping[str, Any], held: Mapping[str, str]
) -> dict[str, str]:
    """Both or none: keys that are there are kept for the place that they were given for, and for no other."""
    access, secret = given.get("access_key", "").strip(), given.get("secret_key", "").strip()
    if not access and not secret and held.get("secret_key"):
        if before.get("endpoint") != config["endpoint"]:
            raise Refused(
                "The endpoint changed: enter the keys again, so that they go nowhere by mistake.", "access_key"
            )
        return dict(held)
    if not access:
        raise Refused("Enter the access key.", "access_key")
    if not secret:
        raise Refused("Enter the secret key that belongs to this access key.", "secret_key")
    if not (access + secret).isascii() or not (access + secret).isprintable():
        raise Refused("Keys are plain letters, digits and signs in one line.", "access_key")
    return {"access_key": access, "secret_key": secret}
