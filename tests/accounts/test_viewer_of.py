"""From a request to the one who asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.cache import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from accounts.access import SESSION_KEY, Act, allowed_to, viewer_of
from accounts.context import person
from accounts.models import Account, SubAccount, User


@allowed_to(Act.IMPORT)
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


def asked_by(user: User | AnonymousUser, chosen: int | None = None) -> HttpRequest:
    request = RequestFactory().get("/page")
    request.user, request.session = user, SessionStore()
    if chosen is not None:
        request.session[SESSION_KEY] = chosen
    return request


def test_the_chosen_subaccount_narrows_the_rows(alice: User, account: Account, subaccount: SubAccount) -> None:
    account.subaccounts.create(name="Alba Italia")
    assert viewer_of(asked_by(alice, subaccount.pk)).subaccounts == {subaccount.pk}


def test_a_choice_no_longer_allowed_is_forgotten(bob: User, account: Account, subaccount: SubAccount) -> None:
    request = asked_by(bob, account.subaccounts.create(name="Alba Italia").pk)
    assert viewer_of(request).subaccounts == {subaccount.pk}
    assert SESSION_KEY not in request.session


def test_a_stranger_finds_nothing(db: None) -> None:
    with pytest.raises(Http404):
        viewer_of(asked_by(User.objects.create_user("eve@example.org")))


def test_a_guarded_page_lets_an_admin_in_and_tells_a_viewer_whom_to_ask(alice: User, bob: User) -> None:
    assert page(asked_by(alice)).status_code == 200
    with pytest.raises(PermissionDenied, match="Ask an admin"):
        page(asked_by(bob))


def test_a_guarded_page_asks_for_sign_in_first(db: None) -> None:
    assert page(asked_by(AnonymousUser())).status_code == 302


def test_a_page_knows_the_subaccounts_to_switch_to(alice: User, account: Account, subaccount: SubAccount) -> None:
    other = account.subaccounts.create(name="Alba Italia")
    known = person(asked_by(alice, subaccount.pk))
    assert known["subaccounts"] == [subaccount, other] and known["chosen_subaccount"] == subaccount
    assert known["acts"]["people"] and person(asked_by(AnonymousUser())) == {}


def test_a_request_looks_up_once_who_asks(alice: User, subaccount: SubAccount, django_assert_num_queries: Any) -> None:
    request = asked_by(alice, subaccount.pk)
    with django_assert_num_queries(1):  # the membership with its account and sub-accounts
        page(request)
        assert viewer_of(request) == viewer_of(request)
    with django_assert_num_queries(2):  # the account and the sub-accounts as rows, for the switcher
        person(request)


def test_a_choice_made_on_the_way_counts_at_once(alice: User, account: Account, subaccount: SubAccount) -> None:
    other = account.subaccounts.create(name="Alba Italia")
    request = asked_by(alice)
    assert viewer_of(request).subaccounts == {subaccount.pk, other.pk}
    request.session[SESSION_KEY] = other.pk
    assert viewer_of(request).subaccounts == {other.pk}


def test_signing_out_on_the_way_ends_it(alice: User, subaccount: SubAccount) -> None:
    request = asked_by(alice)
    viewer_of(request)
    request.user = AnonymousUser()
    with pytest.raises(Http404):
        viewer_of(request)


def test_who_sees_one_sub_account_reads_its_name_and_has_no_choice_of_all(bob: User, client: Client) -> None:
    client.force_login(bob)
    page = client.get("/explore/").content.decode()
    assert '<span class="switcher-scope">Alba France</span>' in page and "All sub-accounts" not in page
