"""Which network addresses may be reached: public ones, and what an admin's list names. PURE.

An entry of the list is a network and a port: ``127.0.0.1:8080``, ``10.0.0.0/8:443``, ``[fd00::/8]:443``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
PORTS = frozenset({443, 8443})  # of public addresses; others are for the list
SSH_PORTS = frozenset({22, 2222})  # of public addresses; what else listens there speaks SSH too, or not at all
_ENTRY = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:./]+)\]|(?P<four>[0-9./]+)):(?P<port>[0-9]{1,5})", re.ASCII)
_NAT64 = ip_network("64:ff9b::/96")  # an IPv4 address as a network that speaks IPv6 alone sees it
_PUBLIC_SIX = ip_network("2000::/3")
_KEPT = (  # global by their number and yet no public host
    ip_network("168.63.129.16/32"),  # metadata and name service inside one cloud
    ip_network("192.0.0.0/24"),  # the protocol itself, and the metadata of another cloud
    ip_network("192.88.99.0/24"),  # relays of 6to4
    ip_network("2002::/16"),  # 6to4: carries an IPv4 address
    ip_network("2001::/23"),  # Teredo and other uses of the protocol itself
    ip_network("3fff::/20"),  # for examples in books
)


class BadEntry(ValueError):
    """An entry of the list that cannot be read; the message says what one looks like."""


@dataclass(frozen=True)
class Allowed:
    """What the admin lets through beyond public addresses."""

    entries: tuple[tuple[Network, int], ...] = ()

    @classmethod
    def of(cls, words: Iterable[str]) -> Allowed:
        """Raises BadEntry."""
        return cls(tuple(_entry(word) for word in words))

    def names(self, address: Address, port: int) -> bool:
        """Whether the list names it."""
        plain = unwrapped(address)
        return any(plain.version == net.version and plain in net and port == own for net, own in self.entries)

    def lets(self, address: Address, port: int, *, secure: bool) -> bool:
        """Whether it may be reached: without TLS only what the list names."""
        return self.names(address, port) or (secure and port in PORTS and is_public(address))

    def lets_ssh(self, address: Address, port: int) -> bool:
        """Whether it may be reached to speak SSH, which secures itself by the host's key."""
        return self.names(address, port) or (port in SSH_PORTS and is_public(address))


def _entry(word: str) -> tuple[Network, int]:
    wrong = f"{word!r} is no network with a port; it takes 127.0.0.1:8080, 10.0.0.0/8:443 or [fd00::/8]:443"
    found = _ENTRY.fullmatch(word)
    if found is None or not 0 < int(found["port"]) < 65536:
        raise BadEntry(wrong)
    try:
        return ip_network(found["six"] or found["four"]), int(found["port"])
    except ValueError:
        raise BadEntry(wrong) from None


def unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 one leads to (mapped, or by NAT64), or the address itself."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return ip_address(int(address) & 0xFFFFFFFF)
    return address


def is_public(address: Address) -> bool:
    """Whether it is a host of the public internet: not private, local, shared, multicast, reserved or a cloud's own."""
    plain = unwrapped(address)
    if isinstance(plain, IPv6Address) and (plain.scope_id is not None or plain not in _PUBLIC_SIX):
        return False
    ours = plain.is_private or plain.is_loopback or plain.is_link_local or plain.is_unspecified
    odd = plain.is_multicast or plain.is_reserved or not plain.is_global
    return not (ours or odd or any(plain.version == net.version and plain in net for net in _KEPT))
