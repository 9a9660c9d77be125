"""
Schemas that say only a part: branches of allOf, whose whole is said elsewhere.
"""

from __future__ import annotations

from platform_constructs.contracts.lint.api import Api
from platform_constructs.contracts.lint.reading import items_of

__all__ = ["parts_of_wholes"]


def parts_of_wholes(api: Api) -> frozenset[int]:
    """Return the identities of the mappings that some schema is all of, and of what these are all of."""
    return frozenset(
        id(api.resolve(branch).value) for schema in api.schemas for branch in items_of(schema.node.get("allOf"))
    )
