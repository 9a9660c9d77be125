"""
Why some statements of our roles name every resource: AWS offers nothing finer for what they allow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

__all__ = ["WHY_EVERY_RESOURCE", "refuse_unexplained"]

WHY_EVERY_RESOURCE: Final[Mapping[str, str]] = {
    "LookAtTheNetwork": "EC2 lets no Describe action be narrowed to what it describes.",
    "SignInToTheImageRegistry": "A token of ECR is for a whole registry; what may be pulled, the next statement says.",
    "Traces": "X-Ray's actions know no resources.",
}
"""By the statement's Sid. AWS's service authorization reference lists which actions know no resource."""


def refuse_unexplained(statement: Mapping[str, Any]) -> None:
    """
    Refuse a statement of a role that allows something on every resource, and nobody wrote down why.

    A statement with a principal belongs to a resource's own policy, where every resource is that one.

    Raises:
        ValueError: for such a statement.
    """
    is_a_roles = statement["Effect"] == "Allow" and "Principal" not in statement
    named = statement.get("Resource", ())
    is_open = "*" in ([named] if isinstance(named, str) else named)
    if is_a_roles and is_open and statement["Sid"] not in WHY_EVERY_RESOURCE:
        raise ValueError(f"nobody wrote down why {statement['Sid']} is about every resource")
