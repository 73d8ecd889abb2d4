"""A client for one bucket, with keys of its own or those of a role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from deliveries.destinations.base import Fault, Place
from deliveries.destinations.s3_faults import PASSING, meaning
from deliveries.destinations.s3_place import Bucket
from net.aws import Keys, client
from net.timed import Deadline

LENT = 3600  # seconds that keys of a role last; Amazon lends them for no less than 900


@dataclass(frozen=True)
class Roles:
    """Where roles are asked for: Amazon's own service, by the keys that this installation itself runs with."""

    endpoint: str = ""  # empty: that of the region

    def keys(self, bucket: Bucket, place: Place, within: Deadline) -> Keys:
        """Keys that are lent for the role. Raises Fault, and DoorProblem and what else botocore raises."""
        sts = client("sts", identity(), place.allowed, within, region=bucket.region, endpoint=self.endpoint)
        wanted = {"RoleArn": bucket.role, "RoleSessionName": "sextant", "DurationSeconds": LENT}
        outside = {"ExternalId": bucket.external_id} if bucket.external_id else {}
        try:
            lent = sts.assume_role(**wanted, **outside)["Credentials"]
        except ClientError as error:
            if meaning(error) in PASSING:
                raise
            said = "Amazon does not lend keys for this role. Check its ARN, the external ID and whom the role trusts."
            raise Fault("role", said) from None
        return Keys(lent["AccessKeyId"], lent["SecretAccessKey"], lent["SessionToken"])


def identity() -> Keys:
    """What this installation is to Amazon, by its environment or its machine. Asked for only where an operator has
    switched roles on. Raises Fault."""
    from botocore.session import Session

    found = Session().get_credentials()
    if found is None:
        said = "This installation has no identity of its own at Amazon. An operator must give it one, or enter keys."
        raise Fault("no_identity", said)
    frozen = found.get_frozen_credentials()
    return Keys(frozen.access_key, frozen.secret_key, frozen.token)


def client_of(bucket: Bucket, place: Place, within: Deadline, lend: Callable[[Bucket, Place, Deadline], Keys]) -> Any:
    """Raises Fault, and what ``lend`` raises."""
    keys = lend(bucket, place, within) if bucket.role else _own(place)
    return client("s3", keys, place.allowed, within, region=bucket.region, endpoint=bucket.endpoint, style=bucket.style)


def _own(place: Place) -> Keys:
    access, secret = (place.secret.get(name, "").strip() for name in ("access_key", "secret_key"))
    if not (access and secret) or not (access + secret).isascii() or not (access + secret).isprintable():
        raise Fault("settings", "The bucket needs an access key and a secret key, in plain letters. Enter both again.")
    return Keys(access, secret)
