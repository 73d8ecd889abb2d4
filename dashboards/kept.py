"""Tiles as they were answered before: kept in Redis for an hour, found again while nothing they depend on has changed.

A tile's fragment depends on its address, its reader (whose rows and fields they may see), what it rests on
(``dashboards.ground``), the release, and the day. Nothing else may go into it: what belongs to one person (a form with
their token) is refused. It is kept as it is sent, so that finding it again is all that is left to do.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache as once
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from redis.exceptions import RedisError

from accounts.viewer import Viewer
from dashboards.asking import Answered, Asked
from explores.formatting import formats
from explores.lasting import Stretch, lasting, local_day

log = logging.getLogger(__name__)
KEPT = 3600  # seconds
LARGEST = 1_000_000  # bytes of a fragment
FRESH = "fresh"  # in the address: ask anew, whatever is kept
ASIDE = {"now", "pin", FRESH}  # parts of an address that are in the key by their meaning, or not at all
MARK = mark_safe("<!--kept-->")
PERSONAL = b"csrfmiddlewaretoken"


def key_of(request: HttpRequest, viewer: Viewer, ground: str) -> str:
    """All that a fragment depends on but the time, in few letters; empty where there is no ``ground`` to rest on."""
    if not ground:
        return ""
    address = sorted((name, request.GET.getlist(name)) for name in request.GET if name not in ASIDE)
    reader = (viewer.account, sorted(viewer.subaccounts), viewer.role, viewer.timezone, viewer.attributes)
    whole = repr((request.path, address, ground, reader, release()))
    return f"tile:{hashlib.sha256(whole.encode()).hexdigest()}"


def find(request: HttpRequest, key: str, now: datetime) -> HttpResponse | None:
    """The fragment, if one is kept that holds at ``now`` and nobody asks for a fresh one. It says since when."""
    if not key or FRESH in request.GET:
        return None
    try:
        kept = cache.get(key)
    except RedisError:  # slower, and right
        return None
    if kept is None or not kept[1] <= now < kept[2]:
        return None
    return HttpResponse(kept[0])


def keep(key: str, response: HttpResponse, stretch: Stretch | None, asked: Asked) -> None:
    """Keep a fragment that holds over ``stretch``, which lies within a day of the page's zone."""
    content = response.content
    if stretch is None or response.status_code != 200 or len(content) > LARGEST or PERSONAL in content:
        return
    said = f"<span>from cache, {formats.clock(asked.now, asked.now, asked.viewer.timezone)}</span>"
    try:
        cache.set(key, (content.replace(MARK.encode(), said.encode()), *stretch), KEPT)
    except RedisError:
        log.warning("Redis is away: tiles are not kept")


def stretch_of(found: Answered, asked: Asked) -> Stretch | None:
    """The time in which a tile is word for word what it is now; None where it moves with the clock."""
    if found.tile.merge is not None or found.tile.look is not None:  # a Look is changed, and seen, by its own rules
        return None
    held = lasting(found.query, asked.viewer, asked.now)
    if held is None:
        return None
    today = local_day(asked.now, asked.viewer.timezone)
    start, end = max(held[0], today[0]), min(held[1], today[1])
    periods = {replace(asked, now=moment).period for moment in (start, asked.now, end - (end - start) / 10**6)}
    return (start, end) if len(periods) == 1 else None


@once
def release() -> str:
    """What this process was started from: its own files and the site's catalog, by their times."""
    own = Path(__file__).resolve().parents[1]
    rooms = [own / name for name in ("dashboards", "explores", "ui", "accounts", "cdp")]
    if settings.CATALOG_DIR:
        rooms.append(Path(settings.CATALOG_DIR))
    return hashlib.sha256(repr(sorted(_times(rooms))).encode()).hexdigest()


def _times(folders: Iterable[Path]) -> Iterable[tuple[str, int]]:
    for folder in folders:
        for file in folder.rglob("*"):
            if file.suffix in {".py", ".html", ".yaml"}:
                yield str(file), file.stat().st_mtime_ns
