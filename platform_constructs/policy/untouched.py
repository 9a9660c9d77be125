"""
Whether a view still is what it was before rules were asked: one that changes what it judges would blind the others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from platform_constructs.policy.view import View

__all__ = ["Untouched"]


class Untouched:
    """
    What a view held when this was made.

    Args:
        view: What rules are about to be asked of.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._resources = view.resources
        self._before = _written(view)

    def changed(self) -> str:
        """Return the address of something that is no longer what it was; empty when all is as it was."""
        if self._view.resources is not self._resources:
            return self._view.stack
        now = _written(self._view)
        if now == self._before:
            return ""
        if not now:
            return self._view.stack
        both = zip(self._resources, json.loads(self._before), json.loads(now), strict=True)
        return next((each.address for each, before, after in both if before != after), self._view.stack)


def _written(view: View) -> str:
    """Return all bodies as one text, in one go: this runs for every stack. Empty when it is no longer JSON."""
    try:
        return json.dumps([each.body for each in view.resources], default=_plain)
    except (RecursionError, TypeError, ValueError):  # nothing that was parsed from JSON
        return ""


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else repr(type(value))
