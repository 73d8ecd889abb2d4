"""What Maison Alba advertises: campaigns, ad sets and ads on three platforms, some of which go wrong. PURE."""

from __future__ import annotations

from dataclasses import dataclass

FRANCE, IBERIA, DEUTSCHLAND = range(3)
TIRED = "Linen bed, UGC video 2"
TIRED_DAYS = 27  # it has been running for so long
NO_CONVERSIONS = "Rattan summer, reach test"
UNSPENT = 2.2  # of the budget of an ad set whose platform finds too few people for it


@dataclass(frozen=True)
class AdSpec:
    """One ad: euros a day, and how good it is (1 is the platform's usual)."""

    name: str
    format: str
    spend: float
    ctr: float = 1.0
    conversion: float = 1.0


@dataclass(frozen=True)
class AdSetSpec:
    """Ads with one audience. ``room``: the daily budget, times what the ads are meant to spend."""

    name: str
    audience: str
    size: int
    ads: tuple[AdSpec, ...]
    room: float = 1.1


@dataclass(frozen=True)
class AdCampaignSpec:
    """A campaign: it runs in the given months of the year (none: always), for one goal."""

    channel: str
    shop: int
    name: str
    objective: str
    goal: str
    sets: tuple[AdSetSpec, ...]
    months: tuple[int, ...] = ()


def _campaign(
    channel: str, shop: int, name: str, objective: str, goal: str, *sets: AdSetSpec, months: tuple[int, ...] = ()
) -> AdCampaignSpec:
    return AdCampaignSpec(channel, shop, name, objective, goal, sets, months)


def _set(name: str, size: int, *ads: AdSpec, room: float = 1.1) -> AdSetSpec:
    return AdSetSpec(name, name, size, ads, room)


AUTUMN, SUMMER, GIFTS, SPRING = (9, 10, 11), (6, 7, 8), (11, 12), (3, 4, 5)

CAMPAIGNS: tuple[AdCampaignSpec, ...] = (
    _campaign(
        "facebook", FRANCE, "Autumn linens", "OUTCOME_SALES", "purchases",
        _set("Lookalike 2 %", 640_000, AdSpec("Linen bed, static 1:1", "image", 42, 1.1, 1.1),
             AdSpec(TIRED, "video", 84, 1.0, 2.2)),
        _set("Retarget 30 days", 48_000, AdSpec("Wool throw, static 4:5", "image", 44, 0.9, 0.75)),
        months=AUTUMN,
    ),
    _campaign(
        "facebook", FRANCE, "Table stories", "OUTCOME_SALES", "purchases",
        _set("Broad", 4_200_000, AdSpec("Carousel, tableware", "carousel", 59, 0.8, 0.5)),
        _set("Retarget 14 days", 31_000, AdSpec("Stoneware, reels", "video", 72, 1.3, 1.4)),
    ),
    _campaign(
        "facebook", FRANCE, "Catalogue FR", "PRODUCT_CATALOG_SALES", "purchases",
        _set("Catalogue visitors", 92_000, AdSpec("Bath sheet, static", "image", 35, 1.1, 1.5),
             AdSpec("Bed linen, dynamic", "catalogue", 61, 1.2, 1.3)),
    ),
    _campaign(
        "facebook", IBERIA, "Catalogue ES", "PRODUCT_CATALOG_SALES", "purchases",
        _set("Catalogue visitors", 71_000, AdSpec("Carafe, dynamic", "catalogue", 28, 1.0, 0.9),
             AdSpec("Tableware, dynamic", "catalogue", 34, 1.1, 1.1)),
    ),
    _campaign(
        "facebook", IBERIA, "Newsletter ES", "OUTCOME_LEADS", "sign_ups",
        _set("Interior design, 25-54", 2_100_000, AdSpec("Ten percent welcome", "image", 18, 1.2, 1.0)),
    ),
    _campaign(
        "facebook", DEUTSCHLAND, "Leinen im Frühling", "OUTCOME_SALES", "purchases",
        _set("Lookalike 1 %", 410_000, AdSpec("Bettwäsche, Video 1", "video", 38, 1.1, 1.0)),
        months=SPRING,
    ),
    _campaign(
        "google", FRANCE, "Brand FR", "SEARCH", "purchases",
        _set("Brand terms", 60_000, AdSpec("Search, brand + linen", "text", 94, 1.0, 0.62)),
    ),
    _campaign(
        "google", FRANCE, "Non-brand FR", "SEARCH", "purchases",
        _set("Bed linen terms", 340_000, AdSpec("Search, bed linen", "text", 127, 0.6, 0.95)),
        _set("Tableware terms", 260_000, AdSpec("Search, plates", "text", 58, 0.6, 0.8)),
    ),
    _campaign(
        "google", DEUTSCHLAND, "Shopping DE", "SHOPPING", "purchases",
        _set("All products", 900_000, AdSpec("Shopping, home", "shopping", 172, 0.5, 1.15)),
    ),
    _campaign(
        "google", IBERIA, "Shopping ES", "SHOPPING", "purchases",
        _set("All products", 800_000, AdSpec("Shopping, hogar", "shopping", 66, 0.5, 1.05)),
    ),
    _campaign(
        "tiktok", DEUTSCHLAND, "Interior DE", "CONVERSIONS", "purchases",
        _set("Interior, 25-44", 1_900_000, AdSpec("Oak lamp, spark ad", "video", 31, 1.0, 0.7), room=UNSPENT),
    ),
    _campaign(
        "tiktok", FRANCE, "Gifts", "CONVERSIONS", "purchases",
        _set("Broad", 6_800_000, AdSpec("Gift guide, video 15 s", "video", 32, 0.9, 0.5)),
        months=GIFTS,
    ),
    _campaign(
        "tiktok", FRANCE, NO_CONVERSIONS, "REACH", "purchases",
        _set("Broad, 18-34", 7_400_000, AdSpec("Rattan, unboxing", "video", 26, 0.5, 0.0)),
    ),
    _campaign(
        "tiktok", IBERIA, "App launch ES", "APP_PROMOTION", "app_installs",
        _set("Shopping apps", 3_100_000, AdSpec("Alba app, 9 s", "video", 22, 1.0, 1.0)),
        months=SUMMER,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Platform:
    """What is usual on a platform: euros a thousand impressions, click rate, and orders a click."""

    name: str
    cpm: float
    ctr: float
    conversion: float
    add_to_cart: float  # carts an order
    claimed: float  # order values as it claims them, against the shop's average basket


PLATFORMS = {
    "facebook": Platform("Meta", 9.5, 0.0155, 0.024, 3.8, 1.06),
    "google": Platform("Google", 21.0, 0.052, 0.021, 2.6, 1.01),
    "tiktok": Platform("TikTok", 6.2, 0.0098, 0.018, 4.6, 1.10),
}
BASKET = 75.0  # euros
