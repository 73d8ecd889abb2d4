"""A zone by its name, in mails that must be written where this machine does not know it."""

from __future__ import annotations

from django import template

from deliveries.moments import zone_or_utc

register = template.Library()
register.filter("known_zone", zone_or_utc)
