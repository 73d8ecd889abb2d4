"""The settings of charts and of the table: what there is, and what an address or a file says of them. PURE.

A kind of chart adds its own in a file of ``declared/``. Drawing gets them in ``options`` by the same names.
"""

from __future__ import annotations

from explores.charts.options.option import CARTESIAN, BadSetting, Option
from explores.charts.options.read import Values, each, is_setting, of_address, one, params, read
from explores.charts.options.registry import declared

__all__ = [
    "CARTESIAN",
    "BadSetting",
    "Option",
    "Values",
    "declared",
    "each",
    "is_setting",
    "of_address",
    "one",
    "params",
    "read",
]
