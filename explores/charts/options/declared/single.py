"""Settings of a single value; its rules are ``c[rule.1.when]``, the first that fits gives the tone. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.declared.values import formatted
from explores.charts.options.option import Option

WHENS = (
    ("greater", "Greater than"),
    ("less", "Less than"),
    ("equal", "Equal to"),
    ("not_equal", "Not equal to"),
    ("between", "Between, bounds out"),
    ("not_between", "Not between"),
    ("null", "Missing"),
    ("not_null", "Not missing"),
)
TONES = (("good", "Good"), ("warn", "Warning"), ("bad", "Bad"), ("accent", "Accent"))
_single = partial(Option, kinds=frozenset({"single"}))
_value = partial(_single, tab="Value")
_comparison = partial(_single, tab="Comparison")
_rule = partial(_single, tab="Rules", per="rule")

OPTIONS = (
    _value("single.title", "Title", control="text", default=""),
    _value("single.format", "Format", **formatted()),
    _comparison(
        "single.compare",
        "Compare with",
        control="choice",
        default="none",
        choices=(
            ("none", "Nothing"),
            ("auto", "The next field, else the next row"),
            ("field", "The next field"),
            ("row", "The next row"),
        ),
    ),
    _comparison(
        "single.compare_as",
        "Show it as",
        control="choice",
        default="value",
        choices=(
            ("value", "Value"),
            ("change", "Change, as it is"),
            ("progress", "Progress towards it"),
            ("progress_percent", "Progress, with percent"),
        ),
    ),
    _comparison("single.positive_is_bad", "A rise is bad", control="switch", default=False),
    _comparison("single.compare_label", "Label", control="text", default=""),
    _comparison("single.compare_format", "Format", **formatted()),
    _rule("when", "When the value is", control="choice", default="greater", choices=WHENS),
    _rule("value", "Value", control="number"),
    _rule("to", "Upper bound", control="number", help="For between and not between"),
    _rule("tone", "Looks", control="choice", default="good", choices=TONES),
)
