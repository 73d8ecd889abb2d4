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


@shared_task(name="cdp.tasks.bring_demo_ads", ignore_result=True)
def bring_demo_ads() -> None:
    """Where the sample company is shown: what its ad platforms reported since."""
    from datetime import UTC, datetime

    from cdp.demo import later

    later.bring(datetime.now(UTC))


@shared_task(name="cdp.tasks.tend_lake", ignore_result=True)
def tend_lake() -> None:
    """Compact months that gathered many files, and take away what nobody can read any more."""
    from cdp.warehouse import compaction, publication, vacuum

    try:
        compaction.compact()
        vacuum.vacuum()
    except publication.MirrorBusy:
        return
