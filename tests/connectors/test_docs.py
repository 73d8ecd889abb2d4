"""docs/connectors.md is enough to write a mapping: its examples work, and nothing is left out or made up."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from cdp.models import AdMetric, Contact, Identity, ListMember, MessageEvent, Order, Refund
from cdp.records import ENTITIES
from connectors.files.expressions.signatures import SIGNATURES
from connectors.files.mapping.checks import FOR_FILE, NOTATION
from connectors.files.mapping.load import KEYS, from_text
from connectors.files.values.dates import LETTERS, WORDS
from tests.connectors.conftest import Importing

DOCS = (Path(__file__).parents[2] / "docs" / "connectors.md").read_text()
EXAMPLES = DOCS[DOCS.index("## Worked examples") :]
MAPPINGS = sorted((Path(__file__).parents[2] / "connectors" / "files" / "mappings").glob("*.yaml"))


def example(title: str) -> tuple[str, str]:
    """The data and the mapping of a worked example."""
    part = EXAMPLES[EXAMPLES.index(f"### {title}") :]
    blocks = re.findall(r"```(\w*)\n(.*?)```", part, re.DOTALL)
    return blocks[0][1], blocks[1][1]


@pytest.mark.django_db
def test_the_example_of_order_lines_works(importing: Importing) -> None:
    data, mapping = example("Order lines")
    assert importing(data, mapping).loaded == 2
    assert Order.objects.get().total == Decimal("15.30")
    assert Refund.objects.get().amount == Decimal("27.5")


@pytest.mark.django_db
def test_the_example_of_purchases_works(importing: Importing) -> None:
    data, mapping = example("Purchases")
    assert importing(data, mapping, name="data.txt").loaded == 2


@pytest.mark.django_db
def test_the_example_of_subscribers_works(importing: Importing) -> None:
    data, mapping = example("A subscriber list")
    importing(data, mapping)
    contact = Contact.objects.get()
    assert (contact.email, contact.phone, contact.email_consent) == ("ana@beispiel.de", "+49301234567", True)
    assert contact.attributes == {"revenue": 1234.5, "name_day": "2024-12-24"}
    assert contact.updated_at is not None
    assert contact.updated_at.isoformat() == "2024-11-16T07:00:00+00:00"
    assert ListMember.objects.get().contact_id == contact.pk


@pytest.mark.django_db
def test_the_example_of_events_works(importing: Importing) -> None:
    data, mapping = example("E-mail events")
    importing(data, mapping, name="data.jsonl")
    event = MessageEvent.objects.get()
    assert (event.kind, event.mailbox_domain, event.machine) == ("open", "beispiel.de", None)


@pytest.mark.django_db
def test_the_example_of_text_messages_works(importing: Importing) -> None:
    data, mapping = example("Text messages")
    importing(data, mapping)
    assert sorted(MessageEvent.objects.values_list("kind", "cost")) == [
        ("delivered", None), ("sent", Decimal("0.0079")), ("unsubscribe", None)
    ]  # fmt: skip
    assert Identity.objects.get().value == "+49171234567"


@pytest.mark.django_db
def test_the_example_of_an_ads_download_works(importing: Importing) -> None:
    data, mapping = example("Ad results below")
    summary = importing(data, mapping, encoding="utf-16")
    assert (summary.loaded, summary.skipped, summary.quarantined) == (2, 1, 0)
    rows = AdMetric.objects.order_by("external_id").values_list("impressions", "clicks", "spend", "attributes")
    assert list(rows) == [
        (12345, 1017, Decimal("1234.50"), {"share": 0.4567}), (0, 0, None, {})
    ]  # fmt: skip


def test_every_key_notation_function_entity_and_field_is_documented() -> None:
    names = {*KEYS, *NOTATION, *FOR_FILE, *(f"%{letter}" for letter in LETTERS), *WORDS, *ENTITIES}
    names |= {field.name for entity in ENTITIES.values() for field in entity.fields if field.name != "external_id"}
    missing = [name for name in {*names, *SIGNATURES} if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", DOCS)]
    assert missing == []


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.stem)
def test_every_mapping_that_is_shipped_is_valid(path: Path) -> None:
    assert from_text(path.read_text(), path.name).records
