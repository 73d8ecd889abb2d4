"""Links made, and outsiders who open them."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from accounts.access import viewer_for
from accounts.models import SubAccount, User
from dashboards import own
from dashboards.models import Dashboard
from dashboards.sharing import links
from dashboards.sharing.links import Made
from explores.keeping import content, folders
from explores.models import Folder
from tests.explores.keeping.people import MONTHS

YEAR = {"order_date": "2025"}


def made_by(user: User, slug: str = "revenue", **given: Any) -> Made:
    """A link that this person made, within what they see."""
    viewer = viewer_for(user)
    return links.make(viewer, links.subject(viewer, slug), **{"params": YEAR, **given})


def dashboard_of(user: User, folder: Folder | None = None, title: str = "Sales of ours") -> Dashboard:
    """A dashboard of this person's, with one chart, in the shared folder unless told."""
    viewer = viewer_for(user)
    row = own.make(viewer, folder or folders.shared(viewer.account), title)
    own.append(viewer, row, "Sales", content.of_address(viewer, "business", MONTHS), "bar")
    return own.find(viewer, row.pk)


def outside(path: str, **headers: Any) -> Any:
    """What somebody without sign-in gets."""
    return Client().get(path, **headers)


def opened(made: Made, more: str = "") -> Any:
    return outside(f"/s/{made.token}/{more}")


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<script.*?</script>", " ", answer.content.decode(), flags=re.S).split())


def state(made: Made) -> str:
    """What the page signs for its tiles."""
    found = re.search(r'hx-get="[^"]*\?at=([^"]+)"', opened(made).content.decode())
    assert found is not None, "the page asks for no tile"
    return found[1]


def only(subaccount: SubAccount) -> list[str]:
    return [str(subaccount.pk)]
