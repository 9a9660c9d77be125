"""
The deployment role of each domain: its permissions cut to IAM's sizes, and what stands in the way of one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from platform_constructs.model.finding import Finding
from platform_constructs.model.permission import DeploymentRole, Statement
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.permission_bounds import bounds
from platform_constructs.ownership.permission_ground import Ground
from platform_constructs.ownership.permissions import allowed

__all__ = ["LARGEST_POLICY", "MOST_POLICIES", "deployment_role", "policy_text", "role_faults"]

LARGEST_POLICY: Final = 6_144
"""Characters of a managed policy, white space not counted: the IAM User Guide, "IAM and AWS STS quotas"."""
MOST_POLICIES: Final = 10
"""Managed policies attached to one role, by default: the same page."""


def policy_text(statements: Iterable[Statement]) -> str:
    """Return a policy as IAM takes it, without white space."""
    document = {"Version": "2012-10-17", "Statement": [one.document for one in statements]}
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
        policies=_packed(allowed(ground)),
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
        boundary or a role that is too large for IAM.
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
    size = len(policy_text(role.boundary))
    if size > LARGEST_POLICY:
        yield _said(
            "OWN-038",
            "permissions-too-large",
            ground,
            f"the permissions boundary of {role.domain} is too large for IAM",
            f"{size} characters for {len(role.stacks)} stacks, at most {LARGEST_POLICY}",
            "divide the domain, or put APIs together",
        )
    if len(role.policies) > MOST_POLICIES:
        yield _said(
            "OWN-038",
            "permissions-too-large",
            ground,
            f"what {role.domain} may do takes more policies than a role can have",
            f"{len(role.policies)} policies, at most {MOST_POLICIES}",
            "divide the domain, or put APIs together",
        )


def _packed(statements: Sequence[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """Return the statements in their order, in as few policies as that order allows."""
    found: list[list[Statement]] = []
    for statement in statements:
        if found and len(policy_text([*found[-1], statement])) <= LARGEST_POLICY:
            found[-1].append(statement)
        else:
            found.append([statement])
    return tuple(map(tuple, found))


def _said(code: str, name: str, ground: Ground, what: str, got: str, fix: str) -> Finding:
    return Finding(code, name, Level.BLOCK, what, ground.domain.place, fix, ground.organisation.platform.name, got)
