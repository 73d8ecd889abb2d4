"""Makes ``.venv`` and finds an installer for it, on machines where ``venv``, ``ensurepip`` or ``pip`` are missing.

Standard library only: this runs before anything is installed. Debian's python3 comes without ensurepip and pip, and its
smallest one without the module venv; then the folder is made by hand (it is three files) and pip comes from wherever
there is one, last from the package index, held against its known hash.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

PIP_WHEEL = "pip-25.3-py3-none-any.whl"
PIP_SHA256 = "9655943313a94722b7774661c21049070f6bbb0a1516bf02f7c8d5d9201514cd"
WHEEL_FOLDERS = ("/usr/share/python-wheels", "/usr/share/python3-wheels")


class SetupError(RuntimeError):
    """Setting up stops here: says what is missing and what to type."""


def python_of(folder: Path) -> Path:
    """The Python of a virtual environment."""
    return folder / "bin" / "python"


def make(folder: Path, python: str = sys.executable) -> None:
    """Make the environment unless a working one is there."""
    if _works([str(python_of(folder)), "-c", "import sys; sys.exit(sys.prefix == sys.base_prefix)"]):
        return
    shutil.rmtree(folder, ignore_errors=True)
    if not _works([python, "-m", "venv", "--without-pip", str(folder)]):
        _make_by_hand(folder, python)


def _make_by_hand(folder: Path, python: str) -> None:
    """What the module venv would do."""
    ask = "import os, sys; print(os.path.realpath(sys.executable)); print('python%d.%d' % sys.version_info[:2])"
    said = subprocess.run([python, "-I", "-c", ask], capture_output=True, text=True, check=True).stdout
    program, version = said.splitlines()
    (folder / "bin").mkdir(parents=True)
    (folder / "lib" / version / "site-packages").mkdir(parents=True)
    settings = f"home = {Path(program).parent}\ninclude-system-site-packages = false\n"
    (folder / "pyvenv.cfg").write_text(settings)
    for name in ("python", "python3"):
        (folder / "bin" / name).symlink_to(program)


def installer(folder: Path, python: str = sys.executable) -> list[str]:
    """The words before ``install …`` that put packages into the environment; gets a pip from somewhere if need be."""
    inside = str(python_of(folder))
    if _works([inside, "-m", "pip", "--version"]):
        return [inside, "-m", "pip"]
    for way in _ways_to_pip(inside, python):
        way()
        if _works([inside, "-m", "pip", "--version"]):
            return [inside, "-m", "pip"]
    raise SetupError(
        "There is no pip for this Python, and none could be fetched. On Debian and Ubuntu type\n"
        "    apt-get install python3-venv\n"
        "elsewhere install pip for this Python or uv, and run the same command again."
    )


def _ways_to_pip(inside: str, python: str) -> Iterator[Callable[[], object]]:
    yield lambda: _works([inside, "-m", "ensurepip", "--default-pip"])
    yield lambda: _works([python, "-m", "pip", "--python", inside, "install", "--quiet", "pip"])
    for wheel in _wheels_at_hand():
        yield lambda wheel=wheel: _install_wheel(inside, wheel)  # type: ignore[misc]
    if shutil.which("uv"):
        yield lambda: _works(["uv", "pip", "install", "--quiet", "--python", inside, "pip"])
    yield lambda: _download(inside)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        yield lambda: _from_debian(inside)


def _wheels_at_hand() -> list[Path]:
    folders = [*WHEEL_FOLDERS, *os.environ.get("PIP_FIND_LINKS", "").split()]
    return [wheel for folder in folders if Path(folder).is_dir() for wheel in Path(folder).glob("pip-*-none-any.whl")]


def _install_wheel(inside: str, wheel: Path) -> bool:
    """A pip wheel runs from its zip and installs itself."""
    return _works([inside, f"{wheel}/pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)])


def _download(inside: str) -> bool:
    """Fetch the one known pip from the package index; anything else than it is thrown away."""
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
    try:
        with urlopen(index, timeout=30) as page:  # noqa: S310 - the address is ours or the operator's
            found = re.search(rf'href="([^"]*{re.escape(PIP_WHEEL)})', page.read().decode())
        if not found:
            return False
        with urlopen(urljoin(index, found[1]), timeout=60) as file:  # noqa: S310
            content = file.read()
    except OSError:
        return False
    if hashlib.sha256(content).hexdigest() != PIP_SHA256:
        return False
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder) / PIP_WHEEL
        wheel.write_bytes(content)
        return _install_wheel(inside, wheel)


def _from_debian(inside: str) -> bool:
    """Root on Debian may simply install what Debian left out."""
    quiet = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-pip-whl"]
    if not (_works(["apt-get", "update", "-qq"]) and _works(quiet)):
        return False
    return any(_install_wheel(inside, wheel) for wheel in _wheels_at_hand())


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
