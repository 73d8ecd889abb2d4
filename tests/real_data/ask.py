"""Ask through the ``explore`` command, and hold the answers against a tree of expected figures."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management import call_command

from cdp.warehouse.mirror import publish
from tests.conftest import SHARED

MAPPINGS = Path(__file__).resolve().parent.parent.parent / "connectors" / "files" / "mappings"
Row = dict[str, Any]


def load(folder: str, **files: str) -> None:
    """Import files of one data set, each through the mapping of that name, and publish them."""
    bring_in(folder, **files)
    publish()


def bring_in(folder: str, **files: str) -> None:
    """The same without publishing."""
    for mapping, name in files.items():
        out = io.StringIO()
        path = SHARED / "data" / folder / name
        call_command("import_file", str(path), "--mapping", str(MAPPINGS / f"{mapping}.yaml"), stdout=out)
        counts = json.loads(out.getvalue())
        assert counts["quarantined"] == 0, f"{name}: {counts}"
        assert counts["read"] == counts["loaded"] + counts["updated"] + counts["skipped"]


def explore(
    name: str, *fields: str, where: Mapping[str, str] | None = None, sort: str | None = None, limit: int | None = None
) -> dict[str, Any]:
    """The whole JSON answer of the ``explore`` command."""
    words = [word for field in fields for word in ("-f", field)]
    words += [word for field, expression in (where or {}).items() for word in ("--filter", f"{field}={expression}")]
    words += ["--sort", sort] if sort else []
    out = io.StringIO()
    call_command("explore", name, *words, "--limit", str(limit or "all"), "--format", "json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def figure(name: str, field: str, where: Mapping[str, str] | None = None) -> Any:
    """One number."""
    return explore(name, field, where=where)["rows"][0][field]


def by(
    name: str, dimension: str, *fields: str, where: Mapping[str, str] | None = None, none: str = ""
) -> dict[str, Any]:
    """{value of the dimension: the field, or the fields in order}; ``none`` names the group without a value."""
    rows = explore(name, dimension, *fields, where=where)["rows"]
    return {
        none if row[dimension] is None else str(row[dimension]): row[fields[0]] if len(fields) == 1 else row
        for row in rows
    }


def renamed(row: Row, names: Mapping[str, str]) -> Row:
    """The row under the names the expected figures go by."""
    return {ours: row[field] for ours, field in names.items()}


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each figure of a tree with its path."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, f"{path}/{key}")
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from leaves(value, f"{path}/{index}")
    else:
        yield path, tree


def alike(expected: Any, got: Any) -> bool:
    """Equal, or within half a unit of the last digit that the expected figure is written with."""
    if isinstance(expected, bool | str) or expected is None or got is None:
        return bool(expected == got)
    digits = len(f"{expected:.10f}".rstrip("0").partition(".")[2])
    return abs(float(expected) - float(got)) <= 0.500001 * 10**-digits


def expected(folder: str) -> dict[str, Any]:
    """The published figures of a data set."""
    found: dict[str, Any] = json.loads((SHARED / "data" / folder / "expected.json").read_text())
    return found


def hold_against(folder: str, answers: Mapping[str, Any], exceptions: Mapping[str, str]) -> None:
    """Every figure of the set's expected.json is answered and alike; at most 5 % are no question for us."""
    truth = expected(folder)
    truth.pop("definitions", None)
    wanted, given = dict(leaves(truth)), dict(leaves(dict(answers)))
    excused = [path for path in wanted if any(path.startswith(start) for start in exceptions)]
    wrong = {
        path: (value, given.get(path, "not asked"))
        for path, value in wanted.items()
        if path not in excused and not (path in given and alike(value, given[path]))
    }
    assert not wrong, f"{len(wrong)} of {len(wanted)} figures differ: {dict(list(wrong.items())[:20])}"
    assert len(excused) <= 0.05 * len(wanted), f"{len(excused)} of {len(wanted)} excused"
