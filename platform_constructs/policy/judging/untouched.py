"""
Whether a view still is what it was before rules were asked: one that changes what it judges would blind the others.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Mapping
from typing import Any, Final

from platform_constructs.policy.view import View

__all__ = ["Untouched"]

_WITHOUT_REFERENCES: Final = 2  # later formats of marshal write equal values differently, by who else refers to them


class Untouched:
    """
    What a view held when this was made.

    Args:
        view: What rules are about to be asked of.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._resources = view.resources
        self._before = [_written(each.body) for each in self._resources]

    def changed(self) -> str:
        """Return the address of something that is no longer what it was; empty when all is as it was."""
        if self._view.resources is not self._resources:
            return self._view.stack
        both = zip(self._resources, self._before, strict=True)
        return next((each.address for each, before in both if _written(each.body) != before), "")


def _written(body: Mapping[str, Any]) -> bytes:
    """Return a body as bytes, in the quickest way there is: this runs for every resource. Empty when it cannot be."""
    try:
        return marshal.dumps(dict(body), _WITHOUT_REFERENCES)
    except ValueError:  # a mapping that is no dict, or nothing that was parsed from JSON
        pass
    try:
        return json.dumps(body, default=_plain).encode()
    except (RecursionError, TypeError, ValueError):
        return b""


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else repr(type(value))
