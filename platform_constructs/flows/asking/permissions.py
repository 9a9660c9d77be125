"""
Explain what a domain's pipeline may do in an environment.
"""

from __future__ import annotations

from dataclasses import dataclass

from platform_constructs.errors import DeclarationError
from platform_constructs.flows.deployment_roles import role_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest
from platform_constructs.model.permission import DeploymentRole
from platform_constructs.model.platform_declarations import Delivery

__all__ = ["Permissions", "permissions"]


@dataclass(frozen=True, slots=True)
class Permissions:
    """
    The answer.

    Attributes:
        role: What the pipeline becomes.
        findings: Why it cannot be made.
        stack: The stack that makes it; empty when the platform declares none.
    """

    role: DeploymentRole
    findings: tuple[Finding, ...]
    stack: str


def permissions(project: Project, name: str) -> Permissions:
    """
    Answer for one domain, whether or not it has pipelines and stacks yet.

    Raises:
        DeclarationError: DECL-055 if there is no such domain, DECL-056 for the platform's own.
    """
    domain = project.organisation.domains.get(name)
    if domain is None:
        raise DeclarationError(
            "DECL-055",
            "the registry knows no such domain",
            at="the command line",
            got=name,
            fix=nearest(name, project.organisation.domains, f"look into {project.organisation.file}"),
        )
    if domain.platform:
        raise DeclarationError(
            "DECL-056",
            "the platform's own stacks are deployed with permissions that the platform gives itself",
            at=domain.place,
            got=name,
            fix="name another domain",
        )
    role, findings = role_of(project, domain)
    stack = next((one.stack for one in project.declarations if isinstance(one, Delivery)), "")
    return Permissions(role, tuple(findings), stack)
