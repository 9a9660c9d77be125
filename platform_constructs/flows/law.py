"""
The law that binds one declared stack, and what it decides for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from platform_constructs.errors import DeclarationError
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api
from platform_constructs.model.declaration import Declaration
from platform_constructs.model.host import Audience
from platform_constructs.model.network import Network
from platform_constructs.model.platform_declarations import (
    Account,
    Delivery,
    Edge,
    IdentityPool,
    LoadBalancer,
    Partners,
)
from platform_constructs.model.service import Service
from platform_constructs.model.settings import Settings, SettingValue
from platform_constructs.policy.composing.compose import Law, compose
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.registry.assign import packs_for

__all__ = ["assigned_to", "audience_of", "law_for", "settings_for"]

_PLATFORMS_OWN = ("deletion_protection", "identity.", "tls.domain_policy", "waf.auth_rate_limit.")


def law_for(project: Project, declaration: Declaration, shelf: Shelf, *, today: date) -> Law:
    """
    Compose the packs that the registry binds a stack to.

    Raises:
        PackError: if a pack or version is missing, or packs contradict each other.
    """
    return compose(shelf.select(assigned_to(project, declaration)), today=today)


def assigned_to(project: Project, declaration: Declaration) -> dict[str, str]:
    """Return the packs that the registry binds a stack to, each with the range that all its parties allow."""
    return packs_for(project.organisation, declaration.domain, audience_of(project, declaration))


def settings_for(law: Law, declaration: Declaration) -> Settings:
    """
    Decide every setting of a stack.

    Raises:
        DeclarationError: if the declaration chooses what the packs forbid.
    """
    return law.settle(_choices(declaration), place=declaration.place, domain=declaration.domain)


def audience_of(project: Project, declaration: Declaration) -> Audience | None:
    """Return who reaches a stack; None for one that no host leads to."""
    match declaration:
        case Api() | Edge():
            return project.organisation.hosts[declaration.host].audience
        case IdentityPool() | Partners():
            return Audience.EXTERNAL
        case Account() | Delivery() | LoadBalancer() | Network() | Service():
            return None
        case other:  # a road that says nothing here would be bound by fewer packs than it should
            raise TypeError(f"no audience for {type(other).__name__}")


def _choices(declaration: Declaration) -> Mapping[str, SettingValue]:
    if not isinstance(declaration, Api | Service):
        return {}
    for name in sorted(declaration.settings):
        if name.startswith(_PLATFORMS_OWN):
            raise DeclarationError(
                "DECL-026",
                "this setting shapes the platform's stacks, and nothing of an API",
                at=declaration.place,
                got=name,
                fix="drop it; the packs decide it for the platform",
            )
    return declaration.settings
