"""What can be wrong with a file or its mapping as a whole; a single bad row goes to quarantine instead."""

from __future__ import annotations


class ImportProblem(ValueError):
    """An import that cannot go on: says what, where, and what would be right."""


class MappingError(ImportProblem):
    """A mapping that does not say what to do, or says it wrongly."""


class FileProblem(ImportProblem):
    """A file that is not what it should be."""


class BrokenFile(FileProblem):
    """A file that breaks off: what stood before the break is read."""
