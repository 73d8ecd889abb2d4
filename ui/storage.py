"""Static files under names that hold their hash once collected; under plain names in a fresh checkout."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Before the first ``collectstatic`` there is no manifest, and files are served from where they lie."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name, where the manifest knows one."""
        return str(self.hashed_files.get(self.hash_key(name), name))
