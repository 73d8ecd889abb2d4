"""Row scope: which rows of a table a question may read. PURE."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from explores.semantic.binding import Binder
from explores.semantic.model import View
from explores.semantic.trees import alias, own, select_from, sub, word


def scope_of(view: str, subaccounts: Sequence[int], bind: Binder) -> exp.Expression:
    """``view.subaccount_id IN (…)``; FALSE where nothing is in scope."""
    if not subaccounts:
        return exp.false()
    if len(subaccounts) == 1:
        return exp.EQ(this=own("subaccount_id", view), expression=bind(subaccounts[0]))
    return exp.In(this=own("subaccount_id", view), expressions=[bind(found) for found in subaccounts])


def source_of(view: View, subaccounts: Sequence[int], bind: Binder) -> exp.Expression:
    """What stands in FROM under the view's name. A derived view is scoped inside, table by table."""
    if view.derived is None:
        return exp.Table(this=word(view.table or ""), alias=alias(view.name) if view.name != view.table else None)
    marks = tuple(bind(found).name for found in subaccounts)
    if marks not in view.scoped:
        view.scoped[marks] = sub(_scoped(view.derived, subaccounts, bind), view.name)
    return view.scoped[marks]


def _scoped(derived: exp.Select, subaccounts: Sequence[int], bind: Binder) -> exp.Expression:
    tree = derived.copy()
    own_names = {cte.alias for cte in tree.find_all(exp.CTE)}
    for table in list(tree.find_all(exp.Table)):
        if table.name in own_names:
            continue
        name = table.alias or table.name
        inner = select_from(table.name, [exp.Star()])
        inner.set("where", exp.Where(this=scope_of(table.name, subaccounts, bind)))
        table.replace(sub(inner, name))
    return tree
