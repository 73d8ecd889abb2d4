"""Settings of the axes that carry figures: ``y`` at the left, ``y2`` at the right. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.declared.values import formatted
from explores.charts.options.option import CARTESIAN, Option


def _axis(name: str, label: str, kinds: frozenset[str]) -> tuple[Option, ...]:
    make = partial(Option, tab="Y axis", kinds=kinds)
    return (
        make(f"{name}.title", f"{label}: title", control="text", default=""),
        make(f"{name}.min", f"{label}: minimum", control="number"),
        make(f"{name}.max", f"{label}: maximum", control="number"),
        make(
            f"{name}.scale",
            f"{label}: scale",
            control="choice",
            default="linear",
            choices=(("linear", "Linear"), ("log", "Logarithmic")),
        ),
        make(
            f"{name}.zero",
            f"{label}: starts at zero",
            control="choice",
            default="auto",
            choices=(("auto", "Unless lines lie close together"), ("on", "Always"), ("off", "Need not")),
        ),
        make(f"{name}.ticks", f"{label}: ticks", control="number", default=4, least=0, most=20, whole=True),
        make(f"{name}.grid", f"{label}: gridlines", control="switch", default=name == "y"),
        make(f"{name}.reversed", f"{label}: reversed", control="switch", default=False),
        make(f"{name}.format", f"{label}: format", **formatted()),
        make(f"{name}.zoom", f"{label}: zoom", control="switch", default=False),
    )


OPTIONS = (*_axis("y", "Left", CARTESIAN), *_axis("y2", "Right", CARTESIAN - {"bar"}))
