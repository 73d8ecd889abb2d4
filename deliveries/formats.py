"""In which forms each kind of content can be sent, and to where. PURE."""

from __future__ import annotations

from dataclasses import dataclass

from deliveries.content.subject import Shape

DATA = frozenset({"email", "webhook", "s3", "sftp"})
MAIL = frozenset({"email"})


@dataclass(frozen=True)
class Format:
    """``drawn``: made by the browser, by workers that have one. ``inline``: shown in a mail's body."""

    code: str
    label: str
    extension: str
    mime: str
    pages: bool = False  # of a dashboard
    answers: bool = False  # of a tile, a Look, a question
    reports: bool = False  # of what is told in words
    kinds: frozenset[str] = DATA
    drawn: bool = False
    inline: bool = False
    note: str = ""


ALL = (
    Format("letter", "In the mail", "html", "text/html; charset=utf-8", reports=True, kinds=MAIL, inline=True),
    Format("pdf", "PDF", "pdf", "application/pdf", pages=True, drawn=True),
    Format("png", "PNG picture", "png", "image/png", pages=True, answers=True, drawn=True, inline=True),
    Format("csv_zip", "CSV ZIP", "zip", "application/zip", pages=True, note="One CSV a tile"),
    Format("csv", "CSV", "csv", "text/csv; charset=utf-8", answers=True),
    Format("xlsx", "XLSX", "xlsx",
           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answers=True),
    Format("json", "JSON, names as keys", "json", "application/json", answers=True, reports=True),
    Format("json_simple", "JSON, fields as keys", "json", "application/json", answers=True),
    Format("parquet", "Parquet", "parquet", "application/vnd.apache.parquet", answers=True),
    Format("txt", "TXT, tab separated", "txt", "text/plain; charset=utf-8", answers=True),
    Format("html", "HTML", "html", "text/html; charset=utf-8", answers=True, reports=True),
    Format("md", "Markdown", "md", "text/markdown; charset=utf-8", answers=True),
    Format("table", "Data table in the mail", "html", "text/html; charset=utf-8", answers=True, kinds=MAIL,
           inline=True),
)  # fmt: skip
FORMATS = {each.code: each for each in ALL}


def offered(of: Shape, kind: str) -> list[Format]:
    """Those for a thing of that shape at that kind of destination; the first is the usual one."""
    takes = {Shape.PAGE: "pages", Shape.ANSWER: "answers", Shape.REPORT: "reports"}[of]
    return [each for each in ALL if kind in each.kinds and getattr(each, takes)]


def fits(code: str, of: Shape, kind: str) -> bool:
    """Whether it is one of them."""
    return code in {each.code for each in offered(of, kind)}
