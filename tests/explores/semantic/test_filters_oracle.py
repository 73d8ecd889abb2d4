"""Filters beside a second reading of the same rules, that walks the calendar day by day and judges number by number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from explores.semantic.filters import parse

Span = tuple[datetime | None, datetime | None]
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
CLOCK = {"second": 1, "minute": 60, "hour": 3600}
WEEK_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
UNITS = [*CLOCK, "day", "week", "month", "quarter", "year", "fiscal quarter", "fiscal year"]
EDGES = [
    datetime(2024, 2, 29, 12),
    datetime(2023, 12, 31, 23, 59, 59),
    datetime(2025, 1, 1),
    datetime(2024, 3, 31, 2, 30),
    datetime(2024, 10, 27, 2, 30),
    datetime(2024, 4, 1),
    datetime(2023, 2, 28, 23, 59, 59),
    datetime(2000, 2, 29),
]
moments = st.sampled_from(EDGES) | st.datetimes(datetime(1999, 1, 1), datetime(2035, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
quick = settings(max_examples=50, deadline=None)


class Reading:
    """What phrases mean, by looking at every day: is it the first of its week, of its quarter?"""

    def __init__(self, now: datetime, week_start: str, offset: int) -> None:
        self.now, self.week_start, self.offset = now, WEEK_DAYS.index(week_start), offset

    def begins(self, day: datetime, unit: str) -> bool:
        """Whether a unit begins on this day."""
        if unit == "day":
            return True
        if unit == "week":
            return day.weekday() == self.week_start
        months = {"month": 1, "quarter": 3, "year": 12}[unit.removeprefix("fiscal ")]
        since = day.month - 1 - (self.offset if unit.startswith("fiscal") else 0)
        return day.day == 1 and since % months == 0

    def start(self, unit: str) -> datetime:
        """Of the unit that is in progress."""
        if unit in CLOCK:
            day = self.now.replace(hour=0, minute=0, second=0)
            starts = (day + n * CLOCK[unit] * SECOND for n in range(86_400 // CLOCK[unit]))
            return max(start for start in starts if start <= self.now)
        day = self.now.replace(hour=0, minute=0, second=0)
        while not self.begins(day, unit):
            day -= DAY
        return day

    def away(self, start: datetime, count: int, unit: str) -> datetime:
        """The start of the unit so many units later; ``start`` is the start of one."""
        if unit in CLOCK:
            return start + count * CLOCK[unit] * SECOND
        step = DAY if count > 0 else -DAY
        while count:
            start += step
            if self.begins(start, unit):
                count -= 1 if count > 0 else -1
        return start

    def after(self, start: datetime, count: int, unit: str) -> datetime:
        """So many units after any moment: in months, the same day of another month, or its last."""
        months = {"month": 1, "quarter": 3, "year": 12}.get(unit.removeprefix("fiscal "))
        if months is None:
            return start + count * timedelta(seconds=CLOCK.get(unit, 86_400 * (7 if unit == "week" else 1)))
        first = self.away(start.replace(day=1, hour=0, minute=0, second=0), count * months, "month")
        last = (self.away(first, 1, "month") - DAY).day
        return first.replace(day=min(start.day, last), hour=start.hour, minute=start.minute, second=start.second)

    def whole(self, unit: str, away: int) -> Span:
        """One whole unit."""
        start = self.away(self.start(unit), away, unit)
        return start, self.away(start, 1, unit)

    def last(self, count: int, unit: str) -> Span:
        """So many, the one in progress among them; of ``60 seconds`` those that are over."""
        current = self.start(unit)
        end = current if (count, unit) == (60, "second") else self.away(current, 1, unit)
        return self.away(end, -count, unit), end


@st.composite
def spelled(draw: Any, text: str) -> str:
    """The same words in other letters, with more white space."""
    words = [draw(st.sampled_from([word, word.upper(), word.capitalize()])) for word in text.split()]
    space: str = draw(st.sampled_from([" ", "  ", "\t", "\n "]))
    return space.join(["", *words] if draw(st.booleans()) else words)


def counted(draw: Any) -> tuple[int, str, str]:
    """An amount, its unit, and both in words."""
    unit = draw(st.sampled_from(UNITS))
    count = draw(st.integers(0, 4 if "year" in unit else 14 if "quarter" in unit else 61))
    return count, unit, f"{count} {unit}{draw(st.sampled_from(['', 's']))}"


def written(draw: Any, about: Reading) -> tuple[str, Span]:
    """A date, month, year or quarter as it is written."""
    day = draw(moments).replace(hour=0, minute=0, second=0)
    sign = draw(st.sampled_from("-/"))
    hour, minute, second = day + timedelta(hours=5), day + timedelta(minutes=61), day + timedelta(seconds=86_399)
    january = datetime(day.year, 1, 1)

    def fiscal() -> datetime:
        return about.after(january, about.offset, "month")

    choices: list[tuple[str, Callable[[], Span]]] = [
        (f"{day:%Y}", lambda: (january, january.replace(year=day.year + 1))),
        (f"{day:%Y{sign}%m}", lambda: (day.replace(day=1), about.away(day.replace(day=1), 1, "month"))),
        (f"{day:%Y{sign}%m{sign}%d}", lambda: (day, day + DAY)),
        (f"{day.year}/{day.month}/{day.day}", lambda: (day, day + DAY)),
        (f"{hour:%Y{sign}%m{sign}%d %H}", lambda: (hour, hour + 3600 * SECOND)),
        (f"{minute:%Y{sign}%m{sign}%d %H:%M}", lambda: (minute, minute + 60 * SECOND)),
        (f"{second:%Y{sign}%m{sign}%d %H:%M:%S}", lambda: (second, second + SECOND)),
        (f"{second:%Y-%m-%dT%H:%M:%S}", lambda: (second, second + SECOND)),
        (f"{day:%Y}{sign}Q3", lambda: (january.replace(month=7), january.replace(month=10))),
        (f"FY{day:%Y}", lambda: (fiscal(), about.away(fiscal(), 12, "month"))),
        (f"FY{day:%Y}-Q2", lambda: (about.away(fiscal(), 3, "month"), about.away(fiscal(), 6, "month"))),
    ]
    text, span = draw(st.sampled_from(choices))
    return text, span()


def based(draw: Any, about: Reading) -> tuple[str, Span]:
    """One of the phrases that others are built on."""
    if draw(st.booleans()):
        return written(draw, about)
    count, unit, words = counted(draw)
    today = about.start("day")
    name = draw(st.sampled_from(WEEK_DAYS))
    recent = next(today - n * DAY for n in range(7) if (today - n * DAY).weekday() == WEEK_DAYS.index(name))
    named: list[tuple[str, Callable[[], Span]]] = [
        ("today", lambda: (today, today + DAY)),
        ("yesterday", lambda: (today - DAY, today)),
        ("tomorrow", lambda: (today + DAY, today + 2 * DAY)),
        (f"this {unit}", lambda: about.whole(unit, 0)),
        (f"last {unit}", lambda: about.whole(unit, -1)),
        (f"next {unit}", lambda: about.whole(unit, 1)),
        (f"{words} ago", lambda: about.whole(unit, -count)),
        (f"{words} from now", lambda: about.whole(unit, count)),
        (words, lambda: about.last(count, unit)),
        (f"last {words}", lambda: about.last(count, unit)),
        (name, lambda: (recent, recent + DAY)),
    ]
    text, span = draw(st.sampled_from(named))
    return text, span()


@st.composite
def phrases(draw: Any, about: Reading) -> tuple[str, Span]:
    """A phrase and the stretch of time that it means."""
    text, (start, end) = based(draw, about)
    shape = draw(st.sampled_from(["alone", "alone", "for", "to", "before", "after", "this to"]))
    if shape == "for":
        count, unit, words = counted(draw)
        return draw(spelled(f"{text} for {words}")), (start, about.after(start, count, unit))  # type: ignore[arg-type]
    if shape == "to":
        until, (stop, _) = based(draw, about)
        if stop >= start:  # type: ignore[operator]
            return draw(spelled(f"{text} to {until}")), (start, stop)
    if shape == "this to":
        one, other = sorted(draw(st.lists(st.sampled_from(UNITS), min_size=2, max_size=2)))
        return draw(spelled(f"this {one} to {other}")), (about.start(one), about.start(other))
    if shape in {"before", "after"}:
        return draw(spelled(f"{shape} {text}")), (None, start) if shape == "before" else (start, None)
    return draw(spelled(text)), (start, end)


def iso(span: Span) -> list[str | None]:
    return [None if bound is None else bound.isoformat() for bound in span]


@quick
@given(st.data(), moments, st.sampled_from(WEEK_DAYS), st.integers(-11, 11))
def test_a_phrase_means_the_days_that_the_calendar_gives_it(data: Any, now: datetime, first: str, offset: int) -> None:
    terms = data.draw(st.lists(phrases(Reading(now, first, offset)), min_size=1, max_size=3))
    text = ",".join(text for text, _ in terms)
    found = parse("date", text, now=now, week_start=first, fiscal_month_offset=offset).explain()
    assert found["intervals"] == [iso(span) for _, span in terms], text
    assert found["kind"] == ("interval" if len(terms) == 1 else "union")


ZONES = ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia"]


@quick
@given(st.data(), moments, st.sampled_from(ZONES))
def test_a_moment_passes_where_the_clock_on_the_wall_stands_in_the_stretch(data: Any, now: datetime, zone: str) -> None:
    text, (start, end) = data.draw(phrases(Reading(now, "monday", 0)))
    condition = parse("date", text, now=now, timezone=zone)
    for bound in filter(None, (start, end)):
        for minutes in (-181, -61, -31, -1, 0, 1, 29, 59, 89, 181):
            instant = bound.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) + timedelta(minutes=minutes)
            wall = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
            inside = (start is None or wall >= start) and (end is None or wall < end)
            assert condition.matches(instant) == inside, (text, zone, instant)


AMOUNTS = [-7, -0.5, 0, 0.25, 1, 5, 9.99, 10, 1000]
Judge = Any  # of a number: whether the term holds


def compared(draw: Any) -> tuple[str, Judge]:
    """A comparison, a range or an interval."""
    a, b = draw(st.sampled_from(AMOUNTS)), draw(st.sampled_from(AMOUNTS))
    space = draw(st.sampled_from(["", " ", "  "]))
    choices: list[tuple[str, Judge]] = [
        (f"{a}", lambda v: v == a),
        (f">{space}{a}", lambda v: v > a),
        (f"<={space}{a}", lambda v: v <= a),
        (f"{a} to {b}", lambda v: a <= v <= b),
        (f"{a} TO", lambda v: v >= a),
        (f"to {a}", lambda v: v <= a),
        (f"({a},{space}{b}]", lambda v: a < v <= b),
        (f"[{a}{space},{b})", lambda v: a <= v < b),
        (f"({a}, inf)", lambda v: v > a),
        (f"(-INF,{a}]", lambda v: v <= a),
        (f"[{a},)", lambda v: v >= a),
        (f">={a} and <{b}", lambda v: a <= v < b),
        (f"<={a} AND >{b}", lambda v: b < v <= a),
    ]
    found: tuple[str, Judge] = draw(st.sampled_from(choices))
    return found


@quick
@given(st.data())
def test_numbers_pass_as_a_list_of_terms_is_judged_one_by_one(data: Any) -> None:
    terms = [(*compared(data.draw), data.draw(st.booleans())) for _ in range(data.draw(st.integers(1, 4)))]
    signs = {True: data.draw(st.sampled_from(["NOT ", "not ", "!=", "<>"])), False: ""}
    text = data.draw(st.sampled_from([",", ", ", " OR "])).join(signs[negated] + words for words, _, negated in terms)
    all_negated = terms[0][2] and not any(negated for _, _, negated in terms[1:])
    positive = [judge for _, judge, negated in terms if not (negated or all_negated)]
    negative = [judge for _, judge, negated in terms if negated or all_negated]
    condition = parse("number", text, now=EDGES[0])
    values = sorted({value + step for value in AMOUNTS for step in (-0.001, 0, 0.001)})
    passing = [
        v for v in values
        if (not positive or any(judge(v) for judge in positive)) and not any(judge(v) for judge in negative)
    ]  # fmt: skip
    assert [v for v in values if condition.matches(v)] == passing, text
    assert condition.matches(None) == (not positive or not passing), text
