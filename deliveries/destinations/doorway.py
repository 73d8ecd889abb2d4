"""What the network door says, as a courier's fault; and how long a parcel may take on its way."""

from __future__ import annotations

from deliveries.destinations.base import Fault
from net.problem import DoorProblem
from net.timed import Deadline

STALL = 60.0  # seconds without a step forward
SLOWEST = 131_072  # bytes a second; what is slower than that on the whole is given up
PASSING = {"unknown_host", "unreachable", "slow", "broken"}


def fault_of(problem: DoorProblem) -> Fault:
    """Name servers, networks and hosts come back; a certificate or an address waits for a person."""
    return Fault(problem.code, problem.message, passing=problem.code in PASSING)


def time_for(size: int, *, stall: float = STALL) -> Deadline:
    """For so many bytes at the slowest speed, with two minutes for the rest."""
    return Deadline(120 + size / SLOWEST, each=stall)
