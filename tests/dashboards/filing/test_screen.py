"""Files from the screen: downloaded from a dashboard's menu, and sent from the list of dashboards."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Account, User
from dashboards.models import Dashboard
from explores.keeping import folders
from tests.dashboards.filing.test_files import WEEKLY, kept
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(account: Account) -> User:
    return analyst(account)


def page(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(user: User, *texts: bytes, **more: Any) -> str:
    """What the page says after the files were sent."""
    files = [SimpleUploadedFile(f"file{number}.yaml", text) for number, text in enumerate(texts)]
    answer = page(user).post("/dashboards/import", {"file": files, **more}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_dashboard_goes_out_and_comes_back_as_it_was(dana: User) -> None:
    row = kept(dana)
    answer = page(dana).get(f"/dashboards/{row.pk}/file")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="weekly_review.yaml"'
    Dashboard.objects.all().delete()
    assert "Weekly review is made." in sent(dana, answer.content)
    again = Dashboard.objects.get()
    assert again.content == WEEKLY and again.uid == row.uid


def test_a_standard_dashboard_is_a_file_that_can_be_made_ones_own(dana: User) -> None:
    text = page(dana).get("/dashboards/revenue/file").content
    assert "uid" not in yaml.safe_load(text)
    folder = folders.shared(dana.memberships.get().account_id)
    assert "Revenue performance is made." in sent(dana, text, folder=str(folder.pk))


def test_files_that_do_not_fit_are_named_and_none_is_kept(dana: User) -> None:
    good = yaml.safe_dump(WEEKLY).encode()
    for bad, said in ((b"title: [", "this is not YAML"), (b"\xff\xfe", "no UTF-8 text"), (b"colour: 1", "is missing")):
        assert said in sent(dana, good, bad)
    assert "Choose a file" in sent(dana)
    assert not Dashboard.objects.exists()


def test_a_title_of_markup_is_text_in_what_is_said(dana: User) -> None:
    said = sent(dana, b"title: <script>alert(1)</script>")
    assert "<script>alert" not in said and "&lt;script&gt;alert" in said


def test_a_viewer_takes_files_and_sends_none(dana: User, bob: User) -> None:
    row = kept(dana)
    assert page(bob).get(f"/dashboards/{row.pk}/file").status_code == 200
    assert page(bob).post("/dashboards/import", {}).status_code == 403
    assert "dashboards/import" not in page(bob).get("/dashboards/").content.decode()
