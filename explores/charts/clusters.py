"""Points that lie together, by k-means from a start that is always the same. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROUNDS = 50


def clusters(points: Sequence[tuple[float | None, float | None]], count: int) -> list[int]:
    """The cluster of each point, the largest first; all in one where ``count`` is under two.

    Both directions weigh the same whatever their units. The first centre is the point nearest the middle, each next one
    the point farthest from those before.
    """
    if count < 2 or len(points) < 2:
        return [0] * len(points)
    where = _even(np.array(points, dtype=float))
    centres = _starts(where, min(count, len(points)))
    for _ in range(ROUNDS):
        nearest = _nearest(where, centres)
        means = [where[nearest == n].mean(axis=0) if (nearest == n).any() else old for n, old in enumerate(centres)]
        moved = np.array(means)
        if np.allclose(moved, centres):
            break
        centres = moved
    return _ranked(_nearest(where, centres).tolist())


def _even(where: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = where.std(axis=0)
    made: NDArray[np.float64] = (where - where.mean(axis=0)) / np.where(spread > 0, spread, 1)
    return made


def _starts(where: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    chosen = [int((where**2).sum(axis=1).argmin())]
    while len(chosen) < count:
        chosen.append(int(_distances(where, where[chosen]).min(axis=1).argmax()))
    return where[chosen]


def _distances(where: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = ((where[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    return found


def _nearest(where: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[Any]:
    found: NDArray[Any] = _distances(where, centres).argmin(axis=1)
    return found


def _ranked(found: list[int]) -> list[int]:
    """Numbers by size, without those that hold no point."""
    order = sorted(set(found), key=lambda number: (-found.count(number), number))
    return [order.index(number) for number in found]
