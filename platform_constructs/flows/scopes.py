"""
The scopes that contracts declare, as the user pool's resource servers have them.
"""

from __future__ import annotations

from collections.abc import Mapping

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api

__all__ = ["resource_servers"]


def resource_servers(project: Project, contracts: Mapping[str, Contract]) -> dict[str, dict[str, str]]:
    """
    Return each domain's scopes and what they are for, without the resource server's prefix.

    Args:
        project: The project.
        contracts: The contracts of every API of it, by stack.
    """
    found: dict[str, dict[str, str]] = {}
    for stack in project.elsewhere.stacks:
        for scope, purpose in stack.scopes.items():
            server, _, name = scope.partition("/")
            if server == project.organisation.domains[stack.domain].scope_prefix and name:
                found.setdefault(server, {})[name] = purpose
    for api in project.declarations:
        if isinstance(api, Api):
            prefix = project.organisation.domains[api.domain].scope_prefix
            for scope, purpose in contracts[api.stack].scopes.items():
                server, _, name = scope.partition("/")
                if server == prefix and name:
                    found.setdefault(server, {})[name] = purpose
    return found
