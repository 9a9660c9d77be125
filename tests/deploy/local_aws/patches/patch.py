"""
Replace a method of somebody else's class and keep the original at hand.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

__all__ = ["wraps_method"]


def wraps_method(owner: type, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """
    Make the decorated function the method `name` of `owner`. It receives the original as its first argument.
    """

    def decorate(new: Callable[..., Any]) -> Callable[..., Any]:
        original = getattr(owner, name)

        @functools.wraps(original)
        def method(*args: Any, **kwargs: Any) -> Any:
            return new(original, *args, **kwargs)

        setattr(owner, name, method)
        return new

    return decorate
