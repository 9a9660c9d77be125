"""
The deployment roles of a project's environment: one for each domain that has pipelines there.
"""

from __future__ import annotations

from platform_constructs.flows.read_project import Project
from platform_constructs.model.finding import Finding
from platform_constructs.model.organisation import Domain
from platform_constructs.model.permission import DeploymentRole
from platform_constructs.model.platform_declarations import Account, IdentityPool
from platform_constructs.ownership.deployment_roles import deployment_role, role_faults
from platform_constructs.ownership.permission_ground import Ground

__all__ = ["deployment_roles", "role_of"]


def deployment_roles(project: Project) -> tuple[tuple[DeploymentRole, ...], list[Finding]]:
    """Return the roles of all domains with pipelines in the project's environment, and what is wrong with them."""
    roles: list[DeploymentRole] = []
    faults: list[Finding] = []
    for _, domain in sorted(project.organisation.domains.items()):
        if domain.pipelines.get(project.environment.name) and not domain.platform:
            role, wrong = role_of(project, domain)
            roles.append(role)
            faults += wrong
    return tuple(roles), faults


def role_of(project: Project, domain: Domain) -> tuple[DeploymentRole, list[Finding]]:
    """Return the role that a domain's pipeline has, or would have, and what is wrong with it."""
    organisation, environment = project.organisation, project.environment
    own = tuple(sorted({one.stack for one in project.declarations if one.domain == domain.name}))
    others = {one.stack for one in project.declarations if one.domain != domain.name}
    platform = organisation.platform.name
    reads = (f"{platform}-{Account.road}", f"{platform}-{IdentityPool.road}")
    ground = Ground(organisation, environment, domain, own, reads)
    role = deployment_role(ground)
    return role, list(role_faults(role, ground, others))
