"""How a webhook proves that it comes from here: HMAC-SHA256 over time and body. PURE.

``docs/webhooks.md`` tells receivers how to check it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

TIMESTAMP = "Sextant-Timestamp"
SIGNATURE = "Sextant-Signature"


def signed(body: bytes, timestamp: int, secrets: Iterable[str]) -> dict[str, str]:
    """The headers that sign ``body`` as sent at ``timestamp`` (Unix seconds): one signature for each secret, so that
    a receiver may know the new one or still the one before."""
    message = str(timestamp).encode() + b"." + body
    found = (hmac.new(secret.encode(), message, hashlib.sha256).hexdigest() for secret in secrets)
    return {TIMESTAMP: str(timestamp), SIGNATURE: ",".join(f"v1={each}" for each in found)}
