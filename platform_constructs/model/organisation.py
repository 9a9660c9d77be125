"""
The organisation as its registry describes it: who owns what, where it runs, which law binds whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from platform_constructs.model.catalogue import Catalogue
from platform_constructs.model.contract_standard import ContractStandard
from platform_constructs.model.delivery import Delivery
from platform_constructs.model.environment import Environment
from platform_constructs.model.grant import Grant
from platform_constructs.model.host import Audience, Balancer, Host
from platform_constructs.model.noun import Noun
from platform_constructs.model.place import Place
from platform_constructs.model.words import EventSource, Name, Subject, Text

__all__ = [
    "Acceptance",
    "Band",
    "Claim",
    "Classification",
    "Delegation",
    "Domain",
    "Identity",
    "Organisation",
    "Reserved",
]


Email = Annotated[str, Field(pattern=r"^[^@\s<>\"'${}]+@[^@\s<>\"'${}]+\.[^@\s<>\"'${}]+$", max_length=254)]
PathPrefix = Annotated[str, Field(pattern=r"^/[^\s${}*]*$", max_length=300)]


class Classification(StrEnum):
    """How sensitive a domain's data is."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    PERSONAL = "personal"
    PAYMENT = "payment"


class Identity(Noun):
    """
    The user pool of external consumers.

    Attributes:
        domain_prefix: Prefix of the Cognito-hosted token endpoint; `<prefix>-<environment>` is the domain.
    """

    domain_prefix: Annotated[str, Field(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?$")]


class Claim(Noun):
    """
    A path prefix on a host that a domain owns, compared by whole segments.

    Attributes:
        host: A host's key.
        prefix: Such as `/ordering`, without parameters.
        place: Where the registry says so.
    """

    host: Name
    prefix: PathPrefix
    place: Place = Place("platform.toml")


class Delegation(Noun):
    """
    A part of an owner's claim handed to another domain. Takes effect when that domain accepts it.

    Attributes:
        host: A host's key.
        prefix: A strict subset of one of the owner's claims.
        owner: The domain that gives.
        to: The domain that receives.
        reason: Why.
        expires: The last day it holds.
        accepted: Whether the receiving domain's entry lists it.
        place: Where the registry says so.
    """

    host: Name
    prefix: PathPrefix
    owner: Name
    to: Name
    reason: Text
    expires: date
    accepted: bool = False
    place: Place = Place("platform.toml")


class Acceptance(Noun):
    """
    The other half of a delegation's handshake: a domain takes what another hands to it.

    Attributes:
        host: A host's key.
        prefix: The delegation's prefix.
        owner: The domain that gives.
        place: Where the registry says so.
    """

    host: Name
    prefix: PathPrefix
    owner: Name
    place: Place = Place("platform.toml")


class Band(Noun):
    """The ALB listener-rule priorities a domain may use; both ends count. AWS allows 1 to 50000."""

    first: Annotated[int, Field(ge=1, le=50_000)]
    last: Annotated[int, Field(ge=1, le=50_000)]


class Domain(Noun):
    """
    A team's area: what it owns and which law binds it.

    Attributes:
        name: Its key in the registry.
        title: For people.
        owners: Teams that answer for it, such as `ordering-leads`. The platform's approve everybody's waivers.
        contact: A mailbox that is read.
        on_call: Where to page.
        classification: How sensitive its data is.
        claims: Path prefixes it owns.
        accepts: Delegations it takes.
        event_source: Prefix of the event sources it owns.
        scope_prefix: The Cognito resource server it owns; scopes are `<prefix>/<name>`.
        alb_priorities: Its band of listener-rule priorities.
        packs: Policy packs that bind it, each with a PEP 440 version range such as `~= 1.0`.
        contract_profile: The profile its contracts are held to; None for the organisation's.
        pipelines: Who may deploy it, by environment: the exact `sub` claims of their tokens.
        platform: Whether it is the platform team's own domain. Exactly one is.
        place: Where the registry says so.
    """

    name: Name
    title: Text
    owners: Annotated[tuple[Name, ...], Field(min_length=1)]
    contact: Email
    on_call: Text
    classification: Classification
    claims: tuple[Claim, ...] = ()
    accepts: tuple[Acceptance, ...] = ()
    event_source: EventSource
    scope_prefix: Name
    alb_priorities: Band | None = None
    packs: Mapping[Name, str]
    contract_profile: Name | None = None
    pipelines: Mapping[Name, tuple[Subject, ...]] = Field(default_factory=dict)
    platform: bool = False
    place: Place = Place("platform.toml")


class Reserved(Noun):
    """A path prefix that nobody may declare, on every host."""

    prefix: PathPrefix
    reason: Text
    place: Place = Place("platform.toml")


class Organisation(Noun):
    """
    Everything the registry says.

    Attributes:
        name: For people.
        slug: Prefix of every AWS name this platform makes.
        problem_base: Base URL of the organisation's RFC 9457 problem types; ends with `/`.
        aws_provider: Version constraint of hashicorp/aws, in Terraform's syntax.
        identity: The user pool of external consumers.
        delivery: Who signs the tokens of the pipelines that deploy; None when nobody deploys by them.
        balancer: The load balancer of containers; None when there are none.
        catalogue: Where it publishes contracts and manifests; None when it publishes none.
        contracts: What contracts are held to; None when nobody decided it.
        environments: By name, sorted.
        hosts: By name, sorted.
        domains: By name, sorted.
        delegations: In file order.
        grants: Scopes and events that their owners grant to others, in file order.
        reserved: The registry's reserved prefixes.
        audience_packs: Packs that bind every stack reached through a host of that audience.
        classification_packs: Packs that bind every domain with data of that class.
        quotas: AWS quotas granted above or below the default, by quota name.
        file: The registry file.
    """

    name: Text
    slug: Name
    problem_base: Annotated[str, Field(pattern=r"^https://[a-z0-9.-]+/([a-z0-9/._-]*/)?$", max_length=200)]
    aws_provider: Annotated[str, Field(pattern=r"^[0-9.,<>=!~ ]{1,64}$")]
    identity: Identity
    delivery: Delivery | None = None
    balancer: Balancer | None = None
    catalogue: Catalogue | None = None
    contracts: ContractStandard | None = None
    environments: Mapping[Name, Environment]
    hosts: Mapping[Name, Host]
    domains: Mapping[Name, Domain]
    delegations: tuple[Delegation, ...] = ()
    grants: tuple[Grant, ...] = ()
    reserved: tuple[Reserved, ...] = ()
    audience_packs: Mapping[Audience, Mapping[Name, str]] = Field(default_factory=dict)
    classification_packs: Mapping[Classification, Mapping[Name, str]] = Field(default_factory=dict)
    quotas: Mapping[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    file: str = "platform.toml"

    @property
    def platform(self) -> Domain:
        """The platform team's own domain."""
        return next(domain for domain in self.domains.values() if domain.platform)
