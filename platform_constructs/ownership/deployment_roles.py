"""
The deployment role of each domain: what it may do, what it never exceeds, and what stands in the way of one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from platform_constructs.model.counted import counted
from platform_constructs.model.finding import Finding
from platform_constructs.model.permission import DeploymentRole, Statement
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.permission_bounds import bounds
from platform_constructs.ownership.permission_ground import Ground
from platform_constructs.ownership.permissions import allowed

__all__ = ["LARGEST_BOUNDARY", "LARGEST_POLICY", "LONGEST_NAME", "deployment_role", "policy_text", "role_faults"]

LARGEST_BOUNDARY: Final = 6_144
"""Characters of a managed policy, which a boundary is, white space not counted: "IAM and AWS STS quotas"."""
LARGEST_POLICY: Final = 10_240
"""Characters of all inline policies of a role, white space not counted: the same page of the IAM User Guide."""
LONGEST_NAME: Final = 64
"""Characters of a role's name: the same page."""


def policy_text(statements: Iterable[Statement]) -> str:
    """Return a policy as the provider writes it and IAM counts it: one value without a list, and no white space."""
    document = {"Version": "2012-10-17", "Statement": [_short(one.document) for one in statements]}
    return json.dumps(document, separators=(",", ":"))


def deployment_role(ground: Ground) -> DeploymentRole:
    """Return the role of a domain's pipeline; see `role_faults` for what may be wrong with it."""
    slug, environment, domain = ground.organisation.slug, ground.environment.name, ground.domain
    return DeploymentRole(
        domain=domain.name,
        environment=environment,
        name=f"{slug}-{environment}-{domain.name}-deploy",
        subjects=tuple(domain.pipelines.get(environment, ())),
        stacks=ground.stacks,
        statements=allowed(ground),
        boundary=bounds(ground),
    )


def role_faults(role: DeploymentRole, ground: Ground, others: Collection[str]) -> Iterator[Finding]:
    """
    Yield why a role cannot be made as it should be.

    Args:
        role: The role.
        ground: What it was compiled from.
        others: Every stack of other domains.

    Yields:
        OWN-037 for a stack whose name begins another domain's stack's name, for permissions go by names; OWN-038 for a
        boundary or a role that is too large for IAM; OWN-039 for a name that is too long for it.
    """
    for stack in role.stacks:
        for other in sorted(each for each in others if each.startswith(f"{stack}-")):
            yield _said(
                "OWN-037",
                "name-within-a-name",
                ground,
                f"the names of {other} begin with those of {stack}, so whoever deploys {stack} could change it",
                f"{stack} and {other}",
                'give one of the stacks another name: name="..." in its declaration',
            )
    if len(role.name) > LONGEST_NAME:
        yield _said(
            "OWN-039",
            "role-name-too-long",
            ground,
            f"the name of {role.domain}'s deployment role is too long for IAM",
            f"{role.name}, {len(role.name)} characters, at most {LONGEST_NAME}",
            "shorten the domain's name, the environment's or the organisation's slug",
        )
    for what, statements, most in (
        (f"the permissions boundary of {role.domain}", role.boundary, LARGEST_BOUNDARY),
        (f"the policy of {role.domain}'s deployment role", role.statements, LARGEST_POLICY),
    ):
        size = len(policy_text(statements))
        if size > most:
            yield _said(
                "OWN-038",
                "permissions-too-large",
                ground,
                f"{what} is too large for IAM",
                f"{size} characters for {counted(len(role.stacks), 'stack')}, at most {most}",
                "give the domain or the organisation a shorter name, or divide the domain",
            )


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _short(each) for key, each in value.items()}
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _said(code: str, name: str, ground: Ground, what: str, got: str, fix: str) -> Finding:
    return Finding(code, name, Level.BLOCK, what, ground.domain.place, fix, ground.organisation.platform.name, got)
