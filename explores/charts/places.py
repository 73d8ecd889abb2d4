"""Countries and states of the USA by code or by name, as data says them. PURE."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pycountry

ALIASES = {
    "uk": "GBR",
    "great britain": "GBR",
    "britain": "GBR",
    "england": "GBR",
    "scotland": "GBR",
    "wales": "GBR",
    "northern ireland": "GBR",
    "usa": "USA",
    "u s a": "USA",
    "u s": "USA",
    "united states of america": "USA",
    "america": "USA",
    "russia": "RUS",
    "south korea": "KOR",
    "korea": "KOR",
    "north korea": "PRK",
    "ivory coast": "CIV",
    "czech republic": "CZE",
    "holland": "NLD",
    "the netherlands": "NLD",
    "cape verde": "CPV",
    "swaziland": "SWZ",
    "burma": "MMR",
    "macedonia": "MKD",
    "vatican": "VAT",
    "vatican city": "VAT",
    "palestine": "PSE",
    "syria": "SYR",
    "laos": "LAO",
    "brunei": "BRN",
    "east timor": "TLS",
    "micronesia": "FSM",
    "turkey": "TUR",
    "reunion": "REU",
    "hong kong sar": "HKG",
    "macau": "MAC",
    "congo": "COG",
    "congo kinshasa": "COD",
    "democratic republic of the congo": "COD",
    "dr congo": "COD",
    "drc": "COD",
    "republic of ireland": "IRL",
    "eire": "IRL",
    "uae": "ARE",
    "bosnia": "BIH",
    "falkland islands": "FLK",
    "saint martin": "MAF",
    "st martin": "MAF",
    "slovak republic": "SVK",
    "viet nam": "VNM",
}
# Countries too small for an outline at the scale of the world: a dot at these degrees (east, north).
SMALL = {
    "ABW": (-69.97, 12.51),
    "AIA": (-63.06, 18.21),
    "AND": (1.57, 42.54),
    "ASM": (-170.72, -14.3),
    "ATG": (-61.8, 17.08),
    "BES": (-68.26, 12.16),
    "BHR": (50.55, 26.04),
    "BLM": (-62.83, 17.9),
    "BMU": (-64.79, 32.29),
    "BRB": (-59.55, 13.17),
    "BVT": (3.41, -54.43),
    "CCK": (96.83, -12.18),
    "COK": (-159.77, -21.23),
    "CUW": (-68.97, 12.2),
    "CXR": (105.64, -10.48),
    "CYM": (-81.27, 19.32),
    "FRO": (-7.0, 62.13),
    "FSM": (158.23, 6.88),
    "GGY": (-2.58, 49.46),
    "GIB": (-5.35, 36.14),
    "GRD": (-61.69, 12.11),
    "HKG": (114.12, 22.42),
    "HMD": (73.53, -53.1),
    "IMN": (-4.53, 54.23),
    "IOT": (72.42, -7.33),
    "JEY": (-2.13, 49.21),
    "KIR": (-157.63, 1.84),
    "KNA": (-62.76, 17.34),
    "LCA": (-60.97, 13.89),
    "LIE": (9.55, 47.14),
    "MAC": (113.56, 22.14),
    "MAF": (-63.06, 18.08),
    "MCO": (7.42, 43.74),
    "MDV": (73.54, 4.21),
    "MHL": (171.1, 7.12),
    "MLT": (14.44, 35.89),
    "MNP": (145.76, 15.19),
    "MSR": (-62.19, 16.74),
    "MYT": (45.13, -12.83),
    "NFK": (167.95, -29.03),
    "NIU": (-169.86, -19.05),
    "NRU": (166.92, -0.53),
    "PCN": (-128.32, -24.38),
    "PLW": (134.57, 7.51),
    "SGP": (103.78, 1.38),
    "SHN": (-5.7, -15.96),
    "SMR": (12.46, 43.94),
    "SPM": (-56.33, 46.94),
    "SXM": (-63.07, 18.04),
    "SYC": (55.47, -4.69),
    "TCA": (-72.25, 21.8),
    "TKL": (-171.82, -9.17),
    "TON": (-175.2, -21.17),
    "TUV": (179.18, -8.5),
    "UMI": (166.63, 19.3),
    "VAT": (12.45, 41.9),
    "VCT": (-61.19, 13.25),
    "VGB": (-64.63, 18.42),
    "VIR": (-64.77, 17.73),
    "WLF": (-176.2, -13.28),
}


def country(text: str) -> str | None:
    """The ISO 3166 code of three letters, or None: from a code of two or three letters, or an English name."""
    return _countries().get(_plain(text))


def state(text: str) -> str | None:
    """The two letters of a state of the USA, or None: from CA, US-CA, or California."""
    return _states().get(_plain(text))


def name(code: str) -> str:
    """The usual English name of a country of that three-letter code; a state's name for two letters."""
    found = pycountry.countries.get(alpha_3=code) if len(code) == 3 else pycountry.subdivisions.get(code=f"US-{code}")  # type: ignore[no-untyped-call]
    return str(getattr(found, "common_name", None) or found.name) if found else code


def _plain(text: str) -> str:
    """Small letters without accents and signs, single spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in folded if not unicodedata.combining(sign)).replace("&", " and ")
    return " ".join(re.sub(r"[^\w]+", " ", kept).split())


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    short: dict[str, set[str]] = {}  # "Iran, Islamic Republic of" is Iran; two countries are Virgin Islands
    for one in pycountry.countries:
        names = (one.name, getattr(one, "common_name", ""), getattr(one, "official_name", ""))
        for word in (*names, one.alpha_2, one.alpha_3):
            found.setdefault(_plain(word), one.alpha_3)
        short.setdefault(_plain(one.name.partition(",")[0]), set()).add(one.alpha_3)
    found.pop("", None)
    return {word: next(iter(codes)) for word, codes in short.items() if len(codes) == 1} | found | ALIASES


@cache
def _states() -> dict[str, str]:
    found: dict[str, str] = {}
    for one in pycountry.subdivisions.get(country_code="US"):  # type: ignore[no-untyped-call]
        if one.type in {"State", "District"}:
            code = one.code.removeprefix("US-")
            found |= {_plain(one.name): code, code.lower(): code, _plain(one.code): code}
    return found | {"washington dc": "DC", "washington d c": "DC"}
