"""The ten rules, read from ``rules/*.yaml`` and checked as a whole; a site's own folder may replace some. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from alerts.playbook.rule import DEFAULT, PRESETS, BadRule, Check, Rule, RuleFile, Threshold
from alerts.playbook.rule_files import ORDER, read

__all__ = ["DEFAULT", "ORDER", "PRESETS", "BadRule", "Check", "Rule", "RuleFile", "Threshold", "load", "playbook"]

FOLDER = Path(__file__).parent / "rules"


@cache
def playbook() -> Mapping[str, RuleFile]:
    """The ten rules that come with the product, in the order of the playbook."""
    return {name: read(name, (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")) for name in ORDER}


def load(folder: Path) -> Mapping[str, RuleFile]:
    """The ten rules, those of a site's own folder in place of the product's. Raises BadRule.

    An own rule has the tests and thresholds of the one that it replaces: other figures, ranges and windows, no others.
    """
    own = {}
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8", errors="replace")
        own[path.stem] = read(path.stem, text, playbook().get(path.stem))
    return {name: own.get(name, rule) for name, rule in playbook().items()}
