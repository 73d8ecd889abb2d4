"""The product's evidence and its chance alone, of arrays; tests hold them to the product's. Money in limits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc

from alerts.playbook.evidence.looking import CREDIT, FINE, SHARED, TOO_DEAR
from alerts.playbook.evidence.prior import NEAREST, WIDE

Floats = NDArray[np.float64]


def alone_chance(own: Floats, spend: Floats) -> Floats:
    """``Standing.alone`` of arrays."""
    return np.asarray(gammainc(WIDE + own, WIDE + spend))


def plain(results: Floats, spend: Floats) -> Floats:
    """``Said.plain`` of so many results from so much spend: (…, costs)."""
    costs = np.array([cost for cost, _ in TOO_DEAR])
    return np.asarray(results[..., None] * np.log(FINE / costs) + spend[..., None] * (1 / FINE - 1 / costs))


def lately(results: Floats, spend: float) -> Floats:
    """``Said.lately`` day by day (the last axis) of ads that begin and spend so much a day: (…, days, costs)."""
    news = plain(results, np.array(spend))
    said, found = np.zeros((*results.shape[:-1], len(TOO_DEAR))), np.empty_like(news)
    for day in range(results.shape[-1]):
        said = found[..., day, :] = np.maximum(said, -CREDIT) + news[..., day, :]
    return found


def alone_strength(said: Floats) -> Floats:
    """``Evidence.alone`` of arrays."""
    return np.asarray((np.exp(said) * [weight for _, weight in TOO_DEAR]).sum(axis=-1))


def joint_strength(late: Floats, said: Floats, pool: Floats, pooled: Floats, siblings: int) -> Floats:
    """``Evidence.joint`` of arrays: what was said lately, what was said plainly, and what siblings did."""
    if not siblings:
        return alone_strength(late)
    shape = 1 / (NEAREST**2 * (1 + 1 / siblings))
    told = [shape * np.log(cost / FINE) + (shape + pool) * _told(shape, cost, pooled) for cost, _ in TOO_DEAR]
    return np.asarray(SHARED * alone_strength(said + np.stack(told, axis=-1)) + (1 - SHARED) * alone_strength(late))


def _told(shape: float, cost: float, pooled: Floats) -> Floats:
    return np.asarray(np.log((shape * FINE + pooled) / (shape * cost + pooled)))
