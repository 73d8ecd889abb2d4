"""The kinds of files there are. PURE."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """One kind of file."""

    code: str  # by which addresses and programs name it
    label: str
    extension: str
    mime: str
    words: bool = False  # it can say beside its rows what was left out
    totals: bool = True  # totals stand among its rows; a program would count them twice
    shown: str = ""  # the type it is shown with in a browser; empty: it can only be kept

    @property
    def is_text(self) -> bool:
        """Whether it is written as text, piece by piece."""
        return bool(self.shown)


_TEXT = "text/plain; charset=utf-8"
FORMATS: dict[str, Format] = {
    made.code: made
    for made in (
        Format("csv", "CSV", "csv", "text/csv; charset=utf-8", shown=_TEXT),
        Format(
            "xlsx", "Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", words=True
        ),
        Format("txt", "Text, tabs between", "txt", _TEXT, shown=_TEXT),
        Format("json", "JSON, by column name", "json", "application/json", shown=_TEXT),
        Format("json_simple", "JSON, by field id", "json", "application/json", totals=False, shown=_TEXT),
        Format("html", "HTML", "html", "text/html; charset=utf-8", words=True, shown="text/html; charset=utf-8"),
        Format("md", "Markdown", "md", "text/markdown; charset=utf-8", words=True, shown=_TEXT),
        Format("parquet", "Parquet", "parquet", "application/vnd.apache.parquet", totals=False),
    )
}
