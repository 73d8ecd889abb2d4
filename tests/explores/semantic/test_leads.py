"""A figure leads to the question that the catalog names for the rows behind it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from explores.semantic.cells import Cell
from explores.semantic.leads import questions
from explores.semantic.load import load
from explores.semantic.query import Query, Sort
from explores.semantic.section import CatalogError
from explores.semantic.settings import setting_for
from tests.explores.semantic.standard import COLUMNS, FOLDER, standard

VIEW = {
    "view": "lists", "label": "Lists", "item": "list", "table": "lists", "key": "id",
    "dimensions": {"id": {"definition": "Its number."}, "name": {"definition": "Its name."}},
    "measures": {"count": {"type": "count", "definition": "How many."}},
}  # fmt: skip
NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)
MONTHS = Query("email", ("emails.occurred_month", "emails.delivery_rate"), (("common.subaccount", "France"),))


def led(name: str, field: str, query: Query = MONTHS) -> list[Query]:
    explore = standard().explore(name)
    setting = setting_for(explore, now=NOW, zone="Europe/Paris")
    cell = Cell(field, {"emails.occurred_month": date(2026, 9, 1)})
    return [found.query for found in questions(explore, query, cell, setting)]


def test_a_fallen_month_leads_to_its_undelivered_mail_crossed() -> None:
    (query,) = led("email", "emails.delivery_rate")
    assert query.fields[:5] == (
        "campaigns.name", "emails.sender", "emails.sending_ip", "emails.ip_pool", "emails.mailbox_domain",
    )  # fmt: skip
    assert query.filters == (("common.subaccount", "France"), ("emails.occurred_month", "2026-09"))
    assert query.sorts == (Sort("emails.not_delivered", descending=True),) and query.totals


def test_a_figure_that_the_catalog_names_no_question_for_leads_nowhere() -> None:
    assert led("email", "emails.opens") == []


def test_a_lead_to_a_field_that_is_not_there_is_refused_at_start(tmp_path: Path) -> None:
    (tmp_path / "views").mkdir()
    view = {**VIEW, "leads": {"all": {"label": "All", "of": ["count"], "fields": ["nmae"]}}}
    (tmp_path / "views" / "lists.yaml").write_text(json.dumps(view))
    with pytest.raises(CatalogError, match=r"no field 'lists.nmae'.*Try lists.name"):
        load([FOLDER, tmp_path], COLUMNS)
