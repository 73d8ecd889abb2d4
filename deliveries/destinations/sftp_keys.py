"""Keys of SSH: those that servers show, those that people entrust to us, and pairs of our own. PURE but for chance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import StringIO

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from paramiko import ECDSAKey, Ed25519Key, PKey, RSAKey, SSHException

from deliveries.destinations.base import Fault

_PINNED = re.compile(r"(?:([a-z0-9@.-]{3,40}) +)?(SHA256:[A-Za-z0-9+/]{43})=?", re.ASCII)
_Private = Ed25519PrivateKey | EllipticCurvePrivateKey | RSAPrivateKey
_READERS: dict[type[_Private], type[PKey]] = {
    Ed25519PrivateKey: Ed25519Key,
    EllipticCurvePrivateKey: ECDSAKey,
    RSAPrivateKey: RSAKey,
}


@dataclass(frozen=True)
class HostKey:
    """What a server is known by: the kind of its key (empty: any) and the fingerprint as ``ssh-keygen -l`` shows it."""

    kind: str
    fingerprint: str

    @classmethod
    def of(cls, text: str) -> HostKey:
        """From ``ssh-ed25519 SHA256:…``. Raises Fault."""
        found = _PINNED.fullmatch(text)
        if found is None:
            raise Fault(
                "settings", "The server's key is written as ssh-ed25519 SHA256: and 43 letters. Look at it again."
            )
        return cls(found[1] or "", found[2])

    @classmethod
    def seen(cls, key: PKey) -> HostKey:
        """Of a key that a server shows."""
        return cls(key.get_name(), key.fingerprint.rstrip("="))

    def matches(self, other: HostKey) -> bool:
        """Whether the other one is the same key."""
        return self.fingerprint == other.fingerprint and self.kind in {"", other.kind}

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint}".strip()


@dataclass(frozen=True)
class Pair:
    """A key of our own: the private half for the secret, the public half for a person to put on the server."""

    private: str
    public: str

    def __repr__(self) -> str:
        return f"Pair(public={self.public!r})"


def new_pair() -> Pair:
    """Ed25519, as a line of ``authorized_keys`` and an OpenSSH file."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH)
    return Pair(_text(key), f"{public.decode()} sextant")


def public_of(private: str, passphrase: str = "") -> str:
    """The line that belongs to a key, to be shown again. Raises Fault."""
    key = private_key(private, passphrase)
    return f"{key.get_name()} {key.get_base64()} sextant"


def private_key(text: str, passphrase: str) -> PKey:
    """Reads OpenSSH and PEM: Ed25519, ECDSA, RSA. Raises Fault."""
    key = _read(text.strip().encode() + b"\n", passphrase.encode() or None)
    for kind, reader in _READERS.items():
        if isinstance(key, kind):
            try:
                return reader.from_private_key(StringIO(_text(key)))
            except (SSHException, ValueError):
                break
    raise Fault("bad_key", "The private key is of a kind that servers no longer take. Make one of Ed25519.")


def _read(data: bytes, passphrase: bytes | None) -> object:
    load = form.load_ssh_private_key if b"BEGIN OPENSSH" in data else form.load_pem_private_key
    try:
        return load(data, passphrase)
    except TypeError:
        if passphrase is not None:
            return _read(data, None)  # it has none
        raise Fault("bad_key", "The private key needs its passphrase. Enter both again.") from None
    except (ValueError, UnsupportedAlgorithm):
        said = "The private key cannot be read, or the passphrase is not its own. Enter both again."
        raise Fault("bad_key", said) from None


def _text(key: _Private) -> str:
    return key.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, form.NoEncryption()).decode()
