"""Why there is no picture or paper of something."""

from __future__ import annotations

LASTING = frozenset({"tile", "picture", "tall"})


class RenderProblem(Exception):
    """Nothing is given out. ``message`` is for people: which tile, what is wrong, what to do.

    ``code``: tile (it cannot be answered), warehouse (it could not be answered now), picture (it is not as it should
    be), tall (no picture has room for it), slow, browser, nothing (there is no data yet).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    @property
    def lasting(self) -> bool:
        """Whether the same content drawn again comes out the same. A picture may be blank by accident once."""
        return self.code in LASTING
