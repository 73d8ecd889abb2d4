"""ZIP files, with a password where one is wanted: AES of 256 bits, which the old ZIP encryption is not."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyzipper


@contextmanager
def archive(path: Path, password: str = "") -> Iterator[pyzipper.AESZipFile]:
    """A new ZIP to put files into."""
    encryption = {"encryption": pyzipper.WZ_AES} if password else {}
    with pyzipper.AESZipFile(path, "w", zipfile.ZIP_DEFLATED, **encryption) as made:
        if password:
            made.setpassword(password.encode())
        yield made
