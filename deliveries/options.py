"""How a schedule sends, as its row keeps it. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Protocol

MOST_ROWS = 5_000_000  # that a person may ask for with a limit
LONGEST_MESSAGE = 1500  # characters
ONLY = ("", "results", "no_results")


class BadOptions(ValueError):
    """Options that cannot be; ``field`` is the one."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Options:
    """``only``: send if there are results, or none; ``changed``: and if they differ from the last that was sent.
    ``own_rows``: each recipient gets the rows that they may see themselves (run as recipient). ``fresh_minutes``: data
    older than that are stale, for the schedule's gate; ``wait_minutes``: how long a slot waits for fresh ones."""

    message: str = ""
    only: str = ""
    changed: bool = False
    own_rows: bool = False
    all_rows: bool = True
    limit: int = 0  # rows of a file; 0: as ``all_rows`` says
    link: bool = True
    zipped: bool = False  # files in one ZIP; with a password where the schedule has one
    foresee: bool = True  # check ahead of each slot, and warn the owner
    fresh_minutes: int = 24 * 60
    wait_minutes: int = 120


class Kept(Protocol):
    """A schedule, as far as options are concerned."""

    @property
    def options(self) -> Any:
        """As ``to_json`` has them."""


def options_of(schedule: Kept) -> Options:
    """Those of a schedule; what an older version of the product did not know stands at its default."""
    known = {each.name for each in fields(Options)}
    return Options(**{name: value for name, value in schedule.options.items() if name in known})


def from_json(data: Any) -> Options:
    """Raises BadOptions."""
    if not isinstance(data, Mapping):
        raise BadOptions("options", "'options' takes an object.")
    known = {each.name: type(each.default) for each in fields(Options)}
    for name, value in data.items():
        if name not in known:
            raise BadOptions(str(name), f"Options have no {str(name)[:40]!r}; they take {', '.join(known)}.")
        if type(value) is not known[name]:
            raise BadOptions(name, f"{name!r} takes {_TYPES[known[name]]}.")
    return _checked(Options(**data))


_TYPES = {str: "a text", bool: "true or false", int: "a whole number"}


def _checked(options: Options) -> Options:
    if options.only not in ONLY:
        raise BadOptions("only", "'only' is empty, results or no_results.")
    if len(options.message) > LONGEST_MESSAGE:
        raise BadOptions("message", f"The message has {len(options.message):,} characters; {LONGEST_MESSAGE:,} fit.")
    if not 0 <= options.limit <= MOST_ROWS:
        raise BadOptions("limit", f"The limit is between 1 and {MOST_ROWS:,} rows; empty for none.")
    for name in ("fresh_minutes", "wait_minutes"):
        if not 1 <= getattr(options, name) <= 60 * 24 * 31:
            raise BadOptions(name, "It takes between 1 minute and 31 days.")
    return options


def to_json(options: Options) -> dict[str, Any]:
    """What differs from the defaults."""
    plain = asdict(Options())
    return {name: value for name, value in asdict(options).items() if value != plain[name]}
