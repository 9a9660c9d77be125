"""
What a rule found in a contract, before it is known how much that matters and to whom.
"""

from __future__ import annotations

from dataclasses import dataclass

from platform_constructs.contracts.document.node import Node

__all__ = ["Breach"]


@dataclass(frozen=True, slots=True)
class Breach:
    """
    One place where a contract breaks a rule.

    Attributes:
        at: Where its author opens the file: the smallest part that is wrong.
        because: What was found, one sentence, lower case, no full stop: "the operation has no operationId".
        fix: What its author does next, lower case, no full stop.
        got: The one offending value; empty where there is none to show.
    """

    at: Node
    because: str
    fix: str
    got: str = ""
