"""One warm browser for each process, driven by a thread of its own: Playwright serves the thread it began in alone.

The thread begins with the first picture, so after any fork; it starts a new browser when the old one has died or has
drawn many pages, and both end with the process. Any thread may hand it work.
"""

from __future__ import annotations

import atexit
import logging
import os
import queue
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from deliveries.rendering.desk import Desk
from deliveries.rendering.problem import RenderProblem
from ui import browser as chromium

log = logging.getLogger(__name__)
T = TypeVar("T")
LIMIT = 60.0  # seconds for one page, from its document to its picture
QUEUE = 300.0  # seconds that a page waits until the pages before it are done
PAGES = 200  # that one browser draws: then a new one takes its place, and what has piled up in it is gone
TRIES = 2  # of a page whose browser died under it
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-sync",
    "--disable-extensions", "--disable-component-update", "--no-first-run", "--no-pings", "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


@dataclass
class _Job:
    work: Callable[[Desk], Any]
    scale: float
    done: Future[Any] = field(default_factory=Future)
    begun: threading.Event = field(default_factory=threading.Event)
    tries: int = 0


def at_desk(work: Callable[[Desk], T], *, scale: float = 1, limit: float = LIMIT) -> T:
    """Do ``work`` on a page with ``scale`` pixels for each px, within ``limit`` seconds.

    It runs in the browser's thread, so it must not touch the database. Raises RenderProblem, and what it raises.
    """
    made: T = _of_this_process().do(_Job(work, scale), limit)
    return made


class _Keeper:
    """The thread, its queue, and the process id of its browser."""

    def __init__(self) -> None:
        self.jobs: queue.Queue[_Job | None] = queue.Queue()
        self.browser_pid: int | None = None
        self.thread = threading.Thread(target=self._run, name="browser", daemon=True)
        self.thread.start()

    def do(self, job: _Job, limit: float) -> Any:
        self.jobs.put(job)
        if not job.begun.wait(QUEUE) and job.done.cancel():
            raise RenderProblem("slow", "Too many pictures are being made at the moment. Try again in some minutes.")
        try:
            return job.done.result(limit)
        except TimeoutError as error:
            job.tries = TRIES  # nobody waits for it any more
            self._kill()
            said = f"The picture was not ready after {limit:g} s. Try again, or ask for fewer tiles or rows."
            raise RenderProblem("slow", said) from error

    def end(self) -> None:
        self.jobs.put(None)
        self.thread.join(5)

    def _kill(self) -> None:
        """Nothing else ends a page that computes without end; the thread then notices and starts anew."""
        if self.browser_pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self.browser_pid, signal.SIGKILL)

    def _run(self) -> None:
        held = self.jobs.get()
        while held is not None:
            held = self._with_browser(held)

    def _with_browser(self, first: _Job) -> _Job | None:
        """Start a browser and serve with it, as long as it is good. The job to go on with; None: end."""
        try:
            with sync_playwright() as playwright:
                browser = self._launched(playwright)
                job = self._serve(browser, first)
                with suppress(Error):
                    browser.close()
                return job
        except (chromium.NoBrowser, Error, OSError) as error:
            log.exception("the browser for pictures did not start")
            said = str(error) if isinstance(error, chromium.NoBrowser) else "The browser for pictures did not start."
            _fail(first, RenderProblem("browser", f"{said} The operator's doctor command says more."))
            return self.jobs.get()
        finally:
            self.browser_pid = None

    def _launched(self, playwright: Playwright) -> Browser:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=list(FLAGS))
        processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        self.browser_pid = next(each["id"] for each in processes if each["type"] == "browser")
        return browser

    def _serve(self, browser: Browser, first: _Job) -> _Job | None:
        job: _Job | None = first
        desks: dict[float, Desk] = {}
        for _ in range(PAGES):
            if job is None:
                return None
            if self._done(browser, desks, job):
                job = self.jobs.get()
            if not browser.is_connected():
                break
        return job

    def _done(self, browser: Browser, desks: dict[float, Desk], job: _Job) -> bool:
        """Whether the job is over, well or not; not where the browser died and another may do it."""
        if not job.tries and not job.done.set_running_or_notify_cancel():
            return True
        job.tries += 1
        job.begun.set()
        try:
            desk = desks.pop(job.scale, None) or Desk(browser, job.scale)
            job.done.set_result(job.work(desk))
            desks[job.scale] = desk  # one on which something went wrong is not used again
        except Error as error:
            if not browser.is_connected() and job.tries < TRIES:
                return False
            log.warning("a page could not be drawn: %s", error)
            _fail(job, RenderProblem("browser", "The browser for pictures failed. Try again."))
        except Exception as error:  # whatever it is, it is for who asked
            if isinstance(error, RenderProblem) and not desk.faults:  # of the document, which the next one replaces
                desks[job.scale] = desk
            elif isinstance(error, RenderProblem):  # what else went wrong is told later, and would be laid to the next
                with suppress(Error):
                    desk.close()
            _fail(job, error)
        return True


def _fail(job: _Job, error: Exception) -> None:
    job.begun.set()
    if not job.done.done():
        job.done.set_exception(error)


_lock = threading.Lock()
_keeper: _Keeper | None = None


def _of_this_process() -> _Keeper:
    global _keeper  # noqa: PLW0603  # one a process
    with _lock:
        if _keeper is None or not _keeper.thread.is_alive():
            _keeper = _Keeper()
        return _keeper


def _forget() -> None:
    """A forked child has no thread of its parent's, and leaves its browser alone."""
    global _keeper, _lock
    _keeper, _lock = None, threading.Lock()


def _end() -> None:
    if _keeper is not None:
        _keeper.end()


os.register_at_fork(after_in_child=_forget)
atexit.register(_end)
