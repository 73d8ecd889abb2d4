"""The files of one delivery, made once and found again by its later tries; and whether they are sent at all."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from deliveries.content.finding import Found
from deliveries.content.making import Made, Wanted, digest_of, make
from deliveries.content.report import Report
from deliveries.destinations.base import Fault, File
from deliveries.destinations.naming import file_name, mark_of
from deliveries.models import Delivery, State
from deliveries.options import Options, options_of
from deliveries.rendering.problem import RenderProblem
from deliveries.sending import spool, steps
from deliveries.sending.claims import Claim
from deliveries.sending.ends import End
from deliveries.sending.since import since


@dataclass(frozen=True)
class Prepared:
    """What is handed over, and the figures that conditions are about."""

    files: tuple[File, ...]
    rows: int
    table_html: str
    digest: str
    letter: Report | None = None


NOTHING = Prepared((), 0, "", "")  # of words alone


def prepared(delivery: Delivery, found: Found, claim: Claim) -> Prepared:
    """Those of an earlier try, if they are whole; else made now, and noted. Raises what ``making.make`` does."""
    kept = spool.kept(delivery.uid, delivery.files, delivery.made_by)
    if kept is not None and delivery.format != "table":  # a table is no file
        return Prepared(kept, delivery.rows or 0, "", delivery.digest)
    with spool.making(delivery.uid, claim.fence) as folder:
        return _anew(delivery, found, claim, folder)


def _anew(delivery: Delivery, found: Found, claim: Claim, folder: Path) -> Prepared:
    """The receipt names files and folder in one write of who holds the claim: no other folder is ever sent from."""
    start = time.monotonic()
    options = options_of(delivery.schedule)
    wanted = _wanted(delivery, options)
    made = _made(found, wanted, delivery, folder)
    digest = digest_of(found, wanted) if options.changed else ""
    delivery.rows, delivery.total_rows, delivery.digest = made.rows, made.total_rows, digest
    delivery.files, delivery.size = spool.to_json(made.files), sum(file.size for file in made.files)
    delivery.made_by = claim.fence
    noted = ("rows", "total_rows", "digest", "files", "size", "made_by")
    claim.write(**{name: getattr(delivery, name) for name in noted})
    counted = f"{made.rows:,} of {made.total_rows:,} rows" if made.rows < made.total_rows else f"{made.rows:,} rows"
    steps.note(delivery.pk, "Made", f"{counted} in {time.monotonic() - start:.1f} s")
    return Prepared(made.files, made.rows, made.table_html, digest, made.letter)


def _made(found: Found, wanted: Wanted, delivery: Delivery, folder: Path) -> Made:
    try:
        return make(found, wanted, folder)
    except RenderProblem as problem:
        raise _undrawn(problem, delivery) from problem


def _undrawn(problem: RenderProblem, delivery: Delivery) -> Fault:
    """What comes out wrong in the same way in two tries, one after the other, is not tried six times more."""
    if problem.lasting and delivery.code == problem.code:
        return Fault(problem.code, f"{problem.message} Two tries had the same result.")
    return Fault(problem.code, problem.message, passing=True)


def _wanted(delivery: Delivery, options: Options) -> Wanted:
    target = delivery.target
    password = delivery.schedule.sealed.open().get("password", "")
    own = {name: value for name, value in target.options.items() if name in ("paper", "displayed", "formatted")}
    mark = mark_of(f"{delivery.target_id}/{delivery.recipient}", delivery.slot)
    name = file_name(delivery.title, delivery.slot, delivery.zone, mark, extension="x")
    return Wanted(
        format=delivery.format,
        name=name.removesuffix(".x"),
        all_rows=options.all_rows,
        limit=options.limit,
        password=password,
        zipped=options.zipped,
        since=since(delivery),
        **own,
    )


def is_cut(delivery: Delivery) -> bool:
    """Whether it shows fewer rows than there are."""
    return delivery.rows is not None and delivery.total_rows is not None and delivery.rows < delivery.total_rows


def held_back(delivery: Delivery, prepared: Prepared) -> End | None:
    """The end of a delivery whose own conditions say that nothing is sent."""
    options = options_of(delivery.schedule)
    if options.only == "results" and not prepared.rows:
        return End(State.SKIPPED, "no_results", "There are no results, and the schedule sends only if there are.")
    if options.only == "no_results" and prepared.rows:
        said = f"There are {prepared.rows:,} rows, and the schedule sends only if there are none."
        return End(State.SKIPPED, "results", said)
    if options.changed and prepared.digest == _last_digest(delivery):
        return End(State.SKIPPED, "unchanged", "Nothing changed since the last that was sent.")
    return None


def _last_digest(delivery: Delivery) -> str:
    same = Delivery.objects.filter(target=delivery.target, recipient=delivery.recipient, state=State.DELIVERED)
    last = same.filter(slot__lt=delivery.slot).exclude(digest="").order_by("-slot", "-turn").first()
    return last.digest if last else ""
