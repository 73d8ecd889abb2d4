"""From JSON to what a form of destinations takes: each part must be of its type. What it means is the form's to say."""

from __future__ import annotations

from collections.abc import Callable

from deliveries.api import strict
from deliveries.api.strict import Data
from deliveries.destinations.base import Fault
from deliveries.destinations.headers import MOST, extra_headers
from deliveries.destinations.sftp_keys import HostKey
from deliveries.models import Kind
from deliveries.places.form_s3 import STYLES
from explores.keeping.refused import Refused

LONGEST = 8000  # characters of one part
SECRETS = {
    Kind.WEBHOOK: ("authorization",),
    Kind.S3: ("access_key", "secret_key"),
    Kind.SFTP: ("password", "private_key", "passphrase"),
}


def form(kind: str, data: Data) -> dict[str, str]:
    """As the page's form would send it. Raises Refused."""
    read = _READERS.get(kind)
    if read is None:
        raise Refused(f"'kind' is one of {', '.join(_READERS)}.", "kind")
    secret = strict.only(data.get("secret", {}), "secret", *SECRETS[Kind(kind)])
    return {
        "name": strict.text(data, "name"),
        **{name: strict.text(secret, name, LONGEST, field=f"secret.{name}") for name in secret},
        **read(data.get("config")),
    }


def host_key(data: Data) -> str | None:
    """The key that a server must show, where one is given. Raises Refused."""
    given = data.get("config", {}).get("host_key")
    if given is None:
        return None
    try:
        return str(HostKey.of(strict.text(data["config"], "host_key", 200, field="config.host_key")))
    except Fault as fault:
        raise Refused(fault.message, "config.host_key") from fault


def _texts(config: Data, *names: str) -> dict[str, str]:
    return {name: strict.text(config, name, LONGEST, field=f"config.{name}") for name in names if name in config}


def _webhook(given: object) -> dict[str, str]:
    config = strict.only(given, "config", "url", "shape", "headers", *_KEPT[Kind.WEBHOOK])
    headers = strict.texts(config, "headers", 1000, field="config.headers")
    if len(headers) > MOST:
        raise Refused(f"That is {len(headers):,} headers; at most {MOST} are sent.", "config.headers")
    try:
        extra_headers({"headers": headers})  # so that none holds another one behind the end of its line
    except Fault as fault:
        raise Refused(fault.message, "config.headers") from fault
    return {**_texts(config, "url", "shape"), "headers": "\n".join(f"{name}: {headers[name]}" for name in headers)}


def _s3(given: object) -> dict[str, str]:
    names = ("bucket", "prefix", "region", "endpoint", "role_arn", "external_id")
    config = strict.only(given, "config", *names, "auth", "path_style", *_KEPT[Kind.S3])
    auth = strict.text(config, "auth", 20, field="config.auth") or "keys"
    if auth not in ("keys", "role"):
        raise Refused("'auth' is keys or role.", "config.auth")
    style = config.get("path_style")
    if not (style is None or isinstance(style, bool)):
        raise Refused("'path_style' takes true, false or null, which lets Sextant choose.", "config.path_style")
    named = next(name for name, value in STYLES.items() if value is style)
    return {**_texts(config, *names), "auth": auth, "style": named}


def _sftp(given: object) -> dict[str, str]:
    config = strict.only(given, "config", "host", "port", "user", "folder", "way", "host_key", *_KEPT[Kind.SFTP])
    port = strict.number(config, "port", field="config.port")
    return {**_texts(config, "host", "user", "folder", "way"), **({} if port is None else {"port": str(port)})}


_KEPT = {
    Kind.WEBHOOK: ("rotated_at", "secret_at"),
    Kind.S3: ("secret_at",),
    Kind.SFTP: ("secret_at", "auth", "public_key"),
}
"""What is read and not set: it may be sent back as it was."""
_READERS: dict[str, Callable[[object], dict[str, str]]] = {
    Kind.WEBHOOK: _webhook,
    Kind.S3: _s3,
    Kind.SFTP: _sftp,
}
