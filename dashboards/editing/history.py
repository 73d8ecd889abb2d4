"""What undo and redo go through: whole documents, so that each is brought back exactly. PURE."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.documents import Document, alike

STEPS = 50


@dataclass(frozen=True)
class History:
    """``past`` and ``future`` end with the nearest."""

    present: Document
    past: tuple[Document, ...] = ()
    future: tuple[Document, ...] = ()

    def on(self, document: Document) -> History:
        """After one more change; of more than ``STEPS`` the oldest can no longer be undone."""
        return self if alike(document, self.present) else History(document, (*self.past, self.present)[-STEPS:])

    def undone(self) -> History:
        """One change back; the same where there is none."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (*self.future, self.present))

    def redone(self) -> History:
        """One change on again; the same where there is none."""
        if not self.future:
            return self
        return History(self.future[-1], (*self.past, self.present), self.future[:-1])
