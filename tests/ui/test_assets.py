"""Fonts, icons and scripts come from packages, by an exact list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template, TemplateSyntaxError

from ui import assets, checks, npm

ROOMS = Path(__file__).resolve().parents[2]
LITERAL_ICON = re.compile(r"""\{% icon "([a-z0-9-]+)\"""")


def test_every_listed_asset_is_installed() -> None:
    assert assets.missing() == []


def test_a_listed_file_is_found_where_its_package_lies() -> None:
    found = finders.find("vendor/plotly/plotly.min.js")
    assert isinstance(found, str) and found.endswith("plotly/package_data/plotly.min.js")


@pytest.mark.parametrize("path", ["vendor/plotly/widgetbundle.js", "vendor/../../manage.py", "vendor/inter/../x"])
def test_a_file_that_is_not_listed_is_not_served(path: str) -> None:
    assert not list(finders.get_finder("ui.finders.VendorFinder").find(path, find_all=True))


def test_the_check_names_the_command_when_packages_are_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "ICONS", tmp_path / "nowhere")
    (warning,) = checks.assets_are_installed()
    assert "icons" in warning.msg and "python -m ui.npm ci" in str(warning.hint)


def test_npm_is_found_without_a_machine_wide_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npm.shutil, "which", lambda name: None)
    words, folder = npm.command()
    assert words[1].endswith("npm-cli.js") and folder is not None and (folder / "node").exists()


def test_every_icon_named_in_a_template_exists() -> None:
    templates = [file for room in ROOMS.glob("*/templates") for file in room.rglob("*.html")]
    names = {name for file in templates for name in LITERAL_ICON.findall(file.read_text())}
    assert names and [name for name in names if not (assets.ICONS / f"{name}.svg").is_file()] == []


def test_an_icon_is_hidden_from_screen_readers_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in Template('{% icon "bell" %}').render(Context())
    assert 'aria-label="Alerts"' in Template('{% icon "bell" 14 "Alerts" %}').render(Context())


def test_an_unknown_icon_is_an_error_with_its_name() -> None:
    with pytest.raises(TemplateSyntaxError, match="'bel'"):
        Template('{% icon "bel" %}').render(Context())
