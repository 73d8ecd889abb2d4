"""Which portions of which files are in already, so that an import goes on where it broke off."""

from __future__ import annotations

from dataclasses import dataclass, field

from cdp.models import ImportedChunk, Source


@dataclass
class Ledger:
    """The portions imported from one source with one mapping."""

    subaccount: int
    source: str
    mapping: str
    again: bool = False  # read everything once more
    known: dict[tuple[int, str], dict[str, int]] = field(default_factory=dict)

    def load(self) -> Ledger:
        """Read what is known."""
        if not self.again:
            rows = ImportedChunk.objects.filter(
                source__subaccount_id=self.subaccount, source__name=self.source, mapping_digest=self.mapping
            )
            self.known = {(each.number, each.file_digest): each.counts for each in rows}
        return self

    def counts(self, number: int, digest: str) -> dict[str, int] | None:
        """What a portion counted when it was imported, or None."""
        return self.known.get((number, digest))

    def note(self, source: Source, number: int, digest: str, counts: dict[str, int]) -> None:
        """Remember a portion, in the transaction that writes it."""
        ImportedChunk.objects.update_or_create(
            source=source,
            mapping_digest=self.mapping,
            file_digest=digest,
            number=number,
            defaults={"rows": sum(counts.values()), "counts": counts},
        )
