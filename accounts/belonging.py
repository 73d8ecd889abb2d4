"""What a person is in an account and may see there, read in one statement."""

from __future__ import annotations

import json

from accounts.models.person import plain
from accounts.statement import row
from accounts.viewer import Viewer

_BELONGING = """
    SELECT m.account_id, m.user_id, m.role, a.timezone, m.attributes::text, named.audiences, named.managed, ARRAY(
        SELECT s.id FROM accounts_subaccount s WHERE s.account_id = m.account_id AND (
            m.all_subaccounts OR s.id IN (
                SELECT subaccount_id FROM accounts_membership_subaccounts WHERE membership_id = m.id
            )
        )
    )
    FROM accounts_membership m JOIN accounts_account a ON a.id = m.account_id CROSS JOIN LATERAL (
        SELECT array_agg(audience_id) AS audiences, array_agg(audience_id) FILTER (WHERE level = 'MANAGE') AS managed
        FROM (
            SELECT audience_id, level FROM accounts_grant WHERE member_id = m.id
            UNION ALL
            SELECT audience_id, level FROM accounts_grant JOIN accounts_team_members USING (team_id)
            WHERE membership_id = m.id
        ) grants
    ) named
    WHERE m.user_id = %s AND m.account_id = coalesce(%s, m.account_id)
    ORDER BY a.name LIMIT 1
"""


def belonging(user: int, account: int | None) -> Viewer | None:
    """The person as a member of the account, else of their first by name; None where they are none.

    Their rows are all sub-accounts of the account, or the named ones that are still its.
    """
    found = row(_BELONGING, [user, account])
    if found is None:
        return None
    number, person, role, timezone, attributes, audiences, managed, subaccounts = found
    return Viewer(
        account=number,
        subaccounts=frozenset(subaccounts),
        user=person,
        role=role,
        timezone=timezone,
        attributes=plain(json.loads(attributes)),
        audiences=frozenset(audiences or ()),
        managed=frozenset(managed or ()),
    )
