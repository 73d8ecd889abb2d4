"""What all figures share: type, margins, axes, hover and configuration (VISUAL section 5). PURE."""

from __future__ import annotations

from typing import Any

FONT = {"family": '"Inter Variable", Inter, system-ui, sans-serif', "size": 11, "color": "--ink3"}
CONFIG = {"displayModeBar": False, "displaylogo": False, "responsive": True, "doubleClick": "reset"}


def layout(**parts: Any) -> dict[str, Any]:
    """The layout of a figure without axes; ``parts`` replace whole settings."""
    base: dict[str, Any] = {
        "font": FONT,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 52, "r": 14, "t": 10, "b": 26, "pad": 0},
        "autosize": True,
        "showlegend": False,
        "hovermode": "x unified",
        "hoverlabel": {
            "bgcolor": "--surface",
            "bordercolor": "--line2",
            "align": "left",
            "namelength": -1,
            "font": {"family": FONT["family"], "size": 12, "color": "--ink"},
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "traceorder": "normal",
            "font": {"size": 12, "color": "--ink2"},
            "itemsizing": "trace",
        },
        "bargap": 0.34,
        "barcornerradius": 2,
        "dragmode": False,
    }
    return base | parts


def category_axis(**parts: Any) -> dict[str, Any]:
    """The axis that carries names or dates: a line, small ticks, no grid."""
    base: dict[str, Any] = {
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": "--line2",
        "linewidth": 1,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": "--line2",
        "tickangle": 0,
        "fixedrange": True,
        "spikecolor": "--ctrl",
        "spikethickness": 1,
        "spikedash": "dot",
    }
    return base | parts


def value_axis(**parts: Any) -> dict[str, Any]:
    """The axis that carries figures: a grid, a zero line, no axis line."""
    base: dict[str, Any] = {
        "showgrid": True,
        "gridcolor": "--line",
        "gridwidth": 1,
        "zeroline": True,
        "zerolinecolor": "--line2",
        "zerolinewidth": 1,
        "showline": False,
        "ticks": "outside",
        "ticklen": 5,
        "tickcolor": "rgba(0,0,0,0)",
        "fixedrange": True,
    }
    return base | parts


def hidden_axis(**parts: Any) -> dict[str, Any]:
    """An axis that is there only to place things."""
    return {"visible": False, "fixedrange": True} | parts
