"""A dashboard as a file, from the screen: downloaded, and made or changed from files that are sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Act, allowed_to, viewer_of
from dashboards import own
from dashboards.actions.keeping import document_of
from dashboards.documents import free_id
from dashboards.filing.exporting import SUFFIX, file_of
from dashboards.filing.importing import Imported, import_files
from dashboards.filing.naming import Names
from dashboards.filing.text import LARGEST, to_text
from dashboards.opening import found
from explores.keeping import folders
from explores.keeping.refused import Refused
from explores.keeping.views.acting import act

MOST = 100  # files at once
DONE = {"made": "made", "changed": "changed, the state before is among its versions", "unchanged": "as it was"}


@require_GET
@allowed_to(Act.SEE)
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """The dashboard as a YAML file; a standard one as a copy would be, without an identity of its own."""
    viewer, title = viewer_of(request), found(viewer_of(request), slug).title
    standard = not slug.isdecimal()
    text = to_text(document_of(viewer, slug)) if standard else file_of(own.find(viewer, slug), Names(viewer))
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{free_id(title, ())}{SUFFIX}"'
    return response


@require_http_methods(["GET", "POST"])
@allowed_to(Act.SAVE)
def upload(request: HttpRequest) -> HttpResponse:
    """The sheet that asks for files and a folder, and what its form does: all of the files or none."""
    viewer = viewer_of(request)
    if request.method == "GET":
        places = [place for place in folders.places(viewer) if place.open]
        return render(request, "dashboards/_import.html", {"places": places})
    done: list[Imported] = []

    def bring() -> None:
        folder = folders.find(viewer, request.POST["folder"], Act.SAVE) if request.POST.get("folder") else None
        done.extend(import_files(viewer, _texts(request), folder=folder))

    answer = act(request, bring, lambda _: " ".join(map(_said, done)), reverse("dashboards:list"))
    return redirect("dashboards:page", done[0].row.pk) if len(done) == 1 else answer


def _texts(request: HttpRequest) -> dict[str, str]:
    sent = request.FILES.getlist("file")
    if not sent:
        raise Refused("Choose a file: a dashboard as YAML.", "file")
    if len(sent) > MOST:
        raise Refused(f"At most {MOST} files are read at once.", "file")
    found_: dict[str, str] = {}
    for file in sent:
        if (file.size or 0) > LARGEST * 4:
            raise Refused(f"{file.name} is too large for a dashboard.", "file")
        try:
            found_[str(file.name)] = file.read().decode()
        except UnicodeDecodeError:
            raise Refused(f"{file.name} is no UTF-8 text; save it as YAML.", "file") from None
    return found_


def _said(one: Imported) -> str:
    return f"{one.row.title} is {DONE[one.done]}."
