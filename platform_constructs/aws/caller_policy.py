"""
What a service may call of internal APIs, as a policy of its role.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from platform_constructs.model.plan import STAGE, Call, Site

__all__ = ["caller_statements"]


def caller_statements(site: Site, calls: Sequence[Call]) -> list[dict[str, Any]]:
    """
    Return the statements of the policy, as IAM writes them in JSON; none for a service that may call nothing.

    It names stage, method and path, and any API's id: two domains may call each other, so neither could wait for the
    other's id. Which API lets the role in, that API's own policy says, and denies it to everybody else (PrivateAccess).

    Args:
        site: The service's stack.
        calls: What it may call.
    """
    paths = {f"{STAGE}/{method}/{path}" for call in calls for method, path in call.operations}
    if not paths:
        return []
    gateway = f"arn:aws:execute-api:{site.environment.region}:{site.environment.account}"
    statement = {
        "Sid": "GrantedOperations",
        "Effect": "Allow",
        "Action": "execute-api:Invoke",
        "Resource": sorted(f"{gateway}:*/{path}" for path in paths),
    }
    return [statement]
