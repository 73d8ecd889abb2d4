"""YAML as people mean it: only true and false are yes/no, keys are texts, nothing becomes a date. PURE."""

from __future__ import annotations

import re
from typing import Any

import yaml

from connectors.files.errors import MappingError


class _Loader(yaml.SafeLoader):
    """SafeLoader with the plain scalars of YAML 1.2."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Keys as they are written. Raises MappingError for a key that stands twice."""
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                raise MappingError(f"line {key.start_mark.line + 1}: {name!r} stands twice")
            found[name] = self.construct_object(value, deep=True)
        return found


def _mapping(loader: yaml.SafeLoader, node: Any) -> dict[Any, Any]:
    return loader.construct_mapping(node)


for _tag, _pattern, _first in (
    ("bool", r"^(true|false|True|False)$", "tfTF"),
    ("null", r"^(~|null|)$", ["~", "n", ""]),
    ("int", r"^-?(0|[1-9]\d*)$", "-0123456789"),
    ("float", r"^-?(0|[1-9]\d*)\.\d+$", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(text: str, name: str) -> Any:
    """The content of a YAML text. Raises MappingError with its line."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506 — a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "somewhere"
        raise MappingError(f"{name}: {where}: no YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise MappingError(f"{name}: no YAML: {error}") from error
    except MappingError as error:
        raise MappingError(f"{name}: {error}") from error
