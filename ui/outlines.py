"""Takes the outlines of countries and states anew from npm's plotly.js: ``python -m ui.outlines``.

The package weighs 100 MB and brings two hundred others; of all that we serve the three files in ``maps/``. So it is
not installed: this fetches it, checks it as npm does, keeps the three files, and throws the rest away.
"""

from __future__ import annotations

import os
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

from ui.assets import ASSETS, MAPS
from ui.npm import HERE, command

VERSION = "4.1.1"  # of plotly.js, that the files in maps/ are from
FOLDER = HERE / "maps"
_HEAD = re.compile(r"plotly\.js v([\d.]+)")
_WRITE = """
const [file, folder, ...names] = process.argv.slice(1);
globalThis.self = globalThis.window = globalThis;
const found = {exports: {}};
new Function("module", "exports", require("fs").readFileSync(file, "utf8"))(found, found.exports);
for (const name of names) {
  require("fs").writeFileSync(`${folder}/${name}.json`, JSON.stringify(found.exports.topojson[name]));
}
"""


def drawing() -> str:
    """The version of plotly.js that pages load."""
    script = next(asset.path for asset in ASSETS if asset.url.endswith("plotly.min.js"))
    with script.open(encoding="utf-8") as opened:
        found = _HEAD.search(opened.read(400))
    return found[1] if found else ""


def main() -> None:
    """Write the files in ``maps/``; VERSION is then to be set by hand."""
    words, folder = command()
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}" if folder else os.environ.get("PATH", "")
    environment = os.environ | {"PATH": path}
    with tempfile.TemporaryDirectory() as scratch:
        packed = [*words, "pack", f"plotly.js@{drawing()}", "--pack-destination", scratch]
        subprocess.run(packed, cwd=HERE, env=environment, check=True)
        with tarfile.open(next(Path(scratch).glob("*.tgz"))) as archive:
            archive.extract("package/dist/plotly-geo-assets.js", scratch, filter="data")
        script = Path(scratch) / "package" / "dist" / "plotly-geo-assets.js"
        subprocess.run(["node", "-e", _WRITE, str(script), str(FOLDER), *MAPS], env=environment, check=True)


if __name__ == "__main__":
    main()
