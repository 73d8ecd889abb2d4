"""What each language does with numbers, money, yes and no, and the names of months. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "BRL": "R$", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩"}


@dataclass(frozen=True)
class Language:
    """Separators of thousands and decimals, the side of the currency, and a few words."""

    thousands: str
    decimal: str
    money_pattern: str  # {n} the figure, {c} the currency
    yes: str
    no: str
    months: tuple[str, ...]

    @cached_property
    def separators(self) -> dict[int, str]:
        """For ``str.translate`` on a figure written the English way; empty where it stays so."""
        written = {",": self.thousands, ".": self.decimal}
        return {ord(english): own for english, own in written.items() if english != own}

    def money(self, figure: str, currency: str) -> str:
        """The figure with its currency; an unknown code is written out with a space."""
        symbol = SYMBOLS.get(currency)
        if symbol is None and "{c}{n}" in self.money_pattern:
            return f"{currency}\u00a0{figure}"
        return self.money_pattern.format(n=figure, c=symbol or currency)


def _months(names: str) -> tuple[str, ...]:
    return tuple(names.split())


LANGUAGES = {
    "en": Language(",", ".", "{c}{n}", "Yes", "No", _months("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")),
    "fr": Language(
        "\u202f",
        ",",
        "{n}\u00a0{c}",
        "Oui",
        "Non",
        _months("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    ),
    "de": Language(
        ".", ",", "{n}\u00a0{c}", "Ja", "Nein", _months("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.")
    ),
    "es": Language(".", ",", "{n}\u00a0{c}", "Sí", "No", _months("ene feb mar abr may jun jul ago sept oct nov dic")),
    "pt": Language(
        ".", ",", "{c}\u00a0{n}", "Sim", "Não", _months("jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.")
    ),
    "pt-pt": Language(
        "\u00a0",
        ",",
        "{n}\u00a0{c}",
        "Sim",
        "Não",
        _months("jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez."),
    ),
}
