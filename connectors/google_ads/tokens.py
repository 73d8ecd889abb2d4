"""Access tokens of an hour for a refresh token that stays (OAuth 2, RFC 6749, section 6)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urlencode

from connectors.ads.calling import Line, call, readable
from connectors.ads.faults import Asked, Vendor
from connectors.ads.reading import Unreadable, amount, mapping, text
from connectors.google_ads.errors import token_problem

EARLY = 60.0  # seconds before its end that a token is not used any more


@dataclass(frozen=True)
class Keys:
    """Who asks. It shows nothing of itself."""

    client_id: str
    client_secret: str
    refresh_token: str
    developer_token: str

    def __repr__(self) -> str:
        return "Keys(…)"


class Tokens:
    """Gives the token that is good now, and asks for a new one when it is over."""

    def __init__(self, url: str, keys: Keys, line: Line) -> None:
        self._url = url
        self._keys = keys
        self._line = line
        self._token = ""
        self._until = 0.0

    def token(self) -> str:
        """Raises Fault."""
        if time.monotonic() >= self._until:
            self._renew()
        return self._token

    def drop(self) -> None:
        """It was not accepted: the next one is a new one."""
        self._until = 0.0

    def _renew(self) -> None:
        keys, asked = self._keys, Asked(Vendor.GOOGLE, "the sign-in")
        form = {"grant_type": "refresh_token", "client_id": keys.client_id, "client_secret": keys.client_secret,
                "refresh_token": keys.refresh_token}  # fmt: skip
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        heard = call(self._line, asked, "POST", self._url, headers=headers, body=urlencode(form).encode())
        with readable(asked):
            body = mapping(heard.body)
            if heard.status != 200:
                raise token_problem(body, heard.status, asked)
            lives = float(amount(body, "expires_in") or 0)
            if not text(body, "access_token"):
                raise Unreadable("no access token")
        self._token, self._until = text(body, "access_token"), time.monotonic() + lives - EARLY
