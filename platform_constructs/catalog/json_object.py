"""
Reads one JSON object that may come from anywhere: bounded, no key twice, no endless nesting.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from platform_constructs.errors import first_line

__all__ = ["ObjectError", "json_object"]


class ObjectError(ValueError):
    """
    A text is not one JSON object that can be read further.

    Attributes:
        what: What is wrong with it; reads after `the file`.
        got: The one value that shows it.
    """

    def __init__(self, what: str, got: str) -> None:
        super().__init__(what)
        self.what, self.got = what, got


def json_object(text: str, *, largest: int, kind: str) -> dict[str, Any]:
    """
    Return a text's JSON object.

    Args:
        text: The whole file.
        largest: Characters that are read at all.
        kind: What the file should be, such as `route map`.

    Raises:
        ObjectError: if it is none, larger, nested too deeply, or says a key twice.
    """
    if len(text) > largest:
        raise ObjectError(f"is too large for a {kind}", f"{len(text)} characters")
    try:
        document = json.loads(text, object_pairs_hook=_no_twins)
    except RecursionError as cause:
        raise ObjectError(f"nests deeper than any {kind}", "brackets in brackets") from cause
    except ValueError as cause:
        raise ObjectError("is not JSON, or says a key twice", first_line(cause)) from cause
    if not isinstance(document, dict):
        raise ObjectError("is not a JSON object", type(document).__name__)
    return document


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twin = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise ValueError(f"the key {twin} stands twice")
    return found
