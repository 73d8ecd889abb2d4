"""Sites that may frame a link: exactly those, and nothing that a header would read as more."""

from __future__ import annotations

import pytest

from dashboards.sharing import origins
from explores.keeping.refused import Refused


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://www.example.org", "https://www.example.org"),
        (" https://www.example.org/ ", "https://www.example.org"),
        ("https://Intranet.Example.ORG:8443", "https://intranet.example.org:8443"),
        ("https://example.org:443", "https://example.org"),
        ("https://münchen.example", "https://xn--mnchen-3ya.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:80", "http://localhost"),
        ("http://[::1]:9000", "http://[::1]:9000"),
    ],
)
def test_a_site_is_read_as_a_policy_names_it(given: str, read: str) -> None:
    assert origins.read([given, given, ""]) == [read]


@pytest.mark.parametrize(
    "given",
    [
        "*", "https://*", "https:", "https://", "'self'", "data:", "https://*.example.org", "example.org",
        "//example.org",
        "https://example.org/path", "https://example.org?x", "https://example.org#x", "https://me@example.org",
        "https://example.org:99999", "https://example.org:0", "https://example.org:", "http://example.org",
        "ftp://example.org", "https://example.org; script-src *", "https://a,https://b", "https://exa mple.org",
        "https://example.org\r\nSet-Cookie: a=b", "https://-a.example", "https://a..example", "https://" + "a" * 254,
        "https://exa\\mple.org", "javascript:alert(1)", "https://[::1", "HTTPS://example.org", "https://a_b.example",
        "http://127.0.0.1.example.org", "https://\ud800.example", "https://例え.\u3002x..y", "https://a'b.example",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_words(given: str) -> None:
    with pytest.raises(Refused, match=r"is no site|is not safe|port that is none"):
        origins.read([given])


def test_there_is_an_end_to_sites() -> None:
    with pytest.raises(Refused, match="At most 10"):
        origins.read(f"https://site{number}.example" for number in range(11))
