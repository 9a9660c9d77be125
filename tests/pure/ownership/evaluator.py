"""
PMapper's evaluation of IAM policies, asked about a deployment role: tests/pure/ownership asks nothing of our own.

PMapper 1.1.5 imports two names of `collections` that Python 3.10 took away; they are lent to it while it is imported.
"""

from __future__ import annotations

import collections
import collections.abc
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from platform_constructs.model.permission import DeploymentRole, Statement
from platform_constructs.ownership.deployment_roles import policy_text

_LENT = [name for name in ("Mapping", "MutableMapping") if not hasattr(collections, name)]
for _name in _LENT:
    setattr(collections, _name, getattr(collections.abc, _name))
from principalmapper.common import Node, Policy  # noqa: E402 - only while the names are lent
from principalmapper.querying.query_interface import local_check_authorization_full  # noqa: E402 - only while the names are lent

for _name in _LENT:
    delattr(collections, _name)

__all__ = ["EVERYTHING", "Request", "guarded", "may"]

EVERYTHING = Statement("Everything", "Allow", ("*",), ("*",), "what somebody attached by mistake")


@dataclass(frozen=True)
class Request:
    """
    What AWS would decide about.

    Attributes:
        action: Such as `wafv2:CreateWebACL`.
        resource: An ARN, or `*` where AWS knows the action for all only.
        context: Condition keys with their values.
    """

    action: str
    resource: str
    context: Mapping[str, str | list[str]] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        said = " ".join(f"{key}={value}" for key, value in sorted(self.context.items()))
        return f"{self.action} {self.resource} {said}".strip()


def may(role: DeploymentRole, request: Request, *, attached: Iterable[Statement] = ()) -> bool:
    """Whether PMapper says that the role, within its boundary, may do it; with more attached to it, if said."""
    policies = [role.statements, *([tuple(attached)] if attached else [])]
    node = Node(
        arn=f"arn:aws:iam::123456789012:role/meridian/delivery/{role.name}",
        id_value="AROAEXAMPLE",
        attached_policies=[_policy(f"{role.name}-{n}", each) for n, each in enumerate(policies)],
        group_memberships=[],
        trust_policy={"Version": "2012-10-17", "Statement": []},
        instance_profile=None,
        num_access_keys=0,
        active_password=False,
        is_admin=False,
        permissions_boundary=_policy(f"{role.name}-boundary", role.boundary),
        has_mfa=False,
        tags={},
    )
    return bool(local_check_authorization_full(node, request.action, request.resource, dict(request.context)))


def guarded(
    statements: Iterable[Mapping[str, Any]], role: str, resource: str, context: Mapping[str, str], *, allowed: bool
) -> bool:
    """
    Whether PMapper lets a role of the same account call a guarded API.

    Args:
        statements: Those of the API's resource policy.
        role: The caller's ARN.
        resource: What is called.
        context: Condition keys with their values.
        allowed: Whether a policy of the caller's own allows everything.
    """
    node = Node(
        arn=role,
        id_value="AROAEXAMPLE",
        attached_policies=[_policy("own", [EVERYTHING])] if allowed else [],
        group_memberships=[],
        trust_policy={"Version": "2012-10-17", "Statement": []},
        instance_profile=None,
        num_access_keys=0,
        active_password=False,
        is_admin=False,
        permissions_boundary=None,
        has_mfa=False,
        tags={},
    )
    found = local_check_authorization_full(
        node, "execute-api:Invoke", resource, dict(context), {"Statement": [*statements]}, "123456789012"
    )
    return bool(found)


def _policy(name: str, statements: Iterable[Statement]) -> Any:
    return Policy(f"arn:aws:iam::123456789012:policy/{name}", name, json.loads(policy_text(statements)))
