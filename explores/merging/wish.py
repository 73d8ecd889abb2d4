"""What the address of a merged result asks of its table, whose columns come from its queries. PURE."""

from __future__ import annotations

from dataclasses import dataclass

from explores.wish import Params, Wish

MOST_SHOWN = 5000  # rows, where the address names no other limit


@dataclass(frozen=True)
class MergeWish(Wish):
    """``columns`` are the ids of all columns, calculations last; ``order`` is the sort that the rows come in."""

    columns: tuple[str, ...] = ()
    order: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns there are."""
        return self.columns

    @property
    def limit(self) -> str:
        """The row limit as written; the default where it is not."""
        return self.one("limit") or str(MOST_SHOWN)

    def query_params(self) -> Params:
        """The question over the columns, as that of an explore: the queries are no affair of it."""
        found = {
            "fields": ",".join(self.columns),
            "sorts": self.one("sorts") or self.order,
            "custom": self.one("custom"),
        }
        return [(name, text) for name, text in found.items() if text]

    def having(self, **changes: str | None) -> Wish:
        """The same wish with parameters replaced; which columns there are is no parameter."""
        return super().having(**{name: value for name, value in changes.items() if name != "fields"})
