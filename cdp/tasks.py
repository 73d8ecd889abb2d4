"""What the worker does for this room."""

from __future__ import annotations

from celery import shared_task


@shared_task(name="cdp.tasks.mirror", ignore_result=True)
def mirror() -> None:
    """Publish what is committed to the warehouse; where another process publishes, that is enough."""
    from cdp.warehouse import mirror, publication

    try:
        mirror.publish()
    except publication.MirrorBusy:
        return
