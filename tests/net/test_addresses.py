"""Which addresses may be reached, in every form that they are written in."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from net.addresses import Allowed, BadEntry, is_public, unwrapped

INSIDE = [ip_network(text) for text in (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
)]  # fmt: skip
INSIDE_SIX = [ip_network(text) for text in (
    "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "fc00::/7",
    "fe80::/10", "fec0::/10", "ff00::/8",
)]  # fmt: skip


@st.composite
def within(draw: st.DrawFn, networks: list[object]) -> IPv4Address | IPv6Address:
    network = draw(st.sampled_from(networks))
    return network[draw(st.integers(0, network.num_addresses - 1))]  # type: ignore[index, attr-defined, no-any-return]


def forms(address: IPv4Address) -> list[IPv6Address]:
    """The IPv6 addresses that carry it: mapped, compatible, 6to4, NAT64, Teredo (as server, and hidden as client)."""
    number = int(address)
    return [IPv6Address(whole) for whole in (
        0xFFFF << 32 | number, number, 0x2002 << 112 | number << 80, int(IPv6Address("64:ff9b::")) | number,
        0x20010000 << 96 | number << 64, 0x20010000 << 96 | number ^ 0xFFFFFFFF,
    )]  # fmt: skip


@given(within(INSIDE))  # type: ignore[arg-type]
def test_nothing_inside_is_public_nor_what_carries_it(address: IPv4Address) -> None:
    assert not is_public(address)
    assert [form for form in forms(address) if is_public(form)] == []


@given(within(INSIDE_SIX))  # type: ignore[arg-type]
def test_nothing_inside_of_the_newer_numbers_is_public(address: IPv6Address) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_mapped_and_translated_addresses_are_judged_as_what_they_lead_to(address: IPv4Address) -> None:
    mapped, translated = forms(address)[0], forms(address)[3]
    assert is_public(mapped) == is_public(translated) == is_public(address)
    assert unwrapped(mapped) == unwrapped(translated) == address
    assert Allowed.of([f"{address}:81"]).names(mapped, 81)


@pytest.mark.parametrize("text", ["168.63.129.16", "169.254.169.254", "100.100.100.200", "192.0.0.192",
                                  "fd00:ec2::254", "fd20:ce::254", "fe80::1%eth0"])  # fmt: skip
def test_no_cloud_tells_its_secrets(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4007::200e"])
def test_public_hosts_are_reached_by_tls_at_few_ports(text: str) -> None:
    address = ip_address(text)
    assert Allowed().lets(address, 443, secure=True) and Allowed().lets(address, 8443, secure=True)
    assert not Allowed().lets(address, 443, secure=False) and not Allowed().lets(address, 22, secure=True)


def test_the_list_lets_through_just_what_it_names() -> None:
    allowed = Allowed.of(["127.0.0.1:8080", "10.0.0.0/8:443", "[fd00::/8]:9000"])
    assert allowed.lets(ip_address("127.0.0.1"), 8080, secure=False)
    assert not allowed.lets(ip_address("127.0.0.1"), 8081, secure=True)
    assert not allowed.lets(ip_address("127.0.0.2"), 8080, secure=True)
    assert allowed.lets(ip_address("10.9.8.7"), 443, secure=True)
    assert allowed.lets(ip_address("fd12::1"), 9000, secure=True)
    assert not allowed.lets(ip_address("2002:7f00:1::"), 8080, secure=True)  # no way round by an old tunnel


@pytest.mark.parametrize("word", ["127.0.0.1", "10.0.0.1/8:443", "host:443", "127.0.0.1:0", "1.1.1.1:99999", "::1:80",
                                  "[fd00::/8]", "[fd00::/8:1]:1", "1.2.3:4", ""])  # fmt: skip
def test_an_entry_that_cannot_be_read_says_what_one_looks_like(word: str) -> None:
    with pytest.raises(BadEntry, match="it takes 127"):
        Allowed.of([word])
