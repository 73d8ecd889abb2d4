"""Drafts: one per person and dashboard, changed step by step, then saved as a version, kept as a copy, or discarded."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.access import Act, may_on
from accounts.viewer import Viewer
from dashboards import own
from dashboards.documents import Document, alike
from dashboards.editing.history import History
from dashboards.editing.operations import Change
from dashboards.models import Dashboard, DashboardDraft
from explores.keeping import refused
from explores.keeping.refused import Refused


def find(viewer: Viewer, row: Dashboard) -> DashboardDraft | None:
    """The draft that the viewer has of a dashboard."""
    return DashboardDraft.objects.filter(dashboard=row, user_id=viewer.user or 0).first()


def waits(viewer: Viewer, row: Dashboard) -> bool:
    """Whether the viewer has changed something there and not saved it."""
    draft = find(viewer, row)
    return draft is not None and changed(draft)


def begun(viewer: Viewer, row: Dashboard) -> DashboardDraft:
    """The same, new if there is none. One in which nothing is changed follows what others save. Raises Refused."""
    check(viewer, row)
    fresh = {"base": row.version, "content": row.content, "changed_at": timezone.now()}
    draft, _ = DashboardDraft.objects.get_or_create(dashboard=row, user_id=viewer.user or 0, defaults=fresh)
    if draft.base != row.version and not changed(draft):
        draft.delete()
        return begun(viewer, row)
    return draft


def changed(draft: DashboardDraft) -> bool:
    """Whether it differs from the version it began from."""
    began = draft.dashboard.versions.filter(number=draft.base).first()
    return began is None or not alike(began.content, draft.content)


@transaction.atomic
def change(viewer: Viewer, row: Dashboard, do: Callable[[Document], Change]) -> Change:
    """Do something to the draft's document; it can be undone. Raises Refused, CatalogError: then nothing is changed."""
    draft = _locked(viewer, row)
    done = do(draft.content)
    _keep(draft, _history(draft).on(done.document))
    return done


@transaction.atomic
def step(viewer: Viewer, row: Dashboard, *, back: bool) -> None:
    """Undo the last change, or do again what was undone last."""
    draft = _locked(viewer, row)
    history = _history(draft)
    _keep(draft, history.undone() if back else history.redone())


@transaction.atomic
def save(viewer: Viewer, row: Dashboard) -> None:
    """The draft as the next version. Raises Overtaken (the draft stays), Refused, CatalogError."""
    draft = _locked(viewer, row)
    if changed(draft):
        own.save(viewer, row, draft.content, draft.base)
    draft.delete()


@transaction.atomic
def copy(viewer: Viewer, row: Dashboard, title: str) -> Dashboard:
    """The draft as a dashboard of its own beside the other. Raises Refused, CatalogError."""
    draft = _locked(viewer, row)
    named = refused.name(title, "title")
    made = own.make_from(viewer, row.folder, {**draft.content, "title": named})
    draft.delete()
    return made


def discard(viewer: Viewer, row: Dashboard) -> None:
    """Forget the draft."""
    DashboardDraft.objects.filter(dashboard=row, user_id=viewer.user or 0).delete()


def check(viewer: Viewer, row: Dashboard) -> None:
    """Raise Refused unless the viewer may change the dashboard."""
    if not may_on(viewer, Act.SAVE, row.folder):
        raise Refused(f"You may look at {row.title}, not change it. Copy it, or ask an admin.", "folder")


def _locked(viewer: Viewer, row: Dashboard) -> DashboardDraft:
    check(viewer, row)
    known = DashboardDraft.objects.select_for_update().filter(dashboard=row, user_id=viewer.user or 0).first()
    if known is None:
        raise Http404("This draft was saved or discarded meanwhile, perhaps in another window.")
    return known


def _history(draft: DashboardDraft) -> History:
    return History(draft.content, tuple(draft.past), tuple(draft.future))


def _keep(draft: DashboardDraft, history: History) -> None:
    draft.content, draft.past, draft.future = history.present, list(history.past), list(history.future)
    draft.changed_at = timezone.now()
    draft.save()
