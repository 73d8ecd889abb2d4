"""Token sign-in for the REST API: e-mail and password in, a token out."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import authenticate
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import api_view, authentication_classes, permission_classes, throttle_classes
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle

from accounts import tokens
from accounts.access import Act, NoAccess, may, viewer_for
from accounts.models import Account, User


class TokenThrottle(AnonRateThrottle):
    """Guessing is slow from one address, whatever names it tries."""

    rate = "30/min"


class SignIn(serializers.Serializer[None]):
    """What is asked for."""

    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, write_only=True)
    name = serializers.CharField(max_length=100, default="API", help_text="What the token is for.")
    account = serializers.CharField(required=False, help_text="Name of the account; needed by members of several.")


class Token(serializers.Serializer[None]):
    """What is given: it can't be read again."""

    token = serializers.CharField()
    account = serializers.CharField()


@extend_schema(request=SignIn, responses={201: Token}, auth=[], summary="Sign in for a token")
@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
@throttle_classes([TokenThrottle])
def token(request: Request) -> Response:
    """Make an API token from an e-mail address and a password; send it as ``Authorization: Bearer …``."""
    asked = SignIn(data=request.data)
    asked.is_valid(raise_exception=True)
    given = asked.validated_data
    user = authenticate(request._request, email=given["email"], password=given["password"])
    if not isinstance(user, User):
        raise AuthenticationFailed("The e-mail address or the password is wrong.")
    if is_mfa_enabled(user):
        raise PermissionDenied("This person signs in with a second factor; make the token on screen.")
    account = _account(user, given.get("account"))
    return Response(
        {"token": tokens.issue(user, account, given["name"]), "account": account.name}, status=status.HTTP_201_CREATED
    )


def _account(user: User, name: str | None) -> Account:
    theirs = Account.objects.filter(memberships__user=user).order_by("name")
    found = theirs.filter(name=name) if name else theirs
    if not found:
        raise PermissionDenied("You are no member of that account." if name else "You are no member of any account.")
    if len(found) > 1:
        raise ValidationError({"account": f"Name one of: {', '.join(each.name for each in found)}."})
    _check(user, found[0])
    return found[0]


def _check(user: User, account: Account) -> None:
    try:
        allowed = may(viewer_for(user, account=account), Act.TOKENS)
    except NoAccess as error:
        raise PermissionDenied(str(error)) from error
    if not allowed:
        raise PermissionDenied("Your role makes no API tokens; ask an admin of the account.")
