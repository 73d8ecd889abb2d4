"""Dashboards as files: out and in again nothing is lost, in nothing is half done, and nobody's work is overwritten."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from accounts.access import viewer_for
from accounts.models import Account, User
from dashboards import own
from dashboards.filing.text import to_text
from dashboards.models import Dashboard
from explores.keeping import folders
from tests.explores.keeping.people import analyst, look_of

pytestmark = pytest.mark.django_db
ORDERS = {"explore": "business", "fields": ["orders.count"]}
TILE = {"title": "Orders", "vis": "single", "at": [0, 0, 6, 4], "query": ORDERS}
LOST = {"title": "x", "at": [0, 0, 6, 4], "look": {"folder": "Shared", "name": "x"}}
WEEKLY: dict[str, Any] = {
    "title": "Weekly review",
    "guide": "Read\nthis.\n",
    "filters": {name: {"label": name, "type": "string", "field": "orders.country"} for name in ("zz", "aa")},
    "tiles": {"orders": TILE},
}


@pytest.fixture
def dana(account: Account) -> User:
    return analyst(account)


def kept(user: User, document: dict[str, Any] = WEEKLY, *path: str) -> Dashboard:
    viewer = viewer_for(user)
    folder = folders.shared(viewer.account)
    for name in path:
        folder = folders.make(viewer, folder, name)
    return own.make_from(viewer, folder, document)


def call(*words: object) -> str:
    out = io.StringIO()
    call_command("dashboards", *map(str, words), stdout=out)
    return out.getvalue()


def export(folder: Path, *words: object) -> dict[str, Any]:
    return dict(json.loads(call("export", folder, *words)))


def import_(*words: object) -> dict[str, Any]:
    return dict(json.loads(call("import", *words)))


def test_a_file_holds_all_there_is_of_a_dashboard(dana: User, tmp_path: Path) -> None:
    row = kept(dana, WEEKLY, "Marketing")
    assert export(tmp_path)["written"] == ["shared/marketing/weekly_review.yaml"]
    file = yaml.safe_load((tmp_path / "shared/marketing/weekly_review.yaml").read_text())
    assert file == {"uid": str(row.uid), "folder": "Shared / Marketing", "version": 1, **WEEKLY}
    assert list(file["filters"]) == ["zz", "aa"]
    assert export(tmp_path) == {"written": [], "unchanged": ["shared/marketing/weekly_review.yaml"]}


def test_what_was_exported_is_made_anew_elsewhere_just_as_it_was(dana: User, tmp_path: Path) -> None:
    first, number = kept(dana, WEEKLY, "Marketing").uid, kept(dana).pk
    export(tmp_path)
    Dashboard.objects.all().delete()
    assert len(import_(tmp_path)["made"]) == 2
    row = Dashboard.objects.get(uid=first)
    assert json.dumps(row.content) == json.dumps(WEEKLY) and row.folder.name == "Marketing"
    assert not Dashboard.objects.filter(pk=number).exists()
    assert import_(tmp_path)["changed"] == import_(tmp_path)["made"] == []


def test_a_changed_file_is_the_next_version(dana: User, tmp_path: Path) -> None:
    row = kept(dana)
    export(tmp_path)
    file = tmp_path / "shared/weekly_review.yaml"
    for number, title in enumerate(("Weekly trading", "Weekly business"), start=2):
        file.write_text(file.read_text().replace(row.title, title))
        assert import_("--as", dana.email, tmp_path)["changed"] == ["shared/weekly_review.yaml"]
        row.refresh_from_db()
        assert (row.title, row.version) == (title, number)
    assert row.versions.first().note == "Imported from shared/weekly_review.yaml"
    assert row.changed_by == dana


def test_another_order_is_a_change(dana: User, tmp_path: Path) -> None:
    row = kept(dana)
    export(tmp_path)
    turned = {**WEEKLY, "filters": dict(reversed(WEEKLY["filters"].items()))}
    (tmp_path / "shared/weekly_review.yaml").write_text(to_text({"uid": str(row.uid), **turned}))
    assert "+    zz" not in call_diff(tmp_path) and "aa" in call_diff(tmp_path)
    assert import_(tmp_path)["changed"]


def call_diff(*words: object) -> str:
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("dashboards", "diff", *map(str, words), stdout=out)
    return out.getvalue()


def test_work_done_on_screen_since_the_export_is_not_overwritten(dana: User, alice: User, tmp_path: Path) -> None:
    row = kept(dana)
    export(tmp_path)
    own.save(viewer_for(alice), row, {**WEEKLY, "title": "By Alice"}, 1)
    file = tmp_path / "shared/weekly_review.yaml"
    file.write_text(file.read_text().replace("Weekly review", "By file"))
    with pytest.raises(CommandError, match="Alice saved version 2"):
        import_(tmp_path)
    assert "-title: By Alice" in call_diff(tmp_path) and "+title: By file" in call_diff(tmp_path)
    assert import_("--force", tmp_path)["changed"]
    row.refresh_from_db()
    assert [row.title, *(each.content["title"] for each in row.versions.all())][:3] == [
        "By file",
        "By file",
        "By Alice",
    ]


def test_one_bad_file_stops_them_all(dana: User, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(WEEKLY))
    (tmp_path / "b.yaml").write_text(to_text({**WEEKLY, "tiles": {"one": TILE, "two": TILE}}))
    with pytest.raises(CommandError, match=r"b.yaml: tiles 'one' and 'two' overlap"):
        import_(tmp_path)
    assert not Dashboard.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"uid": "x"}, "'uid' is 'x'"),
        ({"uid": 3}, "'uid' holds 3"),
        ({"version": True}, "'version' holds True"),
        ({"folder": "Nowhere"}, "'folder' is 'Nowhere'"),
        ({"title": ""}, "It needs a name"),
        ({"colour": 1}, "'colour' means nothing here"),
        ({"tiles": {"a": {**TILE, "query": {"explore": "business", "colour": 1}}}}, "has no 'colour'"),
        ({"tiles": {"a": LOST}}, "is no Look here"),
    ],
)
def test_what_does_not_fit_is_said_with_its_file(dana: User, tmp_path: Path, change: dict[str, Any], said: str) -> None:
    (tmp_path / "weekly.yaml").write_text(yaml.safe_dump({**WEEKLY, **change}))
    with pytest.raises(CommandError) as caught:
        import_(tmp_path)
    assert said in str(caught.value) and "weekly.yaml" in str(caught.value)
    assert not Dashboard.objects.exists()


def test_a_look_is_called_by_its_name_and_found_again(dana: User, tmp_path: Path) -> None:
    look = look_of(dana, shared=True)
    kept(dana, {**WEEKLY, "tiles": {"one": {"title": "x", "at": [0, 0, 6, 4], "look": look.pk}}})
    export(tmp_path)
    file = yaml.safe_load((tmp_path / "shared/weekly_review.yaml").read_text())
    assert file["tiles"]["one"]["look"] == {"folder": "Shared", "name": look.name}
    Dashboard.objects.all().delete()
    import_(tmp_path)
    assert Dashboard.objects.get().content["tiles"]["one"]["look"] == look.pk


def test_a_file_without_a_uid_is_the_dashboard_of_its_title_there(dana: User, tmp_path: Path) -> None:
    (tmp_path / "weekly.yaml").write_text(yaml.safe_dump(WEEKLY, sort_keys=False))
    assert import_(tmp_path)["made"] and import_(tmp_path)["unchanged"]


def test_nobody_imports_over_what_they_may_not_open(dana: User, bob: User, account: Account, tmp_path: Path) -> None:
    viewer = viewer_for(dana)
    row = own.make_from(viewer, folders.personal(viewer), WEEKLY)
    eve = analyst(account, "eve")
    (tmp_path / "weekly.yaml").write_text(yaml.safe_dump({"uid": str(row.uid), **WEEKLY, "title": "Eve's"}))
    for user, said in ((eve, "you may not open"), (bob, "may not")):
        with pytest.raises(CommandError, match=said):
            import_("--as", user.email, tmp_path)
    assert export(tmp_path / "out", "--as", eve.email)["written"] == []


def test_what_is_in_the_trash_is_not_brought_back_unasked(dana: User, tmp_path: Path) -> None:
    row = kept(dana)
    export(tmp_path)
    own.trash(viewer_for(dana), row)
    with pytest.raises(CommandError, match="in the trash"):
        import_(tmp_path)


def test_a_file_that_moves_moves_its_dashboard(dana: User, tmp_path: Path) -> None:
    row = kept(dana)
    export(tmp_path)
    file = tmp_path / "shared/weekly_review.yaml"
    file.write_text(file.read_text().replace("folder: Shared", "folder: Shared / New / Place"))
    import_(tmp_path)
    row.refresh_from_db()
    assert (row.folder.name, row.folder.parent and row.folder.parent.name) == ("Place", "New")


def test_what_has_no_file_is_told(dana: User, tmp_path: Path) -> None:
    kept(dana)
    (tmp_path / "other.yaml").write_text(yaml.safe_dump({**WEEKLY, "title": "Other"}))
    found = call_diff(tmp_path)
    assert "Only here: shared/weekly_review.yaml" in found and "+title: Other" in found
