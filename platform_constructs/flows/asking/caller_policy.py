"""
What a domain's services may call of internal APIs, as a policy for a role that runs elsewhere.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from platform_constructs.errors import DeclarationError
from platform_constructs.flows.invocations import calls
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_contracts import internal_contracts_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.nearest import nearest
from platform_constructs.model.plan import STAGE

__all__ = ["caller_policy"]


def caller_policy(project: Project, source: ProjectSource, domain: str, *, today: date) -> dict[str, Any]:
    """
    Return the policy as IAM writes it in JSON.

    Services of ours need none: within one account, what an API's own policy allows is allowed. A role elsewhere needs
    both. The id of an API is known once it is deployed: `API-ID-OF-<stack>` stands for it, and as long as it does, the
    policy allows nothing.

    Args:
        project: The project.
        source: Its files, for the contracts of internal APIs.
        domain: Whose services.
        today: The day that grants must hold on.

    Raises:
        DeclarationError: DECL-067, if it may call nothing, or is no domain.
        ContractError: if the contract of an internal API cannot be read.
    """
    organisation, environment = project.organisation, project.environment
    if domain not in organisation.domains:
        fix = nearest(domain, organisation.domains, f"use one of: {', '.join(sorted(organisation.domains))}")
        raise DeclarationError(
            "DECL-067", "the registry knows no such domain", at="the command line", got=domain, fix=fix
        )
    found = calls(project, domain, internal_contracts_of(project, source), today=today)
    if not found:
        raise DeclarationError(
            "DECL-067",
            f"{domain} may call no internal API",
            at=organisation.file,
            got="no internal API of its own, and no grant that holds",
            fix='ask the API\'s owner for a [[grants]] with kind = "invoke"',
        )
    gateway = f"arn:aws:execute-api:{environment.region}:{environment.account}"
    statements = [
        {
            "Sid": "".join(word.capitalize() for word in call.stack.split("-")),
            "Effect": "Allow",
            "Action": "execute-api:Invoke",
            "Resource": [
                f"{gateway}:API-ID-OF-{call.stack}/{STAGE}/{method}/{path}" for method, path in call.operations
            ],
        }
        for call in found
    ]
    return {"Version": "2012-10-17", "Statement": statements}
