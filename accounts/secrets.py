"""Secrets at rest: passwords and keys that people entrust to us, sealed with a key that the database does not hold.

A seal is bound to a purpose, so that a sealed value that is moved to another column does not open there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SecretProblem(Exception):
    """A sealed value that does not open; the message says what, where and what to do. It holds no secret."""


def seal(values: Mapping[str, str], purpose: str) -> str:
    """Text to keep, which only the same purpose opens again; sealed with the first key."""
    if not all(isinstance(part, str) for pair in values.items() for part in pair):
        raise TypeError("a secret is names and values, all of them text")
    plain = json.dumps({"purpose": purpose, "values": dict(values)})
    return _keys().encrypt(plain.encode()).decode()


def unseal(sealed: str, purpose: str) -> dict[str, str]:
    """What was sealed, by whichever key. Raises SecretProblem."""
    try:
        held = json.loads(_keys().decrypt(sealed.encode()))
    except (InvalidToken, ValueError):
        raise SecretProblem(
            f"The secret of {purpose} does not open: this installation does not have the key it was sealed with, or it "
            "was changed. Add that key to SEXTANT_SECRETS_KEYS, or enter the secret again."
        ) from None
    if held["purpose"] != purpose:
        raise SecretProblem(f"The secret of {purpose} was sealed for something else. Enter it again.")
    return {str(name): str(value) for name, value in held["values"].items()}


def resealed(sealed: str, purpose: str) -> str:
    """The same secret under the first key. Raises SecretProblem."""
    return seal(unseal(sealed, purpose), purpose)


def is_newest(sealed: str) -> bool:
    """Whether the first key sealed it, so that the older ones are not needed for it."""
    try:
        Fernet(settings.SECRETS_KEYS[0]).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def _keys() -> MultiFernet:
    return _of(tuple(settings.SECRETS_KEYS))


@lru_cache(maxsize=4)
def _of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
