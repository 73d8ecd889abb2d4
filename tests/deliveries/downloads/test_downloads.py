"""Downloads made in the background: asked for on a sheet, seen while they are made, fetched by their owner alone."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client

from accounts.models import User
from deliveries.downloads import exporting
from deliveries.models import Export, Stage

SHEET = "/dashboards/revenue/download"
HTMX = {"HX-Request": "true"}
ZIP = {"format": "csv_zip", "name": "Our sales"}


@pytest.fixture
def client(published: None, alice: User) -> Client:
    found = Client()
    found.force_login(alice)
    return found


def asked(client: Client, **more: str) -> Export:
    assert client.post(SHEET, {**ZIP, **more}, headers=HTMX).status_code == 200
    return Export.objects.latest("pk")


def made(export: Export) -> Export:
    exporting.work(export.pk)
    export.refresh_from_db()
    return export


def test_the_sheet_offers_paper_and_names_the_filters(client: Client) -> None:
    page = client.get(f"{SHEET}?order_date=2025").content.decode()
    assert "Tabloid" in page and "A0" in page and "Landscape" in page and "2025" in page


def test_what_cannot_be_found_is_404_for_a_page_and_words_for_a_part(alice: User) -> None:
    client = Client()
    client.force_login(alice)
    page, part = client.get(SHEET), client.get(SHEET, headers=HTMX)
    assert (page.status_code, part.status_code) == (404, 200)
    assert all("Nothing is published yet" in each.content.decode() for each in (page, part))


def test_what_is_asked_is_made_with_the_filters_of_the_page(client: Client) -> None:
    assert client.post(f"{SHEET}?order_date=2025", ZIP, headers=HTMX).status_code == 200
    assert Export.objects.get().filters == {"order_date": "2025"}


def test_the_file_is_a_zip_with_a_csv_for_each_tile(client: Client) -> None:
    export = made(asked(client))
    answer = client.get(f"/downloads/{export.uid}/file")
    assert 'filename="Our sales.zip"' in answer["Content-Disposition"]
    whole = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert len(whole.namelist()) == export.of and all(name.endswith(".csv") for name in whole.namelist())


def test_progress_counts_tiles_until_the_file_is_offered(client: Client) -> None:
    export = asked(client)
    Export.objects.filter(pk=export.pk).update(stage=Stage.WORKING, done=7, of=16)
    page = client.get(f"/downloads/{export.uid}/").content.decode()
    assert "7 of 16 tiles" in page and "every 1s" in page
    Export.objects.filter(pk=export.pk).update(stage=Stage.WAITING)
    made(export)
    page = client.get(f"/downloads/{export.uid}/").content.decode()
    assert "Save the file" in page and "every 1s" not in page


def test_a_file_is_its_owners_alone(client: Client, bob: User, charlie: User) -> None:
    export = made(asked(client))
    for other in (bob, charlie):
        client.force_login(other)
        for part in ("", "file"):
            assert client.get(f"/downloads/{export.uid}/{part}").status_code == 404
        assert client.post(f"/downloads/{export.uid}/retry").status_code == 404
        assert "Our sales" not in client.get("/downloads/").content.decode()


def test_what_failed_says_why_and_can_be_tried_again(client: Client) -> None:
    export = asked(client)
    Export.objects.filter(pk=export.pk).update(stage=Stage.FAILED, said="No browser is installed.")
    assert "No browser is installed." in client.get(f"/downloads/{export.uid}/").content.decode()
    client.post(f"/downloads/{export.uid}/retry", headers=HTMX)
    again = Export.objects.latest("pk")
    assert again.pk != export.pk and again.wanted == export.wanted and again.stage == Stage.WAITING


def test_pages_ask_after_downloads_only_for_who_waits_for_one(client: Client) -> None:
    assert "/downloads/notice" not in client.get("/downloads/").content.decode()
    export = asked(client)
    assert "/downloads/notice" in client.get("/downloads/").content.decode()
    assert "Making" in client.get("/downloads/notice").content.decode()
    made(export)
    ready = client.get("/downloads/notice")
    assert "is ready" in ready.content.decode() and ready.status_code == 286
    client.post("/downloads/dismiss", headers=HTMX)
    assert "/downloads/notice" not in client.get("/downloads/").content.decode()


@pytest.mark.parametrize(
    "given", [{"format": "exe"}, {"format": "pdf", "size": "a99"}, {"format": "xlsx"}, {"format": ""}]
)
def test_what_is_not_offered_is_refused(client: Client, given: dict[str, str]) -> None:
    page = client.post(SHEET, given, headers=HTMX).content.decode()
    assert 'role="alert"' in page and not Export.objects.exists()


def test_a_hostile_name_becomes_a_plain_file_name(client: Client) -> None:
    export = made(asked(client, name="../../etc/pass\x00wd\r\nX: y"))
    name = export.files[0]["name"]
    assert "/" not in name and "\r" not in name and name.endswith(".zip")


def test_a_sixth_at_once_is_told_to_wait(client: Client) -> None:
    for _ in range(exporting.MOST_OPEN):
        asked(client)
    page = client.post(SHEET, ZIP, headers=HTMX).content.decode()
    assert "Wait for one of them" in page and Export.objects.count() == exporting.MOST_OPEN


def test_a_picture_of_an_explore_or_a_tile_is_asked_for_by_its_page(client: Client) -> None:
    query = "fields%3Dorders.channel%2Corders.revenue"
    page = client.get(f"/downloads/picture?of=/explore/business/&query={query}&name=Sales")
    assert 'hx-trigger="load' in page.content.decode() and not Export.objects.exists()
    client.post(f"/downloads/picture?of=/explore/business/&query={query}&name=Sales", headers=HTMX)
    export = Export.objects.get()
    assert (export.wanted["format"], export.wanted["name"], export.content["kind"]) == ("png", "Sales", "explore")


@pytest.mark.parametrize(
    "of", ["", "/", "/explore/merge/", "//evil.example/", "/accounts/people/", "/explore/business/"]
)
def test_there_is_no_picture_of_anything_else(client: Client, of: str) -> None:
    assert client.get("/downloads/picture", {"of": of}).status_code == 404
