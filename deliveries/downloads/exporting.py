"""Downloads made in the background: asked for on a page, made by a worker, fetched within a day."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.access import Act, NoAccess, check, viewer_for
from accounts.viewer import Viewer
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import WarehouseError
from deliveries.content import subject
from deliveries.content.finding import Found, Gone, find
from deliveries.content.making import Wanted, make
from deliveries.destinations.base import Fault, File
from deliveries.formats import FORMATS
from deliveries.models import Export, Stage
from deliveries.rendering.problem import RenderProblem
from deliveries.sending import spool
from explores.files import FormatProblem
from explores.page import told
from explores.semantic.errors import SemanticError

log = logging.getLogger(__name__)
LASTS = timedelta(days=1)
PATIENCE = timedelta(minutes=10)  # with one that is being made; longer, and its worker is taken for dead
UNHEARD = timedelta(minutes=2)  # that one waits before workers are told again
MOST_REMINDED = 50  # at once
MOST_OPEN = 5  # of one person at a time


class TooMany(Exception):
    """The person waits for several already."""


def start(viewer: Viewer, found: Found, values: Mapping[str, str], wanted: Wanted) -> Export:
    """Ask for a file of what was found. Raises TooMany, PermissionDenied."""
    check(viewer, Act.DOWNLOAD)
    mine = Export.objects.filter(user=viewer.user, stage__in=(Stage.WAITING, Stage.WORKING))
    if mine.filter(asked_at__gt=found.now - LASTS).count() >= MOST_OPEN:
        raise TooMany(f"{MOST_OPEN} files are being made for you. Wait for one of them.")
    made = Export.objects.create(
        account_id=viewer.account,
        user_id=viewer.user or 0,
        subaccounts=sorted(viewer.subaccounts),
        title=found.title[:200],
        content=subject.to_json(found.subject),
        filters=dict(values),
        wanted=asdict(wanted),
        asked_at=found.now,
    )
    transaction.on_commit(lambda: _told(made))
    return made


def _told(export: Export) -> None:
    """Workers hear of it; where the queue takes nothing, ``remind`` tells them later."""
    from deliveries import tasks

    queue = "render" if FORMATS[export.wanted["format"]].drawn else "celery"
    try:
        tasks.export.apply_async((export.pk,), queue=queue)
    except OperationalError:
        log.warning("the queue takes nothing; export %s waits", export.pk, exc_info=True)


def remind(now: datetime) -> None:
    """Tell workers once more of what has waited for minutes; whoever is second does nothing."""
    waits = Q(stage=Stage.WAITING, asked_at__lt=now - UNHEARD) | Q(stage=Stage.WORKING, lease_until__lt=now)
    for export in Export.objects.filter(waits, asked_at__gt=now - LASTS).order_by("pk")[:MOST_REMINDED]:
        _told(export)


def find_own(viewer: Viewer, uid: UUID) -> Export:
    """One of the person's own. Raises Http404."""
    found = Export.objects.filter(uid=uid, user=viewer.user or 0, account=viewer.account).first()
    if found is None:
        raise Http404("There is no such download any more.")
    return found


def file_of(export: Export) -> File:
    """What was made. Raises Http404 where it is gone."""
    found = spool.kept(export.uid, export.files)
    if not found:
        raise Http404("This file was taken away after a day. Download it again.")
    return found[0]


def work(number: int) -> None:
    """Make it, if nobody else does."""
    now = timezone.now()
    free = Q(stage=Stage.WAITING) | Q(stage=Stage.WORKING, lease_until__lt=now)
    mine = Export.objects.filter(free, pk=number)
    if not mine.update(stage=Stage.WORKING, lease_until=now + PATIENCE):
        return
    export = Export.objects.select_related("user").get(pk=number)
    try:
        ended = _made(export)
    except (NoAccess, Gone, Fault, RenderProblem, FormatProblem) as error:
        ended = {"stage": Stage.FAILED, "said": str(error) or "You may not see this any more."}
    except (SemanticError, WarehouseError) as error:
        ended = {"stage": Stage.FAILED, "said": told(error)}
    except Exception:
        log.exception("export %s broke", number)
        ended = {"stage": Stage.FAILED, "said": "Sextant itself failed here; its log has the details. Try it again."}
    Export.objects.filter(pk=number, stage=Stage.WORKING).update(ended_at=timezone.now(), **ended)


def _made(export: Export) -> dict[str, Any]:
    found = _found(export)

    def progress(done: int, of: int) -> None:
        Export.objects.filter(pk=export.pk).update(done=done, of=of, lease_until=timezone.now() + PATIENCE)

    made = make(found, Wanted(**export.wanted), spool.folder_of(export.uid), progress)
    files = spool.to_json(made.files)
    return {"stage": Stage.READY, "files": files, "rows": made.rows, "total_rows": made.total_rows}


def _found(export: Export) -> Found:
    viewer = viewer_for(export.user, account=export.account_id)
    viewer = replace(viewer, subaccounts=viewer.subaccounts & frozenset(export.subaccounts))
    pin = open_warehouse().pin()
    return find(subject.from_json(export.content), viewer, export.filters, now=export.asked_at, pin=pin)


def sweep(now: datetime) -> int:
    """Take away what is older than a day; how many went."""
    old = Export.objects.filter(asked_at__lt=now - LASTS)
    for export in old:
        shutil.rmtree(spool.folder_of(export.uid), ignore_errors=True)
    return old.delete()[0]
