"""
Who may call a private REST API, and from where: its resource policy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from platform_constructs.model.plan import STAGE, Callers

__all__ = ["PrivateAccess"]

_INVOKE: Final = "execute-api:Invoke"
_PARAMETER: Final = re.compile(r"\{[^/]*\}")


@dataclass(frozen=True, slots=True)
class PrivateAccess:
    """
    Attributes:
        vpc_endpoint_id: The endpoint of the network that requests come through; may be a Terraform reference.
        account: The account of the environment.
        callers: Who may call what.
        resource_paths: For each operation, its path in the API.
    """

    vpc_endpoint_id: str
    account: str
    callers: Sequence[Callers]
    resource_paths: Mapping[str, str]

    def statements(self, execution_arn: str) -> list[dict[str, Any]]:
        """
        Return the statements of the resource policy, as IAM writes them in JSON.

        In one account AWS lets a caller in that a policy of its own allows, even where the API's policy says nothing of
        it. So what is not granted is denied here: from elsewhere, by others, and what nobody was granted at all.
        Callers are known by the names of their roles; no other domain's pipeline can take such a name
        (ownership.permissions).

        Args:
            execution_arn: The API's; may be a Terraform reference.
        """
        everything, statements = f"{execution_arn}/*", list[dict[str, Any]]()
        outside = {"StringNotEquals": {"aws:SourceVpce": self.vpc_endpoint_id}}
        statements.append(_deny("OutsideTheNetwork", outside, Resource=everything))
        granted = self._granted(execution_arn)
        for number, (roles, resources) in enumerate(sorted(granted.items()), 1):
            own = {"ArnLike": {"aws:PrincipalArn": list(roles)}}
            others = {"ArnNotLike": {"aws:PrincipalArn": list(roles)}}
            who = {"AWS": f"arn:aws:iam::{self.account}:root"}
            allow = {"Sid": f"Granted{number}", "Effect": "Allow", "Principal": who, "Condition": own}
            statements.append(allow | {"Action": _INVOKE, "Resource": resources})
            statements.append(_deny(f"NotGranted{number}", others, Resource=resources))
        known = sorted(resource for resources in granted.values() for resource in resources)
        rest = {"NotResource": known} if known else {"Resource": everything}
        statements.append(_deny("GrantedToNobody", {}, **rest))
        return statements

    def _granted(self, execution_arn: str) -> dict[tuple[str, ...], list[str]]:
        """Return for each set of roles the operations that exactly they may call."""
        roles: dict[tuple[str, str], set[str]] = {}
        for one in self.callers:
            for called in one.operations:
                roles.setdefault(called, set()).update(one.roles)
        found: dict[tuple[str, ...], list[str]] = {}
        for (operation, method), who in sorted(roles.items()):
            path = _PARAMETER.sub("*", self.resource_paths[operation]).lstrip("/")
            found.setdefault(tuple(sorted(who)), []).append(f"{execution_arn}/{STAGE}/{method}/{path}")
        return found


def _deny(sid: str, condition: Mapping[str, Any], **what: Any) -> dict[str, Any]:
    said = {"Sid": sid, "Effect": "Deny", "Principal": "*", "Action": _INVOKE, **what}
    return said | ({"Condition": condition} if condition else {})
