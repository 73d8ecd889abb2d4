"""What Maison Alba sells: the same catalogue in each shop. PURE."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cdp.demo.clock import Floats, Ints
from cdp.demo.company import CURRENCY, SHOPS
from cdp.demo.frame import Part, cents, numbered, part, words
from cdp.demo.keys import Keys
from cdp.demo.plan import Plan

# Name, category, subcategory, price in euros.
BEST_SELLERS = (
    ("Linen bed set, natural", "Bed linen", "Sets", 129.0),
    ("Stoneware plates, set of 6", "Tableware", "Plates", 59.0),
    ("Wool throw, ecru", "Throws & cushions", "Throws", 79.0),
    ("Oak bedside lamp", "Lighting", "Lamps", 89.0),
    ("Carafe, smoked glass", "Tableware", "Glass", 34.0),
    ("Cotton bath sheet", "Bath", "Towels", 29.0),
    ("Rattan basket, large", "Storage", "Baskets", 39.0),
    ("Candle, fig and cedar", "Candles & fragrance", "Candles", 24.0),
)
# Category → (subcategory, pieces, materials, price range).
RANGES = {
    "Bed linen": (
        ("Duvet covers", "Duvet cover", "Linen|Cotton percale|Cotton satin", 59, 139),
        ("Pillowcases", "Pillowcase", "Linen|Cotton percale|Cotton satin", 12, 29),
        ("Sheets", "Fitted sheet", "Linen|Cotton percale|Flannel", 29, 79),
    ),
    "Tableware": (
        ("Plates", "Dinner plate", "Stoneware|Porcelain|Terracotta", 8, 24),
        ("Bowls", "Bowl", "Stoneware|Porcelain|Olive wood", 7, 22),
        ("Glass", "Tumbler", "Smoked glass|Recycled glass|Crystal", 5, 18),
    ),
    "Kitchen textiles": (
        ("Tablecloths", "Tablecloth", "Linen|Cotton|Jacquard", 35, 89),
        ("Napkins", "Napkins, set of 4", "Linen|Cotton|Jacquard", 14, 36),
        ("Tea towels", "Tea towel", "Linen|Cotton|Half-linen", 7, 16),
    ),
    "Bath": (
        ("Towels", "Hand towel", "Cotton|Waffle cotton|Bamboo", 9, 22),
        ("Robes", "Bath robe", "Cotton|Waffle cotton|Linen", 49, 95),
    ),
    "Throws & cushions": (
        ("Cushions", "Cushion cover", "Linen|Velvet|Wool", 15, 45),
        ("Throws", "Throw", "Wool|Mohair|Cotton", 39, 119),
    ),
    "Lighting": (
        ("Lamps", "Table lamp", "Oak|Ceramic|Brass", 49, 149),
        ("Shades", "Lampshade", "Linen|Paper|Rattan", 19, 59),
    ),
    "Storage": (("Baskets", "Basket", "Rattan|Seagrass|Felt", 14, 49), ("Boxes", "Box", "Oak|Felt|Paper", 9, 35)),
    "Candles & fragrance": (
        ("Candles", "Candle", "Fig|Cedar|Orange blossom", 14, 36),
        ("Diffusers", "Diffuser", "Fig|Cedar|Fresh linen", 22, 45),
    ),
}  # fmt: skip
COLOURS = (
    "natural", "ecru", "sage", "terracotta", "indigo", "charcoal", "ochre", "blush", "white", "moss", "sky", "plum",
    "sand", "clay", "ink",
)  # fmt: skip
SIZES = ("", ", small", ", large", ", gift box")
BRANDS = ("Maison Alba", "Maison Alba", "Maison Alba", "Atelier Rive", "Casa Lume", "Nordlicht", "Terre & Fil")


@dataclass(frozen=True)
class Catalogue:
    """Prices are in cents; ``ids[shop]`` are the product ids of a shop; ``weights`` say how well each sells."""

    names: list[str]
    categories: list[str]
    subcategories: list[str]
    brands: list[str]
    prices: Ints
    costs: Ints
    weights: Floats
    ids: list[Ints]


def make_catalogue(plan: Plan, keys: Keys) -> Catalogue:
    """Best sellers first, then combinations of piece, material, colour and size."""
    rng = plan.rng("catalogue")
    chosen = _combinations(rng, plan.products - len(BEST_SELLERS))
    sold = (*BEST_SELLERS, *chosen)
    euros = np.array([row[3] for row in sold])
    prices = (np.round(euros) * 100 - np.where(rng.random(len(euros)) < 0.5, 10, 0)).astype(np.int64)
    popularity = 1 / (np.arange(len(prices)) + 12.0) ** 0.75
    own = rng.integers(0, len(BRANDS), len(prices))
    own[: len(BEST_SELLERS)] = 0
    return Catalogue(
        names=[row[0] for row in sold],
        categories=[row[1] for row in sold],
        subcategories=[row[2] for row in sold],
        brands=[BRANDS[position] for position in own],
        prices=prices,
        costs=np.round(prices * rng.uniform(0.33, 0.58, len(prices))).astype(np.int64),
        weights=popularity * (40 / euros) ** 0.55,
        ids=[keys.take("products", len(prices)) for _ in SHOPS],
    )


def _combinations(rng: np.random.Generator, wanted: int) -> list[tuple[str, str, str, float]]:
    """Distinct products, in a drawn order."""
    every = [
        (f"{piece}, {material.lower()}, {colour}{size}", category, subcategory, low, high)
        for category, lines in RANGES.items()
        for subcategory, piece, materials, low, high in lines
        for material in materials.split("|")
        for colour in COLOURS
        for size in SIZES
    ]
    picked = rng.permutation(len(every))[: max(0, wanted)]
    draws = rng.random(len(picked)) ** 1.4
    return [
        (every[at][0], every[at][1], every[at][2], every[at][3] + draw * (every[at][4] - every[at][3]))
        for at, draw in zip(picked, draws, strict=True)
    ]


def product_rows(catalogue: Catalogue, shop: int, subaccount: int, source: int) -> Part:
    """The catalogue as one shop's products."""
    size = len(catalogue.prices)
    numbers = np.arange(1, size + 1)
    every = np.arange(size)
    return part(
        "products",
        size,
        id=catalogue.ids[shop],
        subaccount_id=subaccount,
        source_id=source,
        external_id=numbered(f"{SHOPS[shop].prefix}-P", numbers, 5),
        sku=numbered("ALBA-", numbers, 5),
        name=words(catalogue.names, every),
        category=words(catalogue.categories, every),
        subcategory=words(catalogue.subcategories, every),
        brand=words(catalogue.brands, every),
        price=cents(catalogue.prices),
        cost=cents(catalogue.costs),
        currency=CURRENCY,
    )
