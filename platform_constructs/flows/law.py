"""
The law that binds one declared stack, and what it decides for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from platform_constructs.flows.read_project import Project
from platform_constructs.model.declaration import Declaration, Edge, IdentityPool, PublicApi
from platform_constructs.model.organisation import Audience
from platform_constructs.model.settings import Settings, SettingValue
from platform_constructs.policy.compose import Law, compose
from platform_constructs.policy.shelf import Shelf
from platform_constructs.registry.assign import packs_for

__all__ = ["law_for", "settings_for"]


def law_for(project: Project, declaration: Declaration, shelf: Shelf, *, today: date) -> Law:
    """
    Compose the packs that the registry binds a stack to.

    Raises:
        PackError: if a pack or version is missing, or packs contradict each other.
    """
    assigned = packs_for(project.organisation, declaration.domain, _audience(project, declaration))
    return compose(shelf.select(assigned), today=today)


def settings_for(law: Law, declaration: Declaration) -> Settings:
    """
    Decide every setting of a stack.

    Raises:
        DeclarationError: if the declaration chooses what the packs forbid.
    """
    return law.settle(_choices(declaration), place=declaration.place, domain=declaration.domain)


def _audience(project: Project, declaration: Declaration) -> Audience | None:
    if isinstance(declaration, PublicApi | Edge):
        return project.organisation.hosts[declaration.host].audience
    return Audience.EXTERNAL if isinstance(declaration, IdentityPool) else None


def _choices(declaration: Declaration) -> Mapping[str, SettingValue]:
    return declaration.settings if isinstance(declaration, PublicApi) else {}
