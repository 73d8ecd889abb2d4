"""What a page in our browser may load: its own document and our static files. There is no network beside this."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from django.utils._os import safe_join
from playwright.sync_api import Route

ORIGIN = "http://paper.invalid"  # a name that no network knows, should one be asked after all
SHEET = "/paper.css"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)


@dataclass
class Served:
    """The HTML a page begins with, and the style sheet of its paper. ``refused``: what it asked for beside these."""

    html: str = ""
    sheet: str = ""
    refused: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        """Give the page what it asks for, or nothing."""
        address = urlsplit(route.request.url)
        inside = f"{address.scheme}://{address.netloc}" == ORIGIN
        headers = {"Content-Security-Policy": POLICY}
        if inside and address.path == "/":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8", headers=headers)
        elif inside and address.path == SHEET:
            route.fulfill(body=self.sheet, content_type="text/css; charset=utf-8")
        elif inside and (file := static_file(address.path)):
            route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream")
        else:
            self.refused.append(route.request.url[:200])
            route.abort()


def static_file(path: str) -> Path | None:
    """The file that ``/static/…`` names: as it was collected, else from where it lies; None where there is none."""
    prefix = urlsplit(settings.STATIC_URL).path
    if not path.startswith(prefix):
        return None
    name = unquote(path.removeprefix(prefix))
    try:
        collected = Path(safe_join(settings.STATIC_ROOT, name))
        found = collected if collected.is_file() else finders.find(name)
    except (SuspiciousOperation, ValueError):
        return None
    return Path(found) if found and Path(found).is_file() else None
