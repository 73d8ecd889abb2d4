"""The catalog a viewer sees: the files, once a process, and the custom attributes in the viewer's scope."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from accounts.viewer import Viewer
from cdp.warehouse.schema import TABLES
from explores.semantic.attributes import Definition, with_attributes
from explores.semantic.load import load
from explores.semantic.model import Catalog

# As text, because every question begins here: put together by the ORM, the two take longer than compiling it.
_NAMES = "SELECT id, name FROM accounts_subaccount WHERE id = ANY(%s) ORDER BY name, id"
_DEFINITIONS = """
    SELECT entity, name, type, label FROM cdp_attribute_definition WHERE subaccount_id = ANY(%s) ORDER BY id
"""
STANDARD = Path(__file__).parent / "catalog"


@lru_cache(maxsize=4)
def standard(site: str = "") -> Catalog:
    """The product's own files and those of the folder ``site``. Raises CatalogError."""
    folders = [STANDARD, Path(site)] if site else [STANDARD]
    return load(folders, {name: table.columns for name, table in TABLES.items()})


def catalog_for(viewer: Viewer) -> Catalog:
    """The explores with the attributes and the names of the viewer's sub-accounts; cached while these stay the same."""
    scope = [list(viewer.subaccounts)]
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, scope)
        names = tuple(cursor.fetchall())
        cursor.execute(_DEFINITIONS, scope)
        definitions = tuple(dict.fromkeys(Definition(*row) for row in cursor.fetchall()))
    return _extended(str(settings.CATALOG_DIR or ""), definitions, names)


@lru_cache(maxsize=256)
def _extended(site: str, definitions: tuple[Definition, ...], names: tuple[tuple[int, str], ...]) -> Catalog:
    subaccounts = dict(names)
    explores = standard(site).explores
    return Catalog({name: with_attributes(found, definitions, subaccounts) for name, found in explores.items()})
