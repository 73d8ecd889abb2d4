"""Every tile of every standard dashboard shows what SQL by hand gives, under default filters and one sub-account."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import pytest

from dashboards.library import dashboards
from dashboards.model import Dashboard, Tile
from tests.dashboards.standard.check import Check
from tests.dashboards.standard.conftest import Company

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("standard")]


def checks(slug: str) -> dict[str, Check]:
    """Of a dashboard, by tile; none where nobody has written any."""
    place = f"{__package__}.{slug}"
    found: dict[str, Check] = import_module(place).CHECKS if find_spec(place) else {}
    return found


TILES = [
    pytest.param(dashboard, tile, id=f"{slug}-{tile.id}")
    for slug, dashboard in dashboards().items()
    for tile in dashboard.asking
]


@pytest.mark.parametrize("slug", dashboards())
def test_every_tile_has_its_statement_and_every_statement_its_tile(slug: str) -> None:
    assert set(checks(slug)) == {tile.id for tile in dashboards()[slug].asking}


@pytest.mark.parametrize("subaccounts", [(), ("France",)], ids=["default", "France"])
@pytest.mark.parametrize(("dashboard", "tile"), TILES)
def test_a_tile_shows_what_the_statement_by_hand_gives(
    company: Company, dashboard: Dashboard, tile: Tile, subaccounts: tuple[str, ...]
) -> None:
    assert company.differences(dashboard, tile, checks(dashboard.slug)[tile.id], *subaccounts) == []
