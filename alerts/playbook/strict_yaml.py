"""YAML that means one thing: no key twice, no anchors, no surprises of size. PURE."""

from __future__ import annotations

from typing import Any

import yaml

LARGEST = 64_000  # characters of a rule file


class NotYaml(ValueError):
    """A text that cannot be read. The message says where."""


class _Loader(yaml.SafeLoader):
    """Refuses what safe YAML still allows: an alias may unfold without end, and of a key twice the last wins."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise NotYaml("an alias (*) is not taken; write out what it stands for.")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise NotYaml(f"line {key.start_mark.line + 1}: {key.value!r} stands there twice; keep one.")
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def read(text: str) -> Any:
    """What the text holds. Raises NotYaml."""
    if len(text) > LARGEST:
        raise NotYaml(f"it has {len(text):,} characters; a rule has at most {LARGEST:,}.")
    try:
        return yaml.load(text, _Loader)  # noqa: S506
    except yaml.YAMLError as error:
        raise NotYaml(f"this is not YAML ({' '.join(str(error).split())}).") from None
    except RecursionError:
        raise NotYaml("it is nested too deep.") from None
    except (ValueError, OverflowError) as error:  # a day such as 2026-13-45
        raise NotYaml(f"a value cannot be read ({error}).") from None
