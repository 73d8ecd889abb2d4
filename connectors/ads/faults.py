"""What can go wrong between us and an ad platform, and what a person can do about it. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from net.problem import DoorProblem

MOST_SAID = 300  # characters kept of what a platform says
LONGEST = 86_400.0  # seconds: who names a longer wait is asked again after a day


class Vendor(StrEnum):
    """An ad platform; the value is the ``kind`` of its sources."""

    META = "meta_ads"
    GOOGLE = "google_ads"
    TIKTOK = "tiktok_ads"

    @property
    def label(self) -> str:
        """As people call it."""
        return {"meta_ads": "Meta", "google_ads": "Google Ads", "tiktok_ads": "TikTok"}[self.value]


class Trouble(StrEnum):
    """Kinds of fault."""

    THROTTLED = "throttled"  # it was asked too often
    EXPIRED = "expired"  # the token is over, revoked or wrong
    FORBIDDEN = "forbidden"  # the token is good and may not do this
    GONE = "gone"  # no such object, or it was deleted
    REFUSED = "refused"  # the platform, or a rule of its that we know, says no to this change
    PLATFORM = "platform"  # its own trouble
    NO_ANSWER = "no_answer"  # it could not be reached, or fell silent
    GARBLED = "garbled"  # it answered what nobody can read
    NOT_CONNECTED = "not_connected"  # there is no connection for this source, or it does not open
    READ_ONLY = "read_only"  # the connection was made for reading alone


PASSING = frozenset({Trouble.THROTTLED, Trouble.PLATFORM, Trouble.NO_ANSWER, Trouble.GARBLED})
_WORDS = {
    Trouble.THROTTLED: ("takes no more calls for now", "Try again in {wait}."),
    Trouble.EXPIRED: ("does not accept the token any more", "Make a new one there and save it with connect_ads."),
    Trouble.FORBIDDEN: ("does not let this token do that", "Give it the right to manage these ads, or use another."),
    Trouble.GONE: ("does not know it, or hides it from this token", "Import the ads again to see what is there."),
    Trouble.REFUSED: ("refused this", "Look at it on the platform."),
    Trouble.PLATFORM: ("has trouble of its own", "Try again in {wait}."),
    Trouble.NO_ANSWER: ("did not answer", "Try again in {wait}."),
    Trouble.GARBLED: ("gave an answer that cannot be read", "Try again in {wait}; if it stays so, tell your operator."),
}
_UNSURE = "Whether the change was made is not known until it is read back."
_WAITS = {Trouble.THROTTLED: 300.0, Trouble.PLATFORM: 60.0, Trouble.NO_ANSWER: 60.0, Trouble.GARBLED: 60.0}


@dataclass(frozen=True)
class Asked:
    """What a call was about, for words: ``where`` is "campaign 778" or "the account"; ``changes``: not only reads."""

    vendor: Vendor
    where: str
    changes: bool = False


class Fault(Exception):
    """The answer is not known or the change was not made.

    ``message`` is for people: what, where, what to do; it holds no secret and nothing that the platform said.
    ``retry_after``: seconds after which another try may help; None where a person must act first.
    ``unsure``: the change may have been made all the same, so that it must be read back before another try.
    ``code``: the platform's own number or name. ``said``: its own words, cut to MOST_SAID; shown only as its words.
    """

    def __init__(
        self,
        trouble: Trouble,
        message: str,
        *,
        retry_after: float | None = None,
        unsure: bool = False,
        code: str = "",
        said: str = "",
    ) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.message = message
        self.retry_after = retry_after
        self.unsure = unsure
        self.code = code
        self.said = plain(said)

    @property
    def passing(self) -> bool:
        """Whether it may go away by itself."""
        return self.trouble in PASSING


def fault(
    trouble: Trouble, asked: Asked, *, wait: float | None = None, sure: bool = True, code: str = "", said: str = ""
) -> Fault:
    """A fault of the platform's answer, in our words. ``wait``: seconds, where the platform names them."""
    what, hint = _WORDS[trouble]
    seconds = min(max(wait, 1.0), LONGEST) if wait is not None else _WAITS.get(trouble)
    unsure = asked.changes and not sure
    then = _UNSURE if unsure else hint.format(wait=spoken(seconds or 0))
    message = f"{asked.vendor.label}, {asked.where}: the platform {what}. {then}"
    return Fault(trouble, message, retry_after=seconds, unsure=unsure, code=code, said=said)


def refused(asked: Asked, why: str) -> Fault:
    """What we know to be refused before it is asked; ``why`` is whole sentences."""
    return Fault(Trouble.REFUSED, f"{asked.vendor.label}, {asked.where}: {why}")


def unreached(problem: DoorProblem, asked: Asked) -> Fault:
    """No answer came. What the door itself refuses is refused the next time too."""
    ours = problem.code in {"address", "refused", "certificate"}
    unsure = asked.changes and problem.sent
    said = f"{asked.vendor.label}, {asked.where}: {problem.message}"
    wait = None if ours else _WAITS[Trouble.NO_ANSWER]
    return Fault(
        Trouble.NO_ANSWER, f"{said} {_UNSURE}" if unsure else said, retry_after=wait, unsure=unsure, code=problem.code
    )


def spoken(seconds: float) -> str:
    """A wait in words."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} seconds" if round(seconds) > 1 else "a second"
    return f"{round(seconds / 60)} minutes" if seconds < 5400 else f"{round(seconds / 3600)} hours"


def plain(said: str) -> str:
    """Another side's words, made fit to show: one line, no control characters, not long."""
    one_line = " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())
    return one_line if len(one_line) <= MOST_SAID else one_line[: MOST_SAID - 1] + "…"
