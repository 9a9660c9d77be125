"""
The value of an example object, which may stand elsewhere.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.api import Api
from platform_constructs.errors import ContractError

__all__ = ["example_value"]

_MOST_HOPS: Final = 10


def example_value(api: Api, written: Node) -> Node | None:
    """
    Return the value of one of `examples`; None when it has none here.

    References among examples are not followed when a contract is read, so they may lead to nothing or in a circle.
    """
    for _ in range(_MOST_HOPS):
        if not (isinstance(written.value, dict) and isinstance(written.value.get("$ref"), str)):
            return written.get("value")
        try:
            written = api.document.references.target(written)
        except ContractError:
            return None
    return None
