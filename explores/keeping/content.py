"""From the address of an explore page to what is kept of it, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.utils import timezone

from accounts.viewer import Viewer
from explores import runner
from explores.keeping.refused import LONGEST_QUERY, Refused, plain
from explores.merging import asking
from explores.merging.columns import NAME
from explores.merging.kept import from_json, is_merge, to_json
from explores.merging.kept import wish_of as merge_wish
from explores.merging.state import Merge
from explores.semantic import query_json, url
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query
from explores.wish import Wish


@dataclass(frozen=True)
class Content:
    """A question, as ``query_json`` (or ``merging.kept``) has it, and the settings of its picture."""

    query: dict[str, Any]
    settings: dict[str, str]

    @property
    def explore(self) -> str:
        """What it asks."""
        return str(self.query["explore"])


def wish_of(text: str) -> Wish:
    """The parameters of a query string. Raises Refused."""
    kept = plain(text, "query", LONGEST_QUERY).removeprefix("?")
    try:
        return Wish.of(parse_qsl(kept, keep_blank_values=True, max_num_fields=1000))
    except ValueError as error:
        raise Refused("The address has more than 1,000 parts.", "query") from error


def of_address(viewer: Viewer, explore: str, text: str) -> Content:
    """What a query string asks. Raises SemanticError where it cannot be asked: only questions that can are kept."""
    wish = wish_of(text)
    if explore == NAME:
        return checked_merge(viewer, Merge.of(list(wish.params)))
    if wish.empty:
        raise Refused("There is nothing to keep yet. Choose at least one field.", "fields")
    return checked(viewer, url.from_params(explore, wish.query_params()), wish.picture)


def of_json(viewer: Viewer, query: object, settings: object) -> Content:
    """The same from a query and settings as a program sends them. Raises SemanticError."""
    texts = settings if isinstance(settings, dict) else {"": None}
    if not all(isinstance(name, str) and isinstance(value, str) for name, value in texts.items()):
        raise Refused('\'settings\' takes an object of texts, such as {"vis": "bar"}.', "settings")
    pairs = [(plain(name, "settings"), plain(value, "settings", LONGEST_QUERY)) for name, value in texts.items()]
    kept = Wish.of(pairs).picture
    if strange := [name for name in texts if name not in kept]:
        raise Refused(f"'settings' has no {strange[0]!r}; it takes vis, stack, trend and c[…].", "settings")
    if isinstance(query, dict) and is_merge(query):
        return checked_merge(viewer, from_json(_writable(Content(query, kept)).query, kept))
    return checked(viewer, query_json.from_json(query), kept)


def checked(viewer: Viewer, query: Query, settings: dict[str, str]) -> Content:
    """What is kept, once it is sure that it can be asked and written. Raises SemanticError."""
    content = _writable(Content(query_json.to_json(query), settings))
    runner.check(query, viewer, now=timezone.now())
    return content


def checked_merge(viewer: Viewer, merge: Merge) -> Content:
    """The same of a merged result, every query of which can be asked. Raises SemanticError."""
    if not merge.sources:
        raise Refused("There is nothing to keep yet. Add a query.", "source")
    content = _writable(Content(to_json(merge), Wish.of(merge.rest).picture))
    came = asking.blank(merge, viewer)
    if came.problem:
        problem = came.problem
        raise SemanticError(
            problem.what, code=problem.code or "not_kept", field=problem.field, suggestion=problem.suggestion
        )
    for error in came.broken.values():
        raise error
    return content


def _writable(content: Content) -> Content:
    for text in _texts([content.query, content.settings]):
        plain(text, "query", LONGEST_QUERY)
    return content


def _texts(data: Any) -> Iterable[str]:
    if isinstance(data, dict):
        data = [*data.keys(), *data.values()]
    if isinstance(data, list | tuple):
        for part in data:
            yield from _texts(part)
    elif isinstance(data, str):
        yield data


def wish_for(query: Mapping[str, Any], settings: Mapping[str, str]) -> Wish:
    """The address that asks what was kept. Raises SemanticError where today's grammar does not read it."""
    if is_merge(query):
        return merge_wish(query, settings)
    return Wish.of([*url.to_params(query_json.from_json(dict(query))), *settings.items()])
