"""
A route: what a domain declares on a host.
"""

from __future__ import annotations

from dataclasses import dataclass

from platform_constructs.model.place import Place

__all__ = ["Route"]


@dataclass(frozen=True, slots=True)
class Route:
    """
    One method on one effective path.

    Attributes:
        host: A host's key in the registry.
        method: Upper case; `ANY` meets every method.
        path: Host-relative, such as `/ordering/v1/orders/{id}` or `/ordering/{proxy+}`.
        domain: Who declares it.
        stack: The stack that would serve it.
        operation: The contract's operationId; empty where there is none.
        place: Where it is declared.
    """

    host: str
    method: str
    path: str
    domain: str
    stack: str
    operation: str
    place: Place
