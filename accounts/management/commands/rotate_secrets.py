"""``manage.py rotate_secrets``: seal every kept secret with the first of SEXTANT_SECRETS_KEYS."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.rotation import rotate


class Command(BaseCommand):
    """Says how many were sealed anew; ends with 1 where some do not open, and names them."""

    help = "Seal every kept secret with the first key of SEXTANT_SECRETS_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it."""
        found = rotate()
        self.stdout.write(f"{found.resealed} sealed anew, {found.fresh} had the newest key already.")
        if found.shut:
            raise CommandError("These do not open, so keep the older keys until they do:\n" + "\n".join(found.shut))
        self.stdout.write("Older keys are not needed any more.")
