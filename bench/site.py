"""Installations of the bench's own under ``var/bench``: they never touch the data that is worked with.

A site is kept between runs, so ten million events are seeded once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.process import Finished, run

BASE = Path(__file__).resolve().parent.parent
UNTIL = "2026-11-17"
SEED = 7


def code() -> str:
    """A digest of the code that decides what a seeded site holds."""
    parts = (*(BASE / "cdp" / "demo").glob("*.py"), *(BASE / "cdp" / "migrations").glob("*.py"))
    digest = hashlib.sha256()
    for file in sorted((*parts, BASE / "cdp" / "warehouse" / "schema.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Site:
    """One installation: servers, database and lake in a folder of its own."""

    folder: Path

    @classmethod
    def named(cls, name: str) -> Site:
        """``SEXTANT_BENCH`` names another place for the sites than ``var/bench``."""
        return cls(Path(os.environ.get("SEXTANT_BENCH") or BASE / "var" / "bench") / name)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that make every process work here, whatever servers the caller uses."""
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        return kept | {"SEXTANT_VAR": str(self.folder), "SEXTANT_LAKE": str(self.folder / "lake")}

    def manage(self, *words: str) -> Finished:
        """One management command in a process of its own."""
        return run([sys.executable, str(BASE / "manage.py"), *words], self.environment)

    def prepare(self) -> None:
        """Servers and tables."""
        self.manage("migrate", "--verbosity", "0")

    def seed(self, events: int) -> Finished:
        """The sample company; a site that has it is left alone, one that older code made is made anew."""
        mark = self.folder / "made_by"
        if self.folder.exists() and (not mark.exists() or mark.read_text() != code()):
            self.remove()
        self.prepare()
        mark.write_text(code())
        words = ("--events", str(events), "--seed", str(SEED), "--until", UNTIL)
        return self.manage("seed_demo", *words, "--password", "a password for the bench")

    def stop(self) -> None:
        """Stop its servers; the data stays."""
        self.manage("stop")

    def remove(self) -> None:
        """Stop its servers and forget it."""
        if self.folder.exists():
            self.stop()
            shutil.rmtree(self.folder, ignore_errors=True)
