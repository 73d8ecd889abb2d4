"""The exact files of other packages that pages may ask for, and where each lies on this machine.

A list of files rather than of folders: nothing is published that nobody asked for, and a new one is a line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

NODE_MODULES = Path(__file__).parent / "node_modules"
ICONS = NODE_MODULES / "lucide-static" / "icons"
MAPS = ("world_110m", "usa_110m", "europe_50m")  # outlines, as plotly.js asks for them; see outlines.py
INSTALL = "python -m ui.npm ci --omit=dev"


@dataclass(frozen=True)
class Asset:
    """One file served under ``vendor/``; ``package`` is a Python package, or "npm" for ``ui/node_modules``."""

    url: str
    package: str
    file: str

    @property
    def path(self) -> Path:
        """Where the file should be; it may be missing."""
        return _root(self.package) / self.file


def _root(package: str) -> Path:
    if package == "npm":
        return NODE_MODULES
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return Path(package)  # not installed: a path that does not exist
    return Path(spec.submodule_search_locations[0])


def _font(family: str, file: str) -> Asset:
    return Asset(f"vendor/{family}/{file}", "npm", f"@fontsource-variable/{family}/files/{file}")


ASSETS: tuple[Asset, ...] = (
    Asset("vendor/plotly/plotly.min.js", "plotly", "package_data/plotly.min.js"),
    *(Asset(f"vendor/plotly/outlines/{name}.json", "ui", f"maps/{name}.json") for name in MAPS),
    _font("inter", "inter-latin-opsz-normal.woff2"),
    _font("inter", "inter-latin-ext-opsz-normal.woff2"),
    _font("jetbrains-mono", "jetbrains-mono-latin-wght-normal.woff2"),
)


def missing() -> list[str]:
    """What cannot be served or drawn because its package is not installed."""
    files = [asset.url for asset in ASSETS if not asset.path.is_file()]
    return files if ICONS.is_dir() else [*files, "icons"]
