"""``make setup``: each step once, and a sentence where it can't be done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import browser, setup
from config.browser import NoBrowser
from config.setup import _Stamp
from config.virtualenv import SetupError
from tests.config.stack import BASE


def test_a_second_run_does_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(setup, "_run", ran.append)
    monkeypatch.setattr(setup.virtualenv, "installer", lambda *_: ["pip"])
    lock = tmp_path / "lock"
    lock.write_text("django==5.2")
    for _ in range(2):
        setup.python_packages(tmp_path / "env", lock, sys.executable)
    assert len(ran) == 1 and "--require-hashes" in ran[0]
    lock.write_text("django==5.2.1")
    setup.python_packages(tmp_path / "env", lock, sys.executable)
    assert len(ran) == 2


def test_a_step_that_fails_leaves_no_stamp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(setup.virtualenv, "installer", lambda *_: ["false"])
    (tmp_path / "lock").touch()
    with pytest.raises(SetupError, match="run the same command again"):
        setup.python_packages(tmp_path / "env", tmp_path / "lock", sys.executable)
    assert not (tmp_path / "env" / ".installed").exists()


def test_a_stamp_is_of_one_file_and_one_python(tmp_path: Path) -> None:
    made_from = tmp_path / "lock"
    made_from.write_text("a")
    _Stamp(tmp_path / "stamp", made_from, "3.11.2").put()
    assert _Stamp(tmp_path / "stamp", made_from, "3.11.2").fits()
    assert not _Stamp(tmp_path / "stamp", made_from, "3.12.0").fits()


def test_setting_up_needs_nothing_installed() -> None:
    command = [sys.executable, "-I", "-S", "-c", "import sys; sys.path.insert(0, '.'); import config.setup"]
    assert subprocess.run(command, cwd=BASE, check=False).returncode == 0


def test_a_named_browser_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEXTANT_BROWSER", "/bin/sh")
    assert browser.path() == "/bin/sh"


def test_without_a_browser_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEXTANT_BROWSER", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(NoBrowser, match="SEXTANT_BROWSER=/path/to/it"):
        browser.install()


def test_where_the_small_browser_is_not_to_be_had_the_whole_one_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    monkeypatch.delenv("SEXTANT_BROWSER", raising=False)
    monkeypatch.setattr(browser.debian, "may_install", lambda: True)
    monkeypatch.setattr(browser.debian, "install", lambda package, *fonts: installed.append(package))
    monkeypatch.setattr(
        shutil, "which", lambda name: f"/bin/{name}" if name in installed and name == "chromium" else None
    )
    browser.install()
    assert installed == ["chromium-headless-shell", "chromium"] and browser.path() == "/bin/chromium"


def test_make_without_a_goal_shows_the_goals() -> None:
    shown = subprocess.run(["make"], cwd=BASE, capture_output=True, text=True, check=True).stdout
    for goal in ("setup", "demo", "test", "check", "bench", "stop", "soak", "lock", "format"):
        assert f"make {goal} " in shown
