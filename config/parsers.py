"""How much of a request the REST API reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class BoundedJSONParser(JSONParser):
    """JSON up to ``DATA_UPLOAD_MAX_MEMORY_SIZE``: the framework's own parser would read a body of any size."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The body. Raises RequestDataTooBig or ParseError."""
        try:
            data = super().parse(cast(IO[Any], _Bounded(stream)), media_type, parser_context)
            json.dumps(data, ensure_ascii=False).encode()
            return data
        except UnicodeEncodeError:  # an escape such as \ud800 alone, which no database or answer can hold
            raise ParseError("A text of the JSON holds half of a character.") from None
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None


class _Bounded:
    """A stream that refuses to give more than the limit."""

    def __init__(self, stream: IO[Any]) -> None:
        self._stream = stream
        self._left = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 2**62

    def read(self, size: int = -1) -> Any:
        piece = self._stream.read(self._left + 1 if size < 0 else min(size, self._left + 1))
        self._left -= len(piece)
        if self._left < 0:
            raise RequestDataTooBig("The request body is too large.")
        return piece
