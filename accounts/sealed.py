"""A model's column for secrets: it takes them and never shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from accounts.secrets import seal, unseal

if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
else:
    _Text = models.TextField

SHOWN = "(kept secret)"


class Sealed:
    """A secret that was entrusted to us. It shows nothing of itself wherever it is printed, and cannot be pickled, so
    that it gets into no queue and no cache. ``open`` alone tells it."""

    __slots__ = ("purpose", "text")

    def __init__(self, text: str, purpose: str) -> None:
        self.text = text
        self.purpose = purpose

    def open(self) -> dict[str, str]:
        """Names and values. Raises SecretProblem."""
        return unseal(self.text, self.purpose) if self.text else {}

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return SHOWN if self.text else ""

    __repr__ = __str__

    def __deepcopy__(self, memo: object) -> Sealed:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("A secret is not handed on; pass the id of its row.")


class _Attribute(DeferredAttribute):
    """Seals what is assigned at once: no row in memory holds a secret in the open."""

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class EncryptedField(_Text):
    """Takes a mapping of text to text, gives a ``Sealed``. In no form, no admin page, no dump; ``purpose`` names what
    it is for, as people would ("a destination"), is part of the seal and never changes."""

    descriptor_class = _Attribute

    def __init__(self, *, purpose: str, **options: Any) -> None:
        self.purpose = purpose
        super().__init__(**{**options, "editable": False, "blank": True, "default": ""})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """For migrations."""
        name, path, positional, named = super().deconstruct()
        for fixed in ("editable", "blank", "default"):
            named.pop(fixed, None)
        return name, path, positional, {**named, "purpose": self.purpose}

    def from_db_value(self, value: str | None, *_: object) -> Sealed:
        """What the column holds, unopened."""
        return Sealed(value or "", self.purpose)

    def to_python(self, value: object) -> object:
        """Sealed, whatever it was; text in the open is refused, lest a sealed value of elsewhere be smuggled in."""
        if isinstance(value, Sealed) or hasattr(value, "resolve_expression"):
            return value
        if isinstance(value, Mapping):
            return Sealed(seal(value, self.purpose) if value else "", self.purpose)
        if value is None or value == "":
            return Sealed("", self.purpose)
        raise TypeError(f"{self.purpose} takes its secret as names and values")

    def get_prep_value(self, value: object) -> str:
        """The sealed text."""
        made = self.to_python(value)
        assert isinstance(made, Sealed)
        return made.text

    def value_to_string(self, obj: models.Model) -> str:
        """Of a dump: nothing."""
        return ""

    def formfield(self, *_: object, **__: object) -> None:
        """None: what is kept is never shown, and forms of our own take new ones."""
        return
