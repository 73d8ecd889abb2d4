"""Downloads over REST: asked for, watched, fetched by who asked."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.access import viewer_for
from accounts.models import Account, User
from deliveries.downloads import exporting
from deliveries.models import Export, Stage
from tests.deliveries import reports
from tests.deliveries.api.asking import CONTENT, ask
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.usefixtures("published")
QUESTION = {"kind": "explore", "explore": "business", "query": "fields=orders.channel,orders.revenue"}
ZIP = {"content": CONTENT, "format": "csv_zip", "name": "Figures"}


@pytest.fixture(autouse=True)
def unheard(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker is told: the test makes the file itself."""
    from deliveries.tasks import export

    monkeypatch.setattr(export, "apply_async", lambda *_, **__: None)


def test_a_file_is_asked_for_watched_and_fetched(alice: User) -> None:
    answer = ask(alice, "POST", "exports", ZIP)
    asked = answer.json()
    path = f"exports/{asked['id']}"
    assert answer.status_code == 202 and asked["stage"] == "waiting" and ask(alice, "GET", path).json() == asked
    assert ask(alice, "GET", f"{path}/file").status_code == 409
    exporting.work(Export.objects.get().pk)
    ready = ask(alice, "GET", path).json()
    assert ready["stage"] == "ready" and ready["files"][0]["name"] == "Figures.zip"
    assert b"".join(ask(alice, "GET", f"{path}/file").streaming_content).startswith(b"PK")
    assert ask(alice, "GET", "exports").json() == [ready]


def test_a_picture_of_an_answer_and_a_page_on_paper_are_taken(alice: User) -> None:
    paper = {"size": "a4", "landscape": True}
    for body in ({"content": QUESTION, "format": "png"}, {"content": CONTENT, "format": "pdf", "paper": paper}):
        assert ask(alice, "POST", "exports", body).status_code == 202
    assert [each.wanted["paper"] for each in Export.objects.order_by("pk")] == [None, paper]


HOSTILE: list[tuple[dict[str, Any], str]] = [
    ({"content": 7}, "content"), ({"content": {"kind": "dashboard", "slug": "nothing"}}, "content"),
    ({"content": {"kind": "look", "look": 4711}}, "content"), ({"content": QUESTION}, "format"),
    ({"format": "xlsx"}, "format"), ({"format": ["pdf"]}, "format"), ({"format": None}, "format"),
    ({"filters": {"colour": "red"}}, "filters.colour"), ({"filters": {"order_date": 1}}, "filters.order_date"),
    ({"name": 7}, "name"), ({"name": "x" * 201}, "name"), ({"all_rows": "yes"}, "all_rows"),
    ({"paper": {"size": "a4"}}, "paper"), ({"format": "pdf", "paper": "a4"}, "paper"),
    ({"format": "pdf", "paper": {"size": 4}}, "paper.size"), ({"rows": 1}, "rows"),
]  # fmt: skip


def test_what_cannot_be_made_is_named_and_not_begun(alice: User) -> None:
    for change, field in HOSTILE:
        answer = ask(alice, "POST", "exports", {**ZIP, **change})
        assert (answer.status_code, answer.json()["field"]) == (400, field), (change, answer.json())
    assert not Export.objects.exists()


def test_no_name_leads_out_of_its_folder(alice: User) -> None:
    ask(alice, "POST", "exports", {**ZIP, "name": "../../etc/passwd"})
    exporting.work(Export.objects.get().pk)
    assert "/" not in Export.objects.get().files[0]["name"]


def test_somebody_who_waits_for_several_waits(alice: User) -> None:
    for _ in range(exporting.MOST_OPEN):
        reports.export(viewer_for(alice))
    told = ask(alice, "POST", "exports", ZIP)
    assert (told.status_code, told.json()["code"]) == (429, "too_many")


def test_a_viewer_may_download(bob: User) -> None:
    assert ask(bob, "POST", "exports", ZIP).status_code == 202


def test_a_file_is_only_for_who_asked(alice: User, account: Account, charlie: User) -> None:
    path = f"exports/{reports.export(viewer_for(alice), stage=Stage.READY).uid}"
    for stranger in (analyst(account), charlie):
        assert {ask(stranger, "GET", each).status_code for each in (path, f"{path}/file")} == {404}
        assert ask(stranger, "GET", "exports").json() == []
