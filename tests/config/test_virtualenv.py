"""Setting up where Python comes without venv, ensurepip or pip: each is taken away in turn."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from config import virtualenv
from config.setup import check_version
from config.virtualenv import SetupError

BUNDLED = next((Path(sys.base_prefix) / "lib").glob("python3*/ensurepip/_bundled/pip-*.whl"))


@pytest.fixture
def bare_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A Python without venv and ensurepip (shadowed by modules that fail) and without pip (asked by a script)."""
    for module in ("venv", "ensurepip"):
        (tmp_path / "missing" / module).mkdir(parents=True)
        (tmp_path / "missing" / module / "__init__.py").write_text("raise ModuleNotFoundError(__name__)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "missing"))
    stub = tmp_path / "python3"
    stub.write_text(f'#!/bin/sh\n[ "$1 $2" = "-m pip" ] && exit 1\nexec "{sys.executable}" "$@"\n')
    stub.chmod(0o755)
    monkeypatch.setattr(virtualenv, "WHEEL_FOLDERS", ())
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    monkeypatch.setattr(virtualenv.shutil, "which", lambda name: None)  # neither uv nor apt-get
    return str(stub)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package index on loopback that offers one wheel."""
    folder = tmp_path / "served" / "pip"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(f'<a href="{virtualenv.PIP_WHEEL}#sha256=1">pip</a>')
    (folder / virtualenv.PIP_WHEEL).write_bytes(BUNDLED.read_bytes())
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "served"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/")
    yield folder
    server.shutdown()


def prefix_of(folder: Path) -> str:
    ask = [str(virtualenv.python_of(folder)), "-c", "import sys; print(sys.prefix, sys.prefix != sys.base_prefix)"]
    return subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip()


def test_an_environment_is_made_and_kept(tmp_path: Path) -> None:
    virtualenv.make(tmp_path / "env")
    (tmp_path / "env" / "mine").touch()
    virtualenv.make(tmp_path / "env")
    assert (tmp_path / "env" / "mine").exists()
    assert prefix_of(tmp_path / "env") == f"{tmp_path / 'env'} True"


def test_without_the_module_venv_it_is_made_by_hand(bare_python: str, tmp_path: Path) -> None:
    folder = tmp_path / "env"
    virtualenv._make_by_hand(folder, sys.executable)
    assert prefix_of(folder) == f"{folder} True"


def test_half_an_environment_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "env" / "bin").mkdir(parents=True)
    (tmp_path / "env" / "bin" / "python").symlink_to("/nowhere/python3.9")
    virtualenv.make(tmp_path / "env")
    assert prefix_of(tmp_path / "env").endswith("True")


def works(pip: list[str], folder: Path) -> bool:
    shown = subprocess.run([*pip, "--version"], capture_output=True, text=True, check=True).stdout
    return str(folder) in shown


def test_a_wheel_of_pip_on_the_machine_is_enough(
    bare_python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", str(BUNDLED.parent))
    virtualenv.make(tmp_path / "env", bare_python)
    assert works(virtualenv.installer(tmp_path / "env", bare_python), tmp_path / "env")


def test_a_known_pip_is_fetched_from_the_index(
    bare_python: str, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(virtualenv, "PIP_SHA256", hashlib.sha256(BUNDLED.read_bytes()).hexdigest())
    virtualenv.make(tmp_path / "env", bare_python)
    assert works(virtualenv.installer(tmp_path / "env", bare_python), tmp_path / "env")


def test_a_pip_with_another_hash_is_thrown_away_and_it_says_what_to_type(
    bare_python: str, index: Path, tmp_path: Path
) -> None:
    virtualenv.make(tmp_path / "env", bare_python)
    with pytest.raises(SetupError, match="apt-get install python3-venv"):
        virtualenv.installer(tmp_path / "env", bare_python)


def test_a_python_too_old_is_told_of_a_newer_one() -> None:
    check_version((3, 11))
    with pytest.raises(SetupError, match=r"needs Python 3.11 or newer, this one is 3.9. Try: make PYTHON=python3"):
        check_version((3, 9))
