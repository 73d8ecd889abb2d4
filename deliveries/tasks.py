"""What the worker does for this room."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone


@shared_task(name="deliveries.tasks.tick", ignore_result=True)
def tick() -> None:
    """Plan what is due and tell workers of it. Of the clock: nothing here asks the engine or another machine."""
    from deliveries.downloads import exporting
    from deliveries.schedules import planning
    from deliveries.sending import dispatch

    now = timezone.now()
    planning.plan(now)
    dispatch.dispatch(now)
    exporting.remind(now)


@shared_task(name="deliveries.tasks.watch", ignore_result=True)
def watch() -> None:
    """Back, at what should have been delivered. Of the clock, because the other worker may be what is missing."""
    from deliveries.watch import alarms

    alarms.watch(timezone.now())


@shared_task(name="deliveries.tasks.tell", ignore_result=True)
def tell() -> None:
    """Owners hear of what went wrong."""
    from deliveries.watch import telling

    telling.tell(timezone.now())


@shared_task(name="deliveries.tasks.foresee", ignore_result=True)
def foresee() -> None:
    """Ahead, at what is due soon."""
    from deliveries.watch import foreseeing

    foreseeing.foresee(timezone.now())


@shared_task(name="deliveries.tasks.deliver", ignore_result=True)
def deliver(number: int) -> None:
    """Work on one delivery, where it is still due."""
    from deliveries.sending import one_try

    one_try.send(number)


@shared_task(name="deliveries.tasks.sweep", ignore_result=True)
def sweep() -> None:
    """Take away files that nobody may ask for any more."""
    from deliveries.downloads import exporting
    from deliveries.sending import spool

    exporting.sweep(timezone.now())
    spool.sweep(timezone.now())


@shared_task(name="deliveries.tasks.export", ignore_result=True)
def export(number: int) -> None:
    """Make one download."""
    from deliveries.downloads import exporting

    exporting.work(number)
