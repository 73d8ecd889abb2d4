"""The imported files as a company that stands for all tests of a module: fixtures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from tests.dashboards.standard.conftest import Company, standing
from tests.real_data.feeds import bring_in


@pytest.fixture(scope="module")
def imported(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """Every file of the real data, brought in and published; tests only read it."""
    place = tmp_path_factory.mktemp("imported")
    with standing(django_db_blocker, place / "lake", lambda: bring_in(place)) as found:
        yield found


@pytest.fixture
def lake(settings: Any, imported: Company) -> Path:
    """In the place of an empty warehouse for each test, that of the imports."""
    settings.LAKE_DIR = imported.lake
    return imported.lake
