"""The picker groups fields as people think of them, and every quick start can be asked."""

from __future__ import annotations

import pytest

from accounts.access import viewer_for
from accounts.models import User
from explores import quickstart, runner
from explores.picker import sections
from explores.semantic.model import FieldInfo


def info(name: str, **parts: str | None) -> FieldInfo:
    given = {"label": name, "short_label": name, "view": "orders", "view_label": "Orders", "group_label": None}
    rest = {"kind": "dimension", "type": "text", "timeframe": None, "format": "text", "definition": "", "sql": ""}
    return FieldInfo(**{"id": f"orders.{name}", **given, **rest, **parts})  # type: ignore[arg-type]


def test_time_frames_stand_under_their_date() -> None:
    made = sections([info("m", group_label="Ordered", short_label="Ordered › Month", type="date"), info("channel")])
    date, alone = made[0].dimensions
    assert (date.label, date.entries[0].name, date.icon) == ("Ordered", "Month", "calendar")
    assert alone.alone is not None and alone.alone.letters == "Aa"


def test_custom_fields_come_first_and_views_of_one_label_together() -> None:
    made = sections(
        [
            info("a"),
            info("c", view="custom", view_label="Custom fields"),
            info("b", view="other"),
            info("m", kind="measure"),
        ]
    )
    assert [section.label for section in made] == ["Custom fields", "Orders"]
    assert len(made[1].dimensions) == 2 and made[1].measures[0].alone is not None


@pytest.mark.parametrize("name", ["business", "marketing_email", "transactional_email", "sms", "ads"])
def test_every_quick_start_names_fields_that_are_there(name: str, alice: User) -> None:
    explore = runner.catalog_for(viewer_for(alice)).explore(name)
    assert len(quickstart.quick_starts(explore)) == len(quickstart.STARTS[name]) > 0
