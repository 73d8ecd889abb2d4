"""Ad audiences come in by files, as docs/connectors.md has it."""

from __future__ import annotations

import hashlib
import re

import pytest

from cdp.models import AdAudience, AdAudienceMember, Contact, QuarantinedRow
from connectors.files.errors import MappingError
from tests.connectors.conftest import Importing
from tests.connectors.test_docs import DOCS

pytestmark = pytest.mark.django_db
PART = DOCS[DOCS.index("## Ad audiences") :]
MAPPING = re.findall(r"```yaml\n(.*?)```", PART, re.DOTALL)[0]
PEOPLE = """source: shop
records:
  - entity: contacts
    fields: {email: email}
"""


def hashed(email: str) -> str:
    return hashlib.sha256(email.encode()).hexdigest()


def test_the_example_of_audiences_works(importing: Importing) -> None:
    importing("email\nAna@Beispiel.de\n", PEOPLE)
    rows = [hashed("ana@beispiel.de"), hashed("nobody@beispiel.de"), "not a hash", ""]
    lines = [f"901,Buyers,{each},2026-11-18" for each in rows]
    counts = importing("\n".join(["audience_id,audience_name,hash,exported_at", *lines, ""]), MAPPING)
    assert counts.quarantined == 3
    assert AdAudienceMember.objects.get().contact_id == Contact.objects.get().pk
    assert AdAudience.objects.get().name == "Buyers"
    reasons = sorted(QuarantinedRow.objects.values_list("reason", flat=True))
    assert [reason.split(":")[0] for reason in reasons] == ["names nobody"] * 3
    assert "of this hash" in reasons[0]


def test_members_of_nobody_are_refused_before_a_row_is_read(importing: Importing) -> None:
    mapping = "source: a\nrecords:\n  - entity: ad_audience_members\n    fields: {audience: id}\n"
    with pytest.raises(MappingError, match="contact_email_sha256"):
        importing("id\n1\n", mapping)
