"""What the answer to a webhook means: taken, to be tried again, or not worth another try. PURE."""

from __future__ import annotations

from deliveries.destinations.base import Fault, Handed
from net.problem import DoorProblem
from net.reply import Reply

PASSING = frozenset({408, 425, 429})  # and everything from 500 to 599
_FOR_GOOD = frozenset({"address", "refused", "certificate"})  # each waits for a person
_HINTS = {
    401: "It wants to know who sends. Check the webhook's authorization and secret.",
    403: "It does not let this sender in. Check the webhook's authorization and secret.",
    404: "There is nothing at this address. Check the address.",
    405: "This address takes no messages. Check the address.",
    410: "The receiver said that it is gone for good. Enter its new address, or remove the destination.",
    413: "The message is too large for it. Choose fewer rows or another format.",
}


def judged(reply: Reply, host: str, key: str) -> Handed:
    """The proof that ``host`` took it: it is found there by ``key``. Raises Fault."""
    status, remote = reply.status, {"status": str(reply.status)}
    if 200 <= status < 300:
        return Handed(key, remote)
    if 300 <= status < 400:
        said = f"{host} sends on to another address ({status}), which is not followed. Enter the last address."
        raise Fault("redirect", said, remote=remote)
    if status in PASSING or 500 <= status < 600:
        said = f"{host} could not take it now ({status})."
        raise Fault("busy", said, passing=True, retry_after=reply.retry_after, remote=remote)
    hint = _HINTS.get(status, "Ask who runs the receiver what it expects.")
    raise Fault("gone" if status == 410 else "rejected", f"{host} did not take it ({status}). {hint}", remote=remote)


def unsent(problem: DoorProblem) -> Fault:
    """Why no answer came. What the door refuses is refused the next time too; all else may pass."""
    passing = problem.code not in _FOR_GOOD
    return Fault(problem.code, problem.message, passing=passing, unsure=problem.sent)
