"""An alert between JSON and the engine: what a program sends as a draft, and a draft as it reads it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alerts.keeping.drafts import Draft
from alerts.rules.policy_form import policy_from_json, policy_to_json
from alerts.rules.rule import BadRule, Rule
from alerts.rules.rule_form import rule_from_json, rule_to_json
from alerts.rules.state import Policy
from deliveries import cadence
from deliveries.api import drafts as deliveries
from deliveries.api import strict
from deliveries.api.strict import Data
from deliveries.content import subject
from explores.keeping.refused import LONGEST_NAME, Refused

PARTS = ("content", "filters", "rule", "policy", "recurrence", "targets", "name", "note")
LONGEST_NOTE = 1000


def draft(data: Data, own: frozenset[int] = frozenset()) -> Draft:
    """What was sent, to be checked by the engine; ``own`` are the targets that the alert has. Raises Refused."""
    return Draft(
        subject=deliveries.content(data),
        rule=rule(data),
        recurrence=deliveries.recurrence(data),
        targets=deliveries.targets(data, own),
        policy=policy(data),
        filters=deliveries.filters(data),
        name=strict.text(data, "name", LONGEST_NAME),
        note=strict.text(data, "note", LONGEST_NOTE),
    )


def rule(data: Data) -> Rule:
    """What is watched. Raises Refused."""
    with _refused("rule"):
        return rule_from_json(data.get("rule"))


def policy(data: Data) -> Policy:
    """How it behaves. Raises Refused."""
    with _refused("policy"):
        return policy_from_json(data.get("policy", {}))


@contextmanager
def _refused(part: str) -> Iterator[None]:
    """What the readers find wrong, in the one shape of errors."""
    try:
        yield
    except BadRule as error:
        raise Refused(error.message, part if error.field == part else f"{part}.{error.field}") from error


def to_json(found: Draft) -> dict[str, Any]:
    """As it can be sent again."""
    return {
        "content": subject.to_json(found.subject),
        "filters": dict(found.filters),
        "rule": rule_to_json(found.rule),
        "policy": policy_to_json(found.policy),
        "recurrence": cadence.to_json(found.recurrence),
        "targets": [deliveries.target_json(each) for each in found.targets],
        "name": found.name,
        "note": found.note,
    }
