"""An explore that takes the engine minutes: every order joined to every other, five times over."""

from __future__ import annotations

from pathlib import Path

VIEW = """
view: slow
label: Slow
item: pairing
sql: |
  SELECT a.subaccount_id AS subaccount_id, a.id AS id, sin(a.id * b.id + c.id * d.id + e.id * f.id) AS wave
  FROM orders AS a CROSS JOIN orders AS b CROSS JOIN orders AS c CROSS JOIN orders AS d CROSS JOIN orders AS e
  CROSS JOIN orders AS f
columns: {subaccount_id: id, id: id, wave: money}
key: id
measures:
  wave: {type: sum, sql: wave, label: Wave, definition: "Nothing anybody needs."}
"""
EXPLORE = "{explore: slow, label: Slow, description: Takes minutes., base: {view: slow}}"


def write(folder: Path) -> str:
    """The catalog of a site that has this explore, for the setting CATALOG_DIR."""
    for name, text in {"views": VIEW, "explores": EXPLORE}.items():
        (folder / name).mkdir()
        (folder / name / "slow.yaml").write_text(text)
    return str(folder)
