"""Is it well? ``/health/live`` and ``/health/ready`` for load balancers, ``/health/deliveries`` for monitors outside,
``/health/line`` for people who begin."""

from __future__ import annotations

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from redis import Redis, RedisError

from accounts.access import Act, allowed_to
from config.diagnosis import lake
from deliveries.watch import standing


def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """The process can work: PostgreSQL and Redis answer it. 503 and the names of those that do not."""
    down = [name for name, well in (("postgresql", _postgresql()), ("redis", _redis())) if not well]
    return JsonResponse({"status": "ok" if not down else "unavailable", "down": down}, status=503 if down else 200)


@require_GET
def deliveries(request: HttpRequest) -> JsonResponse:
    """Nothing that should have been delivered is missing. 503 and how many if not, for monitors outside; no names."""
    count = len(standing.gaps())
    return JsonResponse({"status": "missing" if count else "ok", "missing": count}, status=503 if count else 200)


@require_GET
@allowed_to(Act.SEE)
def line(request: HttpRequest) -> HttpResponse:
    """In a line of words: which of the parts that answer questions do answer."""
    parts = {"database": _postgresql(), "queue": _redis(), "engine": lake().verdict != "missing"}
    down = [name for name, well in parts.items() if not well]
    return render(request, "dashboards/_health_line.html", {"well": list(parts), "down": down})


def _postgresql() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except OperationalError:
        return False
    return True


def _redis() -> bool:
    try:
        return bool(Redis.from_url(settings.REDIS_URL, socket_timeout=3).ping())
    except RedisError:
        return False
