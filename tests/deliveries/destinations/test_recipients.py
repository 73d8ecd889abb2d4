"""Addresses of people: which can be written to, which are the same, and which lie outside the list."""

from __future__ import annotations

import pytest

from deliveries.destinations.recipients import BadAddress, recipient, recipients, refused


def test_capitals_and_spaces_make_no_other_person() -> None:
    given = [" Ann@Example.ORG ", "ann@example.org", "ANN@EXAMPLE.ORG", "ben@example.org"]
    assert recipients(given) == ("Ann@example.org", "ben@example.org")


def test_international_domains_are_written_as_servers_take_them() -> None:
    assert recipient("ann@bücher.example") == "ann@xn--bcher-kva.example"
    assert recipients(["ann@bücher.example", "ann@xn--bcher-kva.example"]) == ("ann@xn--bcher-kva.example",)


@pytest.mark.parametrize(
    "address",
    ["", "ann", "ann@", "@example.org", "ann@example", "a b@example.org", "ann@example..org", "ann@exa mple.org",
     "ann@example.org\r\nBcc: x@y.org", "ann@example.org, ben@example.org", "Ann <ann@example.org>", "ann@[127.0.0.1]",
     "é@example.org", "ann@-example.org", "ann@example.org\x00", "\u202eann@example.org", "a" * 65 + "@example.org",
     "a@" + "b" * 10_000 + ".org", "ann@.", "ann@example.org>", "'ann'@", "ann@exam_ple.org"],
)  # fmt: skip
def test_what_is_no_address_is_named_and_shows_what_one_looks_like(address: str) -> None:
    with pytest.raises(BadAddress, match=r"takes name@example\.org") as caught:
        recipient(address)
    assert len(str(caught.value)) < 600 and "\n" not in str(caught.value)


def test_domains_outside_the_list_are_refused() -> None:
    given = ["a@example.org", "b@EXAMPLE.org", "c@mail.example.org", "d@partner.test", "e@x.partner.test",
             "f@evil-example.org", "g@example.org.evil.test", "h@notpartner.test"]  # fmt: skip
    assert refused(given, ["example.org", "*.partner.test"]) == (given[2], given[3], given[5], given[6], given[7])
    assert refused(["a@bücher.example"], ["BÜCHER.example."]) == ()
    assert refused(["a@example.org"], []) == ("a@example.org",)
