"""How often somebody outside may ask: tokens that are none, by address; figures of one link, by link."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

log = logging.getLogger(__name__)
WINDOW = 60  # seconds
GUESSES = 30  # unknown tokens of one address in a window
ANSWERS = 600  # tiles of one link that are asked of the engine in a window


def guessing(request: HttpRequest) -> bool:
    """Whether so many unknown tokens came from this address that none is looked at for now, not even a right one."""
    return _count(_guesser(request), 0) >= GUESSES


def guessed(request: HttpRequest) -> None:
    """Another unknown token came from there."""
    _count(_guesser(request), 1)


def busy(link: int) -> bool:
    """Whether the link asks the engine too often; the asking counts."""
    return _count(f"shared-link-asks:{link}", 1) > ANSWERS


def _guesser(request: HttpRequest) -> str:
    return f"shared-link-guesses:{BaseThrottle().get_ident(request)}"  # type: ignore[arg-type]  # reads META alone


def _count(key: str, more: int) -> int:
    """The counter after ``more``; 0 while Redis is away: the tokens guard themselves."""
    try:
        if not more:
            return int(cache.get(key, 0))
        return 1 if cache.add(key, 1, WINDOW) else int(cache.incr(key))
    except (RedisError, ValueError):  # the window may end between the two
        log.debug("guesses at shared links are not counted")
        return 0
