"""
The parts of an API's manifest, each with what it allows.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from platform_constructs.model.organisation import Classification
from platform_constructs.model.words import EventSource, Name

__all__ = [
    "ContractFacts",
    "ForcedPack",
    "ForcedWaiver",
    "Gateway",
    "Life",
    "Line",
    "Link",
    "LintFacts",
    "Offered",
    "OfferedScope",
    "Owner",
    "Part",
    "PublishedEvent",
    "Publisher",
    "Said",
    "Server",
    "Subscription",
    "Unchecked",
    "Url",
]

_NO_CONTROL: Final = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
Line = Annotated[str, Field(pattern=_NO_CONTROL, max_length=2_100)]
"""One line of text, which may be empty."""

Said = Annotated[str, Field(pattern=_NO_CONTROL, min_length=1, max_length=2_100)]
"""One line of text."""

Url = Annotated[str, Field(pattern=r"^https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+$", max_length=2_000)]
"""An absolute address on the web."""

_Path = Annotated[str, Field(pattern=r"^/[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$", max_length=3_000)]
_Operation = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9._-]*$", max_length=128)]
_HostName = Annotated[str, Field(pattern=r"^[a-z0-9.-]+$", max_length=253)]
_Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
_Rules = Annotated[tuple[Said, ...], Field(max_length=1_000)]
_Operations = Annotated[tuple[_Operation, ...], Field(max_length=10_000)]


class Part(BaseModel):
    """Input that refuses nonsense, with every key documented."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class Publisher(Part):
    """The organisation."""

    name: Said
    """Its name, for people."""
    slug: Name
    """Its short name in AWS names."""
    contact: Line
    """The platform team's mailbox."""


class Owner(Part):
    """Who answers for the API, as the registry says."""

    domain: Name
    """The domain's key in the registry."""
    title: Said
    """The domain's title."""
    teams: Annotated[tuple[Name, ...], Field(min_length=1, max_length=100)]
    """The teams that own it, in the registry's order."""
    contact: Line
    """A mailbox that is read."""
    on_call: Line
    """Where to page."""
    classification: Classification
    """How sensitive the domain's data is."""


class Life(Part):
    """How far the API version is in its life, as its contract says."""

    state: Literal["draft", "beta", "stable", "deprecated", "retired"] | None
    """`x-lifecycle` in `info`; null where it says none."""
    sunset: date | None
    """`x-sunset` in `info`: the day from which it may no longer answer; null where there is none."""
    replaced_by: Said | None
    """`x-replaced-by` in `info`: an address, or the id of the API that comes after it; null where there is none."""


class Server(Part):
    """Where it is reached in one environment."""

    environment: Name
    """The registry's name of the environment."""
    host: Name
    """The host's key in the registry."""
    host_name: _HostName
    """The host's DNS name in that environment."""
    url: Url
    """The base address: the host and the base path that its mapping strips. Routes begin with that path too."""


class Gateway(Part):
    """What CloudWatch knows the API by, in the environment it was built for."""

    api_name: Said
    """The metrics' dimension `ApiName`."""
    stage: Said
    """The metrics' dimension `Stage`."""
    region: Said
    """The AWS region."""


class OfferedScope(Part):
    """One scope."""

    name: Said
    """As tokens carry it, such as ordering/orders.read."""
    description: Line
    """What the contract says it is for; empty for a scope that the contract asks for and does not describe."""
    operations: _Operations
    """The operations that it opens, by operationId, sorted; empty for a declared scope that opens none."""


class Offered(Part):
    """One route: a method on an effective path."""

    operation: _Operation
    """The contract's operationId."""
    method: Literal["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"]
    """The HTTP method."""
    path: _Path
    """The effective path on the host, such as /ordering/v1/orders/{orderId}."""
    open: bool
    """Whether anyone may call it, without a token or a signature."""
    scopes: Annotated[tuple[Said, ...], Field(max_length=1_000)]
    """Any one of them lets a caller in; sorted. Empty for a route that is open or whose requests are signed."""
    callers: Annotated[tuple[Name, ...], Field(max_length=1_000)] = ()
    """The domains whose services may call it, each request signed (SigV4); sorted."""
    deprecated: bool
    """Whether the operation is deprecated, or the state of it or its API is deprecated or retired."""
    sunset: date | None
    """`x-sunset` of the operation; null where there is none."""


class PublishedEvent(Part):
    """One event that the API's domain publishes."""

    source: EventSource
    """EventBridge's source, such as meridian.ordering."""
    detail_type: Said
    """EventBridge's detail-type."""
    version: Said
    """The version of its contract."""
    state: Literal["draft", "beta", "stable", "deprecated", "retired"]
    """How far it is in its life."""
    description: Line
    """When it is published, in one line."""
    file: Said
    """Where its contract stands, relative to the repository's root."""
    digest: _Digest
    """Of that contract, as of an API's."""


class Subscription(Part):
    """Events of another domain that its owner lets the API's domain subscribe to."""

    domain: Name
    """Whose events they are."""
    source: EventSource
    """Their source; sources below it are granted too."""
    detail_type: Line
    """What their detail types begin with; empty for all of them."""
    expires: date
    """The last day of the grant."""


class ForcedPack(Part):
    """A policy pack that was in force when it was built."""

    name: Said
    """The pack's name."""
    version: Said
    """Its version."""
    digest: _Digest
    """Of its released file."""


class ForcedWaiver(Part):
    """A waiver that holds for something in the API's stack, as it was when that was built."""

    rule: Said
    """The waived rule's code, or the id of a check of checkov."""
    found: bool
    """Whether the synth found what it covers. False for a check of checkov, which a synth does not ask: the waiver is
    agreed, holds, and is about something in the stack; `paved check` tells whether the check fails there."""
    at: Said
    """What it covers: a Terraform address, or an operationId."""
    reason: Said
    """Why the rule cannot be kept."""
    approver: Said
    """The team that agreed."""
    ticket: Line
    """Where the discussion stands."""
    expires: date
    """The last day it holds."""


class LintFacts(Part):
    """What the API standard's rules say of the contract, beyond what its baseline knows. Nothing of it blocks."""

    profile: Said
    """The profile that binds it."""
    warns: _Rules
    """The rules that warn, by code, sorted."""
    advises: _Rules
    """The rules that advise, by code, sorted."""
    waived: _Rules
    """The rules that found something which a waiver covers, by code, sorted."""


class Unchecked(Part):
    """Something that the contract says and the gateway does not hold callers to."""

    what: Said
    """What is lost, in one sentence, with how often."""
    file: Said
    """The file of the first place."""
    line: Annotated[int, Field(ge=0, le=2_147_483_647)]
    """Its line, counted from 1; 0 when it is not known."""
    pointer: Line
    """The JSON pointer in that file."""


class ContractFacts(Part):
    """The contract it was built from."""

    file: Said
    """Its path relative to its repository's root."""
    openapi: Literal["3.0", "3.1"]
    """The version of OpenAPI that it is written in."""
    files: Annotated[tuple[Said, ...], Field(min_length=1, max_length=200)]
    """That file and every other that it refers to, sorted."""
    digest: _Digest
    """Of what those files say: comments, order and layout do not count."""
    unchecked: Annotated[tuple[Unchecked, ...], Field(max_length=10_000)]
    """What the gateway does not check, each kind once, sorted by its first place."""
    lint: LintFacts | None
    """What the API standard's rules say; null where no profile binds it."""


class Link(Part):
    """Where there is more."""

    rel: Literal["service-desc", "service-doc", "service-meta", "status", "sunset", "terms-of-service"]
    """What it leads to, as an IANA link relation."""
    href: Url
    """The address."""
    type: Line
    """The media type; empty where it is not known."""
    title: Line
    """For people; may be empty."""
