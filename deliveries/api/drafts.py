"""A schedule between JSON and the engine: what a program sends as a draft, and a draft as it reads it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from deliveries import cadence
from deliveries.api import strict
from deliveries.api.layouts import layout
from deliveries.api.strict import Data
from deliveries.cadence import BadRecurrence
from deliveries.content import subject
from deliveries.content.subject import BadSubject, Subject
from deliveries.destinations import recipients
from deliveries.models import CatchUp, Gate, Kind
from deliveries.options import BadOptions, Options
from deliveries.options import from_json as options_from
from deliveries.schedules.drafts import MOST_TARGETS, Draft, TargetDraft
from explores.keeping.refused import LONGEST_NAME, LONGEST_QUERY, Refused, plain

PARTS = ("content", "name", "filters", "recurrence", "targets", "options", "catch_up", "gate", "password")
OF_TARGET = ("id", "kind", "format", "destination", "recipients", "options")
LONGEST_PASSWORD = 200


def draft(data: Data, own: frozenset[int] = frozenset()) -> Draft:
    """What was sent, to be checked by the engine; ``own`` are the targets that a schedule has. Raises Refused."""
    return Draft(
        subject=content(data),
        recurrence=recurrence(data),
        targets=targets(data, own),
        name=strict.text(data, "name", LONGEST_NAME),
        filters=filters(data),
        options=options(data),
        catch_up=strict.choice(CatchUp, data, "catch_up", CatchUp.LATEST),
        gate=strict.choice(Gate, data, "gate", Gate.OFF),
        password=password(data),
    )


@contextmanager
def _refused() -> Iterator[None]:
    """What the engine's readers find wrong, in the one shape of errors."""
    try:
        yield
    except BadSubject as error:
        raise Refused(str(error), "content") from error
    except BadRecurrence as error:
        raise Refused(error.message, f"recurrence.{error.field}".rstrip(".")) from error
    except BadOptions as error:
        raise Refused(error.message, error.field if error.field == "options" else f"options.{error.field}") from error


def content(data: Data) -> Subject:
    """What is sent. Raises Refused."""
    with _refused():
        found = subject.from_json(data.get("content"))
    plain(found.query, "content.query", LONGEST_QUERY)
    return found


def recurrence(data: Data) -> cadence.Recurrence:
    """When. Raises Refused."""
    with _refused():
        return cadence.from_json(data.get("recurrence"))


def filters(data: Data) -> dict[str, str]:
    """The schedule's own values, by filter name. Raises Refused."""
    return strict.texts(data, "filters")


def options(data: Data) -> Options:
    """How. Raises Refused."""
    with _refused():
        return options_from(data.get("options", {}))


def password(data: Data) -> str | None:
    """Of ZIP files: None as it was, empty for none. Raises Refused."""
    if data.get("password") is None:
        return None
    found = strict.text(data, "password", LONGEST_PASSWORD)
    if not found.isprintable():
        raise Refused("A password has letters, digits and signs in one line.", "password")
    if found and not options(data).zipped and "csv_zip" not in _formats(data):
        raise Refused("A password needs a ZIP: set 'zipped' among the options, or send csv_zip.", "password")
    return found


def _formats(data: Data) -> set[str]:
    given = strict.listed(data, "targets", MOST_TARGETS)
    return {str(each.get("format")) for each in given if isinstance(each, dict)}


def targets(data: Data, own: frozenset[int] = frozenset()) -> tuple[TargetDraft, ...]:
    """Where to. Raises Refused, which names the place in the list."""
    given = strict.listed(data, "targets", MOST_TARGETS)
    found = tuple(_target(each, f"targets.{place}") for place, each in enumerate(given))
    numbers = [each.number for each in found if each.number is not None]
    if strange := [each for each in numbers if each not in own]:
        raise Refused(f"This schedule has no target {strange[0]}; leave 'id' out for a new one.", "targets")
    if len(set(numbers)) < len(numbers):
        raise Refused("A target is named twice; leave 'id' out for a new one.", "targets")
    return found


def _target(given: object, at: str) -> TargetDraft:
    data = strict.only(given, at, *OF_TARGET)
    kind = strict.choice(Kind, data, "kind", field=f"{at}.kind")
    format = strict.text(data, "format", 20, field=f"{at}.format")
    written = strict.listed(data, "recipients", recipients.MOST, field=f"{at}.recipients")
    place = strict.number(data, "destination", field=f"{at}.destination")
    if kind == Kind.EMAIL and place is not None:
        raise Refused("Mail goes to 'recipients'; it has no 'destination'.", f"{at}.destination")
    if kind != Kind.EMAIL and written:
        raise Refused(f"{kind.label} takes a 'destination'; only mail has 'recipients'.", f"{at}.recipients")
    return TargetDraft(
        kind,
        format,
        place,
        tuple(plain(each, f"{at}.recipients", 320) for each in written),
        layout(data.get("options", {}), format, f"{at}.options"),
        strict.number(data, "id", field=f"{at}.id"),
    )


def problems(data: Data, own: frozenset[int] = frozenset()) -> list[Refused]:
    """What cannot be read in each part; empty where the engine may check the whole."""
    found = strict.all_of(
        [
            lambda: content(data),
            lambda: recurrence(data),
            lambda: targets(data, own),
            lambda: strict.text(data, "name", LONGEST_NAME),
            lambda: filters(data),
            lambda: options(data),
            lambda: strict.choice(CatchUp, data, "catch_up", CatchUp.LATEST),
            lambda: strict.choice(Gate, data, "gate", Gate.OFF),
        ]
    )
    return found or strict.all_of([lambda: draft(data, own)])


def to_json(found: Draft) -> dict[str, Any]:
    """As it can be sent again; never a password."""
    return {
        "content": subject.to_json(found.subject),
        "name": found.name,
        "filters": dict(found.filters),
        "recurrence": cadence.to_json(found.recurrence),
        "targets": [target_json(each) for each in found.targets],
        "options": asdict(found.options),
        "catch_up": str(found.catch_up),
        "gate": str(found.gate),
    }


def target_json(target: TargetDraft) -> dict[str, Any]:
    """One way out; ``destination`` of those that have one, ``recipients`` of mail."""
    found = asdict(target) | {"kind": str(target.kind), "recipients": list(target.recipients)}
    found["id"] = found.pop("number")
    return {name: found[name] for name in OF_TARGET}
