"""Quick calculations: what each is as an expression, and what it says of itself. PURE."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quick:
    """One kind. In its texts ``{m}`` is the figure's reference, ``{step}`` the way to the previous row."""

    name: str  # before the figure's own: "Rank of Revenue"
    text: str
    meaning: str  # after "{Revenue}", {where} is where the previous row stands
    format: str | None = "percent"  # None: that of the figure

    @property
    def of_previous(self) -> bool:
        """Whether it reads the previous row."""
        return "{step}" in self.text


QUICK: dict[str, Quick] = {
    "percent_of_column_sum": Quick(
        "Percent of column",
        "${{{m}}} / sum(${{{m}}})",
        "as a share of its sum over the rows in the table, no others.",
    ),
    "percent_of_previous": Quick(
        "Percent of previous row",
        "${{{m}}} / offset(${{{m}}}, {step})",
        "as a share of that in the previous row, {where}.",
    ),
    "percent_difference_from_previous": Quick(
        "Percent change from previous row",
        "${{{m}}} / offset(${{{m}}}, {step}) - 1",
        "compared with that in the previous row, {where}: how much more or less.",
    ),
    "rank_of_column": Quick(
        "Rank",
        "rank(${{{m}}}, ${{{m}}})",
        "by its place among the rows in the table, the largest first.",
        "integer",
    ),
    "running_total": Quick(
        "Running total",
        "running_total(${{{m}}})",
        "added up from the first row of the table to this one.",
        None,
    ),
    "percent_of_row": Quick(
        "Percent of row",
        "${{{m}}} / sum(pivot_row(${{{m}}}))",
        "as a share of its sum over the pivot columns of the row.",
    ),
    "running_row_total": Quick(
        "Running row total",
        "sum(pivot_offset_list(${{{m}}}, 1 - pivot_column(), pivot_column()))",
        "added up from the first pivot column to this one.",
        None,
    ),
}
ABOVE, BELOW = -1, 1
WHERE = {
    0: "the one above, or below where the newest date stands first",
    ABOVE: "the one above",
    BELOW: "the one below, which is the one before in time",
}


def expression(kind: str, of: str, step: int = ABOVE) -> str:
    """The quick calculation in the language of calculations; ``step`` leads to the previous row."""
    return QUICK[kind].text.format(m=of, step=step)
