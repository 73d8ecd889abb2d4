"""A person's click in a process of its own, which may be killed: ``python -m tests.alerts.acting.one_click``.

From standard input a JSON object: user (their number), level, row, now.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime

import django


def main() -> None:
    told = json.load(sys.stdin)
    django.setup()
    from accounts.access import viewer_for
    from accounts.models import User
    from alerts.acting import people

    viewer = viewer_for(User.objects.get(pk=told["user"]))
    people.pause(viewer, told["level"], told["row"], datetime.fromisoformat(told["now"]))


if __name__ == "__main__":
    main()
