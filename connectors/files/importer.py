"""One file into the CDP: portions read, transformed, written, counted; what was written before is passed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
from django.db import transaction

from accounts.models import SubAccount
from cdp.ahead import ahead
from cdp.ingest import Counts, Folded, IngestError, fold, ingest
from cdp.ingest.attributes import define
from cdp.ingest.counts import LOADED, SKIPPED, UPDATED, number_of
from cdp.models import Source
from connectors.files.errors import BrokenFile, FileProblem, ImportProblem, MappingError
from connectors.files.firstlook import check_first
from connectors.files.ledger import Ledger
from connectors.files.mapping.load import check_columns
from connectors.files.mapping.model import Mapping
from connectors.files.portions import ROWS, Portion, Portions, start_digest
from connectors.files.quarantine import keep
from connectors.files.raw import BadRow, Reader
from connectors.files.readers import open_reader
from connectors.files.summary import Summary
from connectors.files.sums import Sums
from connectors.files.transform import Transform, Transformed


@dataclass
class Notes:
    """What is worth telling a person besides the counts."""

    about: str = ""
    passed: int = 0  # portions that had been imported before
    made: dict[str, int] = field(default_factory=dict)
    merged: int = 0
    first_bad: BadRow | None = None


@dataclass(frozen=True)
class Prepared:
    """A portion read ahead; ``records`` is None where it was imported before."""

    portion: Portion
    digest: str
    records: Transformed | None


class Import:
    """One run over one file."""

    def __init__(
        self, path: Path, mapping: Mapping, subaccount: SubAccount, *, again: bool = False,
        rows: int = ROWS, progress: Callable[[Summary], None] | None = None,
    ) -> None:  # fmt: skip
        self.path, self.mapping, self.subaccount = path, mapping, subaccount
        self.again, self.rows, self.progress = again, rows, progress
        self.summary, self.notes = Summary(), Notes()
        self.sums = Sums()
        self.ledger = Ledger(subaccount.pk, mapping.source, mapping.digest, again=again).load()

    def run(self) -> Summary:
        """Import the file. Raises ImportProblem; what was wrong with the file or mapping at large is found first."""
        reader = open_reader(self.path, self.mapping.options)
        self.notes.about = reader.about
        check_columns(self.mapping, reader.columns, self.path.name)
        portions = Portions(reader, self.rows)
        try:
            with closing(ahead(self._prepared(reader, portions))) as prepared:
                first = next(prepared, None)
                if first is None and not portions.broken:
                    raise FileProblem("the file is empty: it has no rows below its header")
                self._open(first)
                while first is not None:
                    self._write(first)
                    first = next(prepared, None)
        except FileProblem as error:
            raise self._at(error) from error
        if portions.broken:
            raise self._at(portions.broken)
        self._write_sums()
        return self.summary

    def _at(self, error: FileProblem) -> ImportProblem:
        """The error with the file's name and what of it is in."""
        parts = self.summary.batches + self.notes.passed
        what = f"; {parts} whole parts ({self.summary.read:,} rows) are in, import again to go on" if parts else ""
        if not parts and isinstance(error, BrokenFile):
            what = "; nothing of it is in"
        return type(error)(f"{self.path.name}: {error}{what}")

    def _open(self, first: Prepared | None) -> None:
        """Everything that can be wrong at large, before the first row is written."""
        if first is not None and first.records is not None:
            check_first(self.mapping, first.portion, first.records, self.path.name)
        try:
            with transaction.atomic():
                define(self.subaccount.pk, self.mapping.attributes())
                self.source = self._source()
        except IngestError as error:
            raise MappingError(f"{self.mapping.source}: {error}") from error

    def _source(self) -> Source:
        kind = {"kind": "file"}
        return Source.objects.get_or_create(subaccount=self.subaccount, name=self.mapping.source, defaults=kind)[0]

    def _prepared(self, reader: Reader, portions: Portions) -> Iterator[Prepared]:
        """Portions read and transformed; runs ahead of the writing, so it must not touch the database."""
        transform = Transform(self.mapping, native=reader.native)
        digest = start_digest(reader.columns)
        for portion in portions:
            digest = portion.digest(digest)
            prepared = self._one_prepared(portion, digest, transform)
            portion.forget_texts()
            yield prepared

    def _one_prepared(self, portion: Portion, digest: str, transform: Transform) -> Prepared:
        if self.ledger.counts(portion.number, digest) is None or self._has_sums:
            return Prepared(portion, digest, transform(portion))
        transform.skip(portion)
        return Prepared(portion, digest, None)

    @property
    def _has_sums(self) -> bool:
        return any(record.sums for record in self.mapping.records)

    def _write(self, prepared: Prepared) -> None:
        portion, records = prepared.portion, prepared.records
        self.summary.read += portion.size
        known = self.ledger.counts(portion.number, prepared.digest)
        if known is not None:
            self._pass(portion, known)
            self._gather(records, Counts())
        elif records is not None:
            self._write_records(prepared, records)
        pa.default_memory_pool().release_unused()
        if self.progress:
            self.progress(self.summary)

    def _pass(self, portion: Portion, known: dict[str, int]) -> None:
        """Count a portion that is in already."""
        self.summary.quarantined += known["quarantined"]
        self.summary.skipped += portion.size - known["quarantined"] - known["pending"]
        self.notes.passed += 1

    def _gather(self, records: Transformed | None, counts: Counts) -> None:
        """Keep what is to be added up; each of its rows is counted with one sum, at the end."""
        claimed = np.empty(0, dtype=np.int64)
        for record, table in records.sums if records else ():
            lines = table.column("line").to_numpy()
            level = np.where(np.isin(lines, claimed), -1, _outcome_of(lines, counts))
            self.sums.add(record, table, level)
            claimed = np.append(claimed, lines)

    def _write_records(self, prepared: Prepared, records: Transformed) -> None:
        portion, waiting = prepared.portion, prepared.portion.lines[records.pending]
        with transaction.atomic():
            counts = self._ingest(records.folded)
            bad = [*records.bad, *_rejected(counts, portion)]
            keep(self.source, self.path.name, prepared.digest, self.mapping.digest, bad)
            own = counts.outcomes[~np.isin(counts.lines, waiting)]
            found = {"loaded": number_of(own, LOADED), "updated": number_of(own, UPDATED)}
            found |= {"quarantined": len(bad), "pending": len(waiting)}
            found["skipped"] = portion.size - sum(found.values())
            self.ledger.note(self.source, portion.number, prepared.digest, found)
        self._gather(records, counts)
        self.summary.loaded += found["loaded"]
        self.summary.updated += found["updated"]
        self.summary.skipped += found["skipped"]
        self.summary.quarantined += len(bad)
        self.notes.first_bad = self.notes.first_bad or next(iter(bad), None)

    def _ingest(self, folded: Folded) -> Counts:
        if not folded:
            return Counts()
        counts = ingest(self.source, folded, file=self.path.name, rules=self.mapping.rules, totals=self.mapping.totals)
        self.summary.batches += 1
        self.notes.merged += counts.merged
        for name, count in counts.made.items():
            self.notes.made[name] = self.notes.made.get(name, 0) + count
        return counts

    def _write_sums(self) -> None:
        """Write the records that are sums over the whole file; each row that waited counts as its record does."""
        for batch, waiting in self.sums.portions(self.rows):
            counts = self._ingest(fold([batch]))
            outcomes = _outcome_of(batch.table.column("line").to_numpy(), counts)
            for besides, rows in waiting.items():
                final = np.maximum(outcomes, besides)
                self.summary.loaded += int(rows[final == LOADED].sum())
                self.summary.updated += int(rows[final == UPDATED].sum())
                self.summary.skipped += int(rows[final == SKIPPED].sum())


def _outcome_of(lines: np.ndarray, counts: Counts) -> np.ndarray:
    """What the rows at some lines did; nothing where they fed nothing."""
    if not len(counts.lines):
        return np.zeros(len(lines), dtype=np.int64)
    place = np.minimum(np.searchsorted(counts.lines, lines), len(counts.lines) - 1)
    return np.where(counts.lines[place] == lines, counts.outcomes[place], SKIPPED)


def _rejected(counts: Counts, portion: Portion) -> list[BadRow]:
    rows = dict(zip(portion.lines.tolist(), range(len(portion.lines)), strict=True))
    return [
        BadRow(each.line, each.field, each.reason, portion.table.slice(rows[each.line], 1).to_pylist()[0])
        for each in counts.rejected
    ]
