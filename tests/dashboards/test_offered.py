"""The values that a filter's control offers before any is picked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accounts.viewer import Viewer
from dashboards import offered
from dashboards.asking import Asked
from dashboards.library import dashboards
from dashboards.offered import offer
from explores.catalogs import standard

NOW = datetime(2026, 3, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("slug", "name", "usual"),
    [("customers", "recent_days", "90"), ("revenue", "lapsed_days", "365"), ("revenue", "high_value", "250")],
)
def test_a_parameter_stands_at_its_usual_value_until_another_is_picked(
    monkeypatch: pytest.MonkeyPatch, slug: str, name: str, usual: str
) -> None:
    monkeypatch.setattr(offered, "catalog_for", lambda viewer: standard())
    dashboard = dashboards()[slug]
    each = dashboard.filter(name)
    assert each is not None
    asked = Asked(dashboard, {}, Viewer(1, frozenset({1})), NOW, None)
    found = offer(each, asked)
    assert [option.value for option in found.options if option.chosen] == [usual]
    assert [option.value for option in found.options] == list(each.options)
    other = each.options[0]
    assert [option.value for option in offer(each, asked, picked=[other]).options if option.chosen] == [other]
    typed = offer(each, asked, picked=["17"]).options
    assert [option.value for option in typed if option.chosen] == ["17"]
