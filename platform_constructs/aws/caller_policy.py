"""
What a service may call of internal APIs, as a policy of its role.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from platform_constructs.model.plan import STAGE, Call, Site

__all__ = ["caller_policy"]


def caller_policy(site: Site, calls: Sequence[Call]) -> str | None:
    """
    Return the policy as JSON; None for a service that may call nothing.

    It names stage, method and path, and any API's id: two domains may call each other, so neither could wait for the
    other's id. Which API lets the role in, that API's own policy says, and denies it to everybody else (PrivateAccess).

    Args:
        site: The service's stack.
        calls: What it may call.
    """
    paths = {f"{STAGE}/{method}/{path}" for call in calls for method, path in call.operations}
    if not paths:
        return None
    gateway = f"arn:aws:execute-api:{site.environment.region}:{site.environment.account}"
    statement = {
        "Sid": "GrantedOperations",
        "Effect": "Allow",
        "Action": "execute-api:Invoke",
        "Resource": sorted(f"{gateway}:*/{path}" for path in paths),
    }
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return json.dumps(document, separators=(",", ":"), sort_keys=True)
