"""What a kept tile rests on beside its address and its reader, read in one statement.

It is the published state, the document's version, and what is shown but not published: the account's currency, the
names of the sub-accounts, the custom attributes.
"""

from __future__ import annotations

from dataclasses import dataclass

from accounts.access import level_on
from accounts.rows import number_of
from accounts.statement import row
from accounts.viewer import Viewer

_GROUND = """
    SELECT md5(ROW(
            p.id, p.published_at, p.versions, a.currency, b.version,
            ARRAY(SELECT ROW(id, name) FROM accounts_subaccount WHERE id = ANY(%s) ORDER BY id),
            ARRAY(
                SELECT ROW(subaccount_id, entity, name, type, label) FROM cdp_attribute_definition
                WHERE subaccount_id = ANY(%s) ORDER BY id
            )
        )::text),
        f.account_id, f.owner_id, f.audience_id
    FROM cdp_pin p CROSS JOIN accounts_account a LEFT JOIN (
        dashboards_dashboard b JOIN explores_folder f ON f.id = b.folder_id
    ) ON b.id = %s AND b.trashed_at IS NULL
    WHERE p.id = %s AND a.id = %s
"""


@dataclass(frozen=True)
class Place:
    """Where a dashboard lies, for ``accounts.access`` to decide on."""

    account_id: int
    private_to: int | None
    audience_id: int | None


def ground(viewer: Viewer, pin: str, dashboard: str = "") -> str:
    """The same text while all of it is the same; ``dashboard`` is a number, empty for one without a row.

    Empty where nothing may be kept or found: the published state is gone, or the viewer may not open the dashboard.
    """
    published, number = number_of(pin), number_of(dashboard or 0)
    if published is None or number is None:
        return ""
    scope = list(viewer.subaccounts)
    found = row(_GROUND, [scope, scope, number, published, viewer.account])
    if found is None or (dashboard and level_on(viewer, Place(*found[1:])) is None):
        return ""
    return str(found[0])
