"""
What a caller has to show before an operation answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.reading import entries_of, items_of, text_of

__all__ = ["Demand", "demands_of", "is_open"]


class Demand(NamedTuple):
    """
    One scheme that a requirement names.

    Attributes:
        scheme: Its name.
        kind: Its type, such as `oauth2`; empty when there is no such scheme.
        scopes: The scopes that are asked for.
        at: The list of scopes.
    """

    scheme: str
    kind: str
    scopes: tuple[str, ...]
    at: Node


def demands_of(operation: OperationPart) -> Iterator[Demand]:
    """Yield every scheme that any of an operation's requirements names."""
    api = operation.api
    for requirement in items_of(operation.security):
        for name, at in entries_of(requirement):
            scheme = api.get(api.root, "components", "securitySchemes", name)
            kind = text_of(scheme.get("type")) if scheme else ""
            yield Demand(name, kind, tuple(text_of(one) for one in items_of(at)), at)


def is_open(operation: OperationPart) -> bool:
    """Whether an operation answers without any of its schemes."""
    requirements = list(items_of(operation.security))
    return not requirements or any(not any(entries_of(one)) for one in requirements)
