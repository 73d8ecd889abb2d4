"""What a cohort tile can show: one face for each of its measures. PURE.

The first measure counts people: how many of a cohort were active in month n. A further one that is money is what the
cohort brought in month n; a further count is run up: how many of the cohort got there by the end of month n.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboards.cohorts import CohortMatrix, Number, matrix
from explores.answer import Answer, AnswerField
from explores.charts.periods import as_period

ACTIVE = "active"
ACTIVE_LABEL = "Ordered again"
UNITS = {"share": "%", "number": "No.", "both": "Both"}


@dataclass(frozen=True)
class Face:
    """One of them. ``name`` stands in the address."""

    name: str
    label: str
    field: AnswerField
    running: bool = False

    @property
    def is_money(self) -> bool:
        """Whether it is of amounts, and a share of the amount in the first month."""
        return self.field.format == "money"


def faces(answer: Answer) -> tuple[Face, ...]:
    """In the order of the measures: month of first order, months since, people, and whatever else."""
    people, *others = answer.fields[2:]
    return (Face(ACTIVE, ACTIVE_LABEL, people), *(_face(field) for field in others))


def _face(field: AnswerField) -> Face:
    label = field.short_label.removesuffix(" orders")  # 2nd, 3rd: a segment has little room
    return Face(field.id.rpartition(".")[2], label, field, running=field.format != "money")


def chosen(show: str, known: Sequence[Face]) -> tuple[Face, str]:
    """The face and the unit that ``second_orders.number`` asks for; the first ones where it asks for none."""
    name, _, unit = show.partition(".")
    face = next((each for each in known if each.name == name), known[0])
    return face, unit if unit in UNITS else next(iter(UNITS))


def matrix_of(answer: Answer, face: Face, *, today: date, most: int = 12) -> CohortMatrix:
    """The cohorts as this face shows them."""
    people = cohort_rows(answer, answer.fields[2])
    sizes = {month: size for month, since, size in people if since == 0} if face.running else None
    return matrix(cohort_rows(answer, face.field), today=today, most=most, sizes=sizes, running=face.running)


def cohort_rows(answer: Answer, measure: AnswerField) -> list[tuple[date, int, Number]]:
    """(month of first order, months since, figure) of one measure."""
    month, since = answer.fields[:2]
    found = []
    for row in answer.rows:
        when = as_period(row.get(month.id), month.timeframe)
        if when is not None and row.get(since.id) is not None:
            found.append((when, int(row[since.id]), _exact(row.get(measure.id))))
    return found


def _exact(value: object) -> Number:
    return value if isinstance(value, int | Decimal) else Decimal(str(value or 0))


def definitions(known: Sequence[Face]) -> list[tuple[str, str]]:
    """What each face means, in words."""
    active = "active in month n: the share of a month's first-time buyers with an order in the n-th month after it"
    found = [(ACTIVE_LABEL, active)]
    if running := [face.label for face in known if face.running]:
        said = "the share of them who had placed that many orders or more by the end of month n"
        found.append((", ".join(running), said))
    found += [(face.label, "what they paid in month n, as a share of month 0") for face in known if face.is_money]
    return found
