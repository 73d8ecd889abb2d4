"""What can be wrong with a file that somebody asks for. PURE."""

from __future__ import annotations


class FormatProblem(ValueError):
    """A file that cannot be made: what is wrong, and what to do."""
