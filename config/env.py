"""Typed, loud reading of environment variables; every setting comes through here.

A value may also be given as a file: ``NAME_FILE=/run/secrets/name``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path


class SettingError(ValueError):
    """A setting that cannot be used: names the variable, what it held and what it takes."""


def text(name: str, default: str = "") -> str:
    """The variable, the content of the file it names in ``NAME_FILE``, or the default."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text().strip()
        except OSError as error:
            raise SettingError(f"{name}_FILE names {file}, which cannot be read: {error.strerror}") from error
    return os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    """A yes/no setting: 1, true, yes, on or 0, false, no, off."""
    given = text(name).lower()
    if not given:
        return default
    if given in {"1", "true", "yes", "on"}:
        return True
    if given in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{name} is {given!r}; it takes 1 or 0")


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number of at least ``least``."""
    given = text(name)
    if not given:
        return default
    if not given.isdigit() or int(given) < least:
        raise SettingError(f"{name} is {given!r}; it takes a whole number of at least {least}")
    return int(given)


def words(name: str, default: str = "") -> list[str]:
    """A comma list without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def numbers(name: str, default: str) -> list[int]:
    """A comma list of whole numbers."""
    given = words(name, default)
    if not all(word.isdigit() for word in given):
        raise SettingError(
            f"{name} is {','.join(given)!r}; it takes whole numbers with commas between, such as {default}"
        )
    return [int(word) for word in given]


def origins(given: list[str]) -> list[str]:
    """Addresses of sites, without a path: they go into a header, where anything else would mean something."""
    for each in given:
        if not re.fullmatch(r"https?://[\w.-]+(:\d{1,5})?", each, re.ASCII):
            raise SettingError(
                f"{each!r} is no address of a site; it takes https://intranet.example.org, without a path"
            )
    return given


def fernet_keys(given: list[str]) -> list[str]:
    """Keys of 32 random bytes each in URL-safe base64; a wrong one is named by its place, not by what it holds."""
    for place, each in enumerate(given, 1):
        if not re.fullmatch(r"[A-Za-z0-9_-]{43}=", each, re.ASCII):
            how = "openssl rand -base64 32 | tr '+/' '-_'"
            raise SettingError(f"Key {place} of SEXTANT_SECRETS_KEYS is no key; it takes what `{how}` prints")
    return given
