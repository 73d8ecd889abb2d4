"""How the REST API knows who asks: ``Authorization: Bearer sxt_…``."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts import tokens
from accounts.models import ApiToken, User


class TokenAuthentication(BaseAuthentication):
    """A Bearer token; ``request.auth`` is then the ``ApiToken``, whose account the answer is about."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """None where no Bearer token is given; one and the same answer for every token that is no good."""
        kind, _, token = get_authorization_header(request).decode(errors="replace").partition(" ")
        if kind.lower() != "bearer":
            return None
        found = tokens.find(token.strip())
        if found is None:
            raise AuthenticationFailed(
                "This token is unknown, revoked or its owner is gone; POST /api/v1/token makes one."
            )
        return found.user, found

    def authenticate_header(self, request: Request) -> str:
        """Makes the refusal a 401 that says which scheme to use."""
        return "Bearer"


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How ``/api/schema/`` describes it."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A plain Bearer scheme."""
        return {"type": "http", "scheme": "bearer"}
