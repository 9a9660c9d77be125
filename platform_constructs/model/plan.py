"""
What a synth is about to build: every stack with all that was decided before the engine starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from platform_constructs.model.contract import CompiledApi
from platform_constructs.model.declaration import Declaration
from platform_constructs.model.environment import Environment
from platform_constructs.model.firewall import Firewall
from platform_constructs.model.organisation import Domain, Organisation
from platform_constructs.model.partner import Partner
from platform_constructs.model.permission import DeploymentRole
from platform_constructs.model.settings import Settings

__all__ = ["STAGE", "Admitted", "Call", "Callers", "ListenerRule", "Mapped", "Plan", "PlannedStack", "Site"]

STAGE: Final = "live"
"""The one stage of every API: environments are accounts, not stages."""


@dataclass(frozen=True, slots=True)
class Site:
    """
    Where a stack stands: whose it is and in which environment.

    Attributes:
        organisation: The registry.
        environment: The account and region.
        domain: The owner.
        stack: The stack's name.
    """

    organisation: Organisation
    environment: Environment
    domain: Domain
    stack: str

    @property
    def prefix(self) -> str:
        """The start of every AWS name in this stack, unique per environment and stack."""
        return f"{self.organisation.slug}-{self.environment.name}-{self.stack}"

    @property
    def keeps_account(self) -> bool:
        """Whether this environment makes what its account has only once: the default one there, else the first."""
        there = [one for one in self.organisation.environments.values() if one.account == self.environment.account]
        return self.environment.name == min(there, key=lambda one: (not one.default, one.name)).name

    def parameter(self, stack: str, name: str) -> str:
        """Return the SSM parameter under which a stack of this environment publishes a value."""
        return f"/{self.organisation.slug}/{self.environment.name}/{stack}/{name}"


@dataclass(frozen=True, slots=True)
class Mapped:
    """
    An API that the shared host leads to.

    Attributes:
        stack: The stack that owns the API.
        base_path: What the mapping strips, without slashes at its ends, such as `ordering`.
    """

    stack: str
    base_path: str


@dataclass(frozen=True, slots=True)
class Callers:
    """
    The services of one domain that may call some operations of an internal API.

    Attributes:
        domain: Theirs.
        roles: Patterns of the ARNs of their roles, sorted.
        operations: What they may call: operationId and method, sorted.
    """

    domain: str
    roles: tuple[str, ...]
    operations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """
    What a domain's services may call of another domain's internal API.

    Attributes:
        stack: The stack of the API.
        operations: Method and path in the API, with `*` for parameters, such as `("GET", "v1/work-orders/*")`; sorted.
    """

    stack: str
    operations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Admitted:
    """
    A partner, and what it may reach.

    Attributes:
        partner: What was agreed with it.
        apis: The stacks of the public APIs that one of its scopes opens, sorted.
    """

    partner: Partner
    apis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListenerRule:
    """
    What the load balancer sends to a container.

    Attributes:
        name: What it is known by from one synth to the next, such as `ordering-public` or
            `ordering-public-placeOrder`; unique in the stack.
        priority: Its number at the listener; the lowest that matches wins.
        host: The name by which API Gateway asks for it.
        paths: What a path may look like, one or two, with `*` for anything.
        method: The HTTP method; empty for every one.
    """

    name: str
    priority: int
    host: str
    paths: tuple[str, ...]
    method: str = ""


@dataclass(frozen=True, slots=True)
class PlannedStack:
    """
    One stack, ready to be built.

    Attributes:
        declaration: What its owner wrote.
        site: Where it stands.
        settings: What the packs decided for it.
        api: Its compiled contract, for a road that has one.
        scopes: For the identity stack: each resource server's scopes and what they are for.
        firewall: For a road with a web ACL: its rules.
        mapped: For an edge: the APIs its host leads to, sorted by base path.
        callers: For an internal API: who may call what of it, sorted by domain.
        code: For a function: the files of its code, by path.
        listeners: For a container: what the load balancer sends to it, sorted by name.
        partners: For the partners' stack: those of the environment, sorted by name.
        roles: For the delivery stack: the deployment roles, sorted by domain.
        depends_on: Stacks that must be deployed first, sorted.
    """

    declaration: Declaration
    site: Site
    settings: Settings
    api: CompiledApi | None = None
    firewall: Firewall | None = None
    scopes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mapped: tuple[Mapped, ...] = ()
    callers: tuple[Callers, ...] = ()
    code: Mapping[str, bytes] = field(default_factory=dict)
    listeners: tuple[ListenerRule, ...] = ()
    partners: tuple[Admitted, ...] = ()
    roles: tuple[DeploymentRole, ...] = ()
    depends_on: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The stack's name."""
        return self.site.stack


@dataclass(frozen=True, slots=True)
class Plan:
    """Every stack of one synth, sorted so that each comes after those it depends on."""

    stacks: tuple[PlannedStack, ...]
