"""Reads many objects in few calls, and says of each what was learnt. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from connectors.ads.faults import Asked, Fault, Trouble, Vendor, fault
from connectors.ads.standing import Level, Standing, Target

Found = dict[Target, Standing | Fault]
_OF_ONE = frozenset({Trouble.GONE, Trouble.REFUSED, Trouble.FORBIDDEN})  # others will meet the next call too


def in_chunks(targets: Sequence[Target], size: int, read: Callable[[Level, Sequence[Target]], Found]) -> Found:
    """``read`` is given up to ``size`` targets of one level. Raises Fault where nothing was learnt."""
    found: Found = {}
    for level, chunk in _chunks(targets, size):
        try:
            found |= read(level, chunk)
        except Fault as problem:
            found |= dict.fromkeys(chunk, problem)
            if problem.trouble not in _OF_ONE:
                found |= {each: problem for each in targets if each not in found}
                break
    _learnt(found)
    return found


def one_of(found: Found, target: Target, vendor: Vendor) -> Standing:
    """What was found of it. Raises Fault."""
    held = found.get(target) or fault(Trouble.GONE, Asked(vendor, target.named))
    if isinstance(held, Fault):
        raise held
    return held


def told(found: Found, targets: Sequence[Target], vendor: Vendor) -> Found:
    """The same, with a fault for those that the platform left out."""
    gone = {each: fault(Trouble.GONE, Asked(vendor, each.named)) for each in targets if each not in found}
    return {**found, **gone}


def _chunks(targets: Sequence[Target], size: int) -> Iterator[tuple[Level, Sequence[Target]]]:
    for level in Level:
        own = [each for each in dict.fromkeys(targets) if each.level is level]
        for start in range(0, len(own), size):
            yield level, own[start : start + size]


def _learnt(found: Found) -> None:
    faults = [each for each in found.values() if isinstance(each, Fault)]
    if faults and len(faults) == len(found) and faults[-1].trouble not in _OF_ONE:
        raise faults[-1]
