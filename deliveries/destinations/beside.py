"""A parcel for places that hold files: its own files, and after them the signed list that goes beside them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from deliveries.destinations.base import Fault, File, Handed, Parcel, Place
from deliveries.destinations.manifest import MIME, manifest, name_of


@contextmanager
def everything(parcel: Parcel, place: Place) -> Iterator[tuple[File, ...]]:
    """The list is last, so whoever sees it finds all that it names. Without a secret to sign with there is none."""
    if odd := [file.name for file in parcel.files if not is_plain(file.name)]:
        raise ValueError(f"{odd[0]!r} is no plain name of a file")
    secret = place.secret.get("manifest", "")
    if not secret:
        yield parcel.files
        return
    with tempfile.NamedTemporaryFile(prefix="sextant-manifest-") as held:
        content = manifest(parcel, datetime.now(UTC), secret)
        held.write(content)
        held.flush()
        digest = hashlib.sha256(content).hexdigest()
        yield (*parcel.files, File(name_of(parcel), MIME, Path(held.name), len(content), digest))


def chunks(file: File, size: int) -> Iterator[bytes]:
    """What is sent, read piece by piece and compared at the end with what was made. Raises Fault."""
    digest = hashlib.sha256()
    try:
        with file.path.open("rb") as body:
            while piece := body.read(size):
                digest.update(piece)
                yield piece
    except OSError:
        said = f"{file.name} cannot be read any more on this installation's disk. Send the slot anew."
        raise Fault("spoiled", said) from None
    if digest.hexdigest() != file.sha256:
        said = f"{file.name} was changed on this installation's disk after it was made. Send the slot anew."
        raise Fault("spoiled", said)


def is_plain(name: str) -> bool:
    """Whether it names a file and no folder."""
    return name.isprintable() and not {"/", "\\"} & set(name) and name not in {"", ".", ".."}


def handed(said: Mapping[str, Mapping[str, str]], remote_id: str) -> Handed:
    """The receipt of several files: what is said of the first one plainly, of others with their names before it."""
    first = next(iter(said))
    plain = {what: value for what, value in said[first].items() if value}
    others = {f"{name} {what}": value for name, own in said.items() if name != first for what, value in own.items()}
    return Handed(remote_id, {**plain, **{what: value for what, value in others.items() if value}})
