"""Maison Alba itself: its sub-accounts, the mailbox domains of its customers and the IPs it sends from. PURE."""

from __future__ import annotations

from dataclasses import dataclass

ACCOUNT, ZONE, CURRENCY = "Maison Alba", "Europe/Paris", "EUR"
ADMIN_EMAIL, ADMIN_NAME = "lea@maison-alba.example", "Léa Moreau"


@dataclass(frozen=True)
class Shop:
    """One sub-account: a shop with its own customers. ``share`` is of all contacts."""

    name: str
    prefix: str
    share: float
    countries: tuple[tuple[str, float], ...]
    sms_cost: int  # millionths of a euro a message

    def language(self, country: str) -> str:
        """The language a customer of that country is written to."""
        return {"FR": "fr", "ES": "es", "PT": "pt", "DE": "de"}[country]


SHOPS = (
    Shop("France", "FR", 0.56, (("FR", 1.0),), 45_000),
    Shop("Iberia", "IB", 0.24, (("ES", 0.71), ("PT", 0.29)), 38_000),
    Shop("Deutschland", "DE", 0.20, (("DE", 1.0),), 62_000),
)

# The origins of each shop's rows; the name is followed by the shop's.
SOURCES = {
    "shop": ("Shop", "shopify"),
    "messages": ("Messages", "brevo"),
    "facebook": ("Meta Ads", "meta_ads"),
    "google": ("Google Ads", "google_ads"),
    "tiktok": ("TikTok Ads", "tiktok_ads"),
}

COUNTRIES = ("FR", "ES", "PT", "DE")


@dataclass(frozen=True)
class Domain:
    """A mailbox domain: its share in each country and how it treats our mail (shares of what is sent)."""

    name: str
    shares: tuple[float, float, float, float]  # FR, ES, PT, DE
    hard: float
    soft: float
    blocked: float
    complaint: float
    proxy: float  # share of its people who open through a privacy proxy
    bot: float = 0.0  # share of deliveries that a security scanner opens and clicks


DOMAINS = (
    Domain("gmail.com", (0.42, 0.58, 0.57, 0.33), 0.0014, 0.0061, 0.0005, 0.00062, 0.16),
    Domain("yahoo.fr", (0.09, 0.00, 0.00, 0.00), 0.0027, 0.0134, 0.0031, 0.00118, 0.14),
    Domain("yahoo.es", (0.00, 0.06, 0.02, 0.00), 0.0027, 0.0134, 0.0031, 0.00118, 0.14),
    Domain("outlook.com", (0.06, 0.08, 0.10, 0.08), 0.0018, 0.0090, 0.0014, 0.00044, 0.10),
    Domain("hotmail.fr", (0.08, 0.00, 0.00, 0.00), 0.0021, 0.0101, 0.0016, 0.00046, 0.10),
    Domain("hotmail.com", (0.02, 0.13, 0.11, 0.03), 0.0021, 0.0101, 0.0016, 0.00046, 0.10),
    Domain("orange.fr", (0.13, 0.00, 0.00, 0.00), 0.0041, 0.0162, 0.0029, 0.00038, 0.12),
    Domain("free.fr", (0.05, 0.00, 0.00, 0.00), 0.0030, 0.0125, 0.0025, 0.00049, 0.08),
    Domain("sfr.fr", (0.03, 0.00, 0.00, 0.00), 0.0033, 0.0130, 0.0022, 0.00041, 0.10),
    Domain("laposte.net", (0.02, 0.00, 0.00, 0.00), 0.0026, 0.0110, 0.0012, 0.00030, 0.08),
    Domain("icloud.com", (0.07, 0.06, 0.05, 0.08), 0.0011, 0.0058, 0.0008, 0.00021, 0.93),
    Domain("telefonica.net", (0.00, 0.04, 0.00, 0.00), 0.0034, 0.0133, 0.0020, 0.00036, 0.10),
    Domain("sapo.pt", (0.00, 0.00, 0.11, 0.00), 0.0029, 0.0120, 0.0018, 0.00033, 0.08),
    Domain("gmx.de", (0.00, 0.00, 0.00, 0.17), 0.0022, 0.0111, 0.0017, 0.00033, 0.09),
    Domain("web.de", (0.00, 0.00, 0.00, 0.15), 0.0019, 0.0102, 0.0013, 0.00029, 0.09),
    Domain("t-online.de", (0.00, 0.00, 0.00, 0.10), 0.0024, 0.0116, 0.0021, 0.00031, 0.07),
    *(  # the long tail: companies, behind scanners that open and click
        Domain(f"{name}.example", (0.03 / 8, 0.05 / 8, 0.04 / 8, 0.06 / 8), 0.0048, 0.0170, 0.0034, 0.00025, 0.10, 0.30)
        for name in ("atelier-nord", "studio-lune", "hotel-bastide", "casa-clara", "obra-viva", "lar-azul", "nordwerk",
                     "lindenhof")
    ),
)  # fmt: skip


@dataclass(frozen=True)
class SendingIp:
    """An address we send from."""

    address: str
    pool: str  # dedicated, shared


IPS = (
    SendingIp("198.51.100.7", "dedicated"),
    SendingIp("198.51.100.8", "dedicated"),
    SendingIp("198.51.100.20", "dedicated"),  # transactional
    SendingIp("203.0.113.21", "shared"),
    SendingIp("203.0.113.22", "shared"),
)
TRANSACTIONAL_IP, TROUBLED_IP = 2, 4
# Of each shop: the position of its IPs and how much of its marketing goes by each.
ROUTES = (
    ((0, 0.72), (4, 0.28)),
    ((3, 0.80), (4, 0.20)),
    ((1, 0.85), (3, 0.15)),
)
SENDERS = ("bonjour@maison-alba.example", "hola@maison-alba.example", "hallo@maison-alba.example")
SERVICE_SENDER = "service@maison-alba.example"
