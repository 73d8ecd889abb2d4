"""What the worker does for this room."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone


@shared_task(name="alerts.tasks.check", ignore_result=True)
def check() -> None:
    """Check every alert that is due; other workers take what this one has not claimed."""
    from alerts.checking import running

    while running.run(timezone.now()):
        pass


@shared_task(name="alerts.tasks.tell", ignore_result=True)
def tell() -> None:
    """Owners hear what is wrong with their alerts, in one message for all of one cause."""
    from alerts.telling import owners

    owners.tell(timezone.now())


@shared_task(name="alerts.tasks.act_on_ads", ignore_result=True)
def act_on_ads() -> None:
    """Finish what is on the way to ad platforms, and whatever else is due for ads."""
    from alerts.acting import sweeping

    sweeping.sweep(timezone.now())


@shared_task(name="alerts.tasks.judge_ads", ignore_result=True)
def judge_ads() -> None:
    """Judge the ads of every source that has news, or whose next day is due; tell admins what is wrong."""
    from alerts.health import due, incidents

    now = timezone.now()
    due.judge_due(now)
    incidents.tell(now)


@shared_task(name="alerts.tasks.decide_on_ads", ignore_result=True)
def decide_on_ads() -> None:
    """Let rules decide on ads as they were last judged, each as far as it may go."""
    from alerts.acting import sweeping

    sweeping.decide(timezone.now())
