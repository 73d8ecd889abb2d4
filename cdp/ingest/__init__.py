"""Records into rows: one call is one chunk, one transaction, one batch."""

from cdp.ingest.counts import Counts, Rejected
from cdp.ingest.errors import IngestError
from cdp.ingest.folded import Folded, fold
from cdp.ingest.service import ingest

__all__ = ["Counts", "Folded", "IngestError", "Rejected", "fold", "ingest"]
