"""
A fault noticed in a contract, before it is known whose contract it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from platform_constructs.contracts.document.node import Node

__all__ = ["Fault"]


@dataclass(frozen=True, slots=True)
class Fault:
    """
    What becomes a Finding once the owner is known.

    Attributes:
        code: Such as `CON-030`.
        name: Such as `silent-security`.
        what: One sentence, lower case, no full stop.
        at: Where.
        got: The one offending value.
        fix: What to do next.
        names: What `got` may have been meant to be; the nearest goes before the fix.
    """

    code: str
    name: str
    what: str
    at: Node
    got: str
    fix: str
    names: Iterable[str] = field(default=(), repr=False)
