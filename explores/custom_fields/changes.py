"""What becomes of the query when a field of its own is made, changed, copied or taken away. PURE."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from explores.custom_fields.kinds import AGGREGATES, BY_KEY, label_of
from explores.custom_fields.reading import specs_of
from explores.semantic.custom.quick import QUICK
from explores.semantic.model import Explore
from explores.wish import Wish

_LONGEST = 60  # characters of a name; SQL identifiers take 63


def put(wish: Wish, name: str, spec: Mapping[str, Any], *, shown: bool = True) -> Wish:
    """The wish with the field in it; a new one is ``shown`` as a column too."""
    specs = specs_of(wish.one("custom"))
    is_new = name not in specs
    changed = wish.having(custom=_text({**specs, name: dict(spec)}))
    if not (shown and is_new) or name in wish.fields:
        return changed
    return changed.having(fields=",".join([*wish.fields, name]))


def removed(wish: Wish, name: str) -> Wish:
    """The wish without the field: no column, filter, sort, pivot or setting names it any more."""
    specs = {key: spec for key, spec in specs_of(wish.one("custom")).items() if key != name}
    setting = re.compile(rf"c\[(series|column)\.{re.escape(name)}\.")
    kept = Wish(tuple((key, value) for key, value in wish.without(name).params if not setting.match(key)))
    tree = _pruned(specs_of(wish.one("where")), name)
    return Wish.of(kept.having(custom=_text(specs) if specs else None, where=_text(tree) if tree else None).params)


def _pruned(tree: Any, name: str) -> Any:
    """The tree of filters without those on a field; None where nothing is left."""
    if not isinstance(tree, Mapping) or not tree:
        return tree or None
    join = next((key for key in ("any", "all") if isinstance(tree.get(key), list)), None)
    if join is None:
        return None if tree.get("field") == name else tree
    kept = [part for part in (_pruned(part, name) for part in tree[join]) if part is not None]
    return {join: kept} if kept else None


def called(explore: Explore, name: str, spec: Any) -> str:
    """What people call a field of the query, as the head of its column does; a broken one by what its spec says."""
    found = explore.by_id.get(name) or explore.calculations.get(name)
    return found.label if found else label_of(name, spec)


def copied(explore: Explore, wish: Wish, name: str) -> Wish:
    """The wish with a copy of the field beside it."""
    specs = specs_of(wish.one("custom"))
    spec = specs.get(name)
    if not isinstance(spec, Mapping):
        return wish
    copy = {**spec, "label": f"{called(explore, name, spec)} copy"}
    return put(wish, name_for(copy["label"], specs), copy)


def name_for(label: str, taken: Collection[str]) -> str:
    """A name that the label tells and that is not taken: "% of revenue" is of_revenue."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST].strip("_")
    stem = stem if stem[:1].isalpha() else f"field_{stem}".rstrip("_")
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem[: _LONGEST - 4]}_{number}"
    return name


def usual_label(explore: Explore, kind: str, spec: Mapping[str, Any]) -> str:
    """What a field is called that nobody gave a name: "Average of Total"."""
    of = (
        str(spec.get(BY_KEY[kind].told_by) or "") if kind in {"bin", "group", "filtered"} else str(spec.get("of") or "")
    )
    known = next((info.short_label for info in explore.fields() if info.id == of), of)
    if kind == "measure":
        return f"{AGGREGATES.get(str(spec.get('type')), 'Measure')} of {known}"
    if kind == "quick":
        quick = QUICK.get(str(spec.get("calculation_type")))
        return f"{quick.name if quick else 'Calculation'} of {known}"
    endings = {"bin": "in bins", "group": "in groups", "filtered": "filtered"}
    return f"{known} {endings[kind]}" if kind in endings else BY_KEY[kind].label


def _text(specs: Mapping[str, Any]) -> str:
    return json.dumps(specs, separators=(",", ":"), ensure_ascii=False)
