"""Values people type where they have none: they identify nobody and never link two records. PURE.

A mapping adds its own with ``identity: {block: [...]}``.
"""

from __future__ import annotations

ADDRESSES = frozenset(
    [
        "test@example.com",
        "user@example.com",
        "email@example.com",
        "name@example.com",
        "noemail@example.com",
        "none@example.com",
        "test@test.com",
        "a@a.com",
        "abc@abc.com",
        "asdf@asdf.com",
        "none@none.com",
        "na@na.com",
        "no@no.com",
        "no@email.com",
        "noemail@noemail.com",
        "null@null.com",
        "unknown@unknown.com",
        "email@email.com",
        "mail@mail.com",
        "guest@guest.com",
        "anonymous@anonymous.com",
        "fake@fake.com",
        "xxx@xxx.com",
    ]
)
LOCAL_PARTS = frozenset(
    [
        "noreply",
        "no-reply",
        "no_reply",
        "no.reply",
        "donotreply",
        "do-not-reply",
        "do_not_reply",
        "nomail",
        "no-mail",
        "noemail",
        "no-email",
        "mailer-daemon",
        "postmaster",
        "undisclosed-recipients",
        "invalid",
    ]
)
# Besides these, a number whose digits are all the same (after the country code) is nobody's.
NUMBERS = frozenset(
    ["1234567890", "0123456789", "123456789", "12345678", "11234567890", "12345678900", "15555555555", "10123456789"]
)
