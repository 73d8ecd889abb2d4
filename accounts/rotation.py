"""Every secret at rest under the newest key, so that older keys can be thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models

from accounts.sealed import EncryptedField, Sealed
from accounts.secrets import SecretProblem, is_newest, resealed


@dataclass
class Rotation:
    """What was found: secrets sealed anew, those that the newest key held already, and what does not open."""

    resealed: int = 0
    fresh: int = 0
    shut: list[str] = field(default_factory=list)


def rotate() -> Rotation:
    """Seals everything anew, row by row; one that was changed meanwhile has the newest key by that."""
    found = Rotation()
    for model, column in columns():
        kept = model._default_manager.exclude(**{column.attname: ""}).values_list("pk", column.attname)
        for key, sealed in kept.iterator(chunk_size=500):
            _renew(model, column, key, sealed, found)
    return found


def columns() -> Iterator[tuple[type[models.Model], EncryptedField]]:
    """Every column of secrets, of every room."""
    for model in apps.get_models():
        for column in model._meta.local_concrete_fields:
            if isinstance(column, EncryptedField):
                yield model, column


def _renew(model: type[models.Model], column: EncryptedField, key: object, sealed: Sealed, found: Rotation) -> None:
    if is_newest(sealed.text):
        found.fresh += 1
        return
    try:
        fresh = Sealed(resealed(sealed.text, column.purpose), column.purpose)
    except SecretProblem as problem:
        found.shut.append(f"{model._meta.verbose_name} {key}: {problem}")
        return
    same = model._default_manager.filter(pk=key, **{column.attname: sealed})
    found.resealed += same.update(**{column.attname: fresh})
