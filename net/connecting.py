"""From a name to an open connection: resolved once, every address checked, and connected to what was checked."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Sequence
from ipaddress import ip_address
from queue import Empty, SimpleQueue

from net.addresses import Address, Allowed
from net.problem import DoorProblem
from net.target import Target, host_of
from net.timed import Deadline

NOT_PUBLIC = ": it leads to a network or port that is not public"


def resolve(host: str, port: int) -> list[Address]:
    """Every address of the name, in the system's order; numbers in any notation too. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(str(each[4][0])) for each in found))


def opened(target: Target, allowed: Allowed, deadline: Deadline) -> socket.socket:
    """A connection to a checked address, behind TLS where the address says so. Raises DoorProblem, TimeoutError."""
    addresses = _resolved(target, deadline)
    if not addresses or not all(allowed.lets(each, target.port, secure=target.secure) for each in addresses):
        raise _refused(target, NOT_PUBLIC if target.secure else " without TLS")
    plain = _connected(addresses, target, deadline)
    return _secured(plain, target, deadline) if target.secure else plain


def opened_ssh(host: str, port: int, allowed: Allowed, deadline: Deadline) -> socket.socket:
    """A connection to a checked address for SSH, which brings its own security. Raises DoorProblem, TimeoutError."""
    target = host_of(host, port)
    addresses = _resolved(target, deadline)
    if not addresses or not all(allowed.lets_ssh(each, port) for each in addresses):
        raise _refused(target, NOT_PUBLIC)
    return _connected(addresses, target, deadline)


def _refused(target: Target, how: str) -> DoorProblem:
    said = f"This installation does not send to {target.named}{how}."
    return DoorProblem("refused", f"{said} An operator can let it through with SEXTANT_NET_ALLOW.")


def _resolved(target: Target, deadline: Deadline) -> list[Address]:
    """The system's resolver knows no time limit, so it is waited for from outside."""
    answers: SimpleQueue[list[Address] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(target.host, target.port))
        except (OSError, ValueError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=deadline.left())
    except Empty:
        raise TimeoutError("the name was not resolved in time") from None
    if isinstance(found, Exception):
        raise DoorProblem("unknown_host", f"There is no host {target.host}.") from found
    return found


def _connected(addresses: Sequence[Address], target: Target, deadline: Deadline) -> socket.socket:
    for address in addresses:
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(deadline.left())
            sock.connect((str(address), target.port))
        except TimeoutError:
            sock.close()
            raise
        except OSError:
            sock.close()
        else:
            return sock
    raise DoorProblem("unreachable", f"{target.named} does not take connections.")


def _secured(plain: socket.socket, target: Target, deadline: Deadline) -> socket.socket:
    try:
        plain.settimeout(deadline.left())
        return trust().wrap_socket(plain, server_hostname=target.host)
    except TimeoutError:
        plain.close()
        raise
    except (ssl.SSLError, ValueError) as error:
        plain.close()
        raise DoorProblem("certificate", f"{target.named} has no certificate that this machine trusts.") from error
    except OSError as error:
        plain.close()
        raise DoorProblem("unreachable", f"{target.named} broke off before TLS was there.") from error


def trust() -> ssl.SSLContext:
    """Certificates that the machine trusts, with the name checked."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
