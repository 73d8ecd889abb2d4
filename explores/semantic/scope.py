"""Row scope: which rows of a table a question may read. PURE."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from explores.semantic.binding import Binder
from explores.semantic.model import View
from explores.semantic.trees import own


def scope_of(view: str, subaccounts: Sequence[int], bind: Binder) -> exp.Expression:
    """``view.subaccount_id IN (…)``; FALSE where nothing is in scope."""
    if not subaccounts:
        return exp.false()
    if len(subaccounts) == 1:
        return exp.EQ(this=own("subaccount_id", view), expression=bind(subaccounts[0]))
    return exp.In(this=own("subaccount_id", view), expressions=[bind(found) for found in subaccounts])


def source_of(view: View, subaccounts: Sequence[int], bind: Binder) -> exp.Expression:
    """What stands in FROM under the view's name. A derived view is scoped inside, table by table."""
    alias = exp.TableAlias(this=exp.to_identifier(view.name))
    if view.derived is None:
        return exp.Table(this=exp.to_identifier(view.table), alias=alias)
    return exp.Subquery(this=_scoped(view.derived, subaccounts, bind), alias=alias)


def _scoped(derived: exp.Select, subaccounts: Sequence[int], bind: Binder) -> exp.Expression:
    tree = derived.copy()
    own_names = {cte.alias for cte in tree.find_all(exp.CTE)}
    for table in list(tree.find_all(exp.Table)):
        if table.name in own_names:
            continue
        name = table.alias or table.name
        inner = exp.Select(expressions=[exp.Star()])
        inner.set("from_", exp.From(this=exp.Table(this=exp.to_identifier(table.name))))
        inner.set("where", exp.Where(this=scope_of(table.name, subaccounts, bind)))
        table.replace(exp.Subquery(this=inner, alias=exp.TableAlias(this=exp.to_identifier(name))))
    return tree
