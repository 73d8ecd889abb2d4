"""Transactional mail: what an order, a refund or a forgotten password sets off. PURE."""

from __future__ import annotations

import numpy as np

from cdp.demo.clock import DAY, HOUR, MINUTE, SECOND, Ints, draw_days, moments
from cdp.demo.company import TRANSACTIONAL_IP
from cdp.demo.outcomes import Appeal
from cdp.demo.post import Post, Stretch
from cdp.demo.scenarios import Library
from cdp.demo.waves import EMAIL, SERVICE, TRANSACTIONAL, Wave
from cdp.demo.world import World

APPEALS = {
    "Order confirmed": Appeal(read=2.6, click=0.22),
    "Order shipped": Appeal(read=3.2, click=0.45),
    "Password reset": Appeal(read=4.5, click=0.80),
    "Refund issued": Appeal(read=3.0, click=0.10),
}


def send_service_mail(post: Post, library: Library, stretch: Stretch) -> None:
    """The mail of one stretch of days and its orders."""
    world, orders, days = post.world, stretch.orders, stretch.days
    rng = world.plan.rng("service", days[0])
    bought = np.flatnonzero(orders.who >= 0)
    shipped_at = orders.at[bought] + rng.integers(14 * HOUR, 60 * HOUR, len(bought))
    refunded = bought[rng.random(len(bought)) < 0.04]
    forgot = _forgetful(world, rng, days, len(bought) // 12)
    asked_at = moments(rng, draw_days(rng, *days, len(forgot)))
    sendings = {
        "Order confirmed": (orders.who[bought], orders.at[bought] + rng.integers(SECOND, MINUTE, len(bought))),
        "Order shipped": (orders.who[bought], shipped_at),
        "Refund issued": (orders.who[refunded], orders.at[refunded] + rng.integers(4 * DAY, 20 * DAY, len(refunded))),
        "Password reset": (forgot, asked_at),
    }
    for name, (who, at) in sendings.items():
        _send(post, rng, name, library, (who, at))


def _forgetful(world: World, rng: np.random.Generator, days: tuple[int, int], size: int) -> Ints:
    known = np.searchsorted(world.people.created, days[0] * DAY)
    return rng.integers(0, known, size) if known else np.zeros(0, dtype=np.int64)


def _send(post: Post, rng: np.random.Generator, name: str, library: Library, due: tuple[Ints, Ints]) -> None:
    """Who unsubscribed from marketing still gets these."""
    inside = due[1] < post.world.end
    who, at = due[0][inside], due[1][inside]
    if not len(who):
        return
    shop = post.world.people.shop[who]
    wave = Wave(
        who=who,
        at=at,
        number=post.world.keys.take("messages", len(who)),
        shop=shop,
        channel=EMAIL,
        stream=TRANSACTIONAL,
        sender=SERVICE,
        ip=TRANSACTIONAL_IP,
        template=library.templates[name][shop, post.world.people.country[who]],
    )
    post.mail(rng, wave, APPEALS[name])
