"""
The manifest of one API version: who answers for it, what it promises and offers, and under which law it was built.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field

from platform_constructs.catalog.manifest_parts import (
    ContractFacts,
    ForcedPack,
    ForcedWaiver,
    Gateway,
    Life,
    Line,
    Link,
    Offered,
    OfferedScope,
    Owner,
    Part,
    PublishedEvent,
    Publisher,
    Said,
    Server,
    Subscription,
)
from platform_constructs.model.host import Audience
from platform_constructs.model.slo import Slo
from platform_constructs.model.words import Name

__all__ = ["ASYNCAPI", "FORMAT", "MANIFESTS", "ApiManifest", "manifest_json", "manifest_schema"]

MANIFESTS: Final = "manifests"
"""The folder of manifests in a synth's output: `<stack>.json`."""

ASYNCAPI: Final = "asyncapi"
"""The folder of AsyncAPI documents in a synth's output: `<environment>/<domain>.json`."""

FORMAT: Final = 1
"""Rises when a reader of the manifest before would misunderstand it."""

_Stack = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=63)]


class ApiManifest(Part):
    """One API version as it was built for one environment. It holds no time: equal inputs give equal bytes."""

    model_config = ConfigDict(title="API manifest")

    format: Literal[1]
    """Rises when a reader of the format before would misunderstand the manifest."""
    environment: Name
    """The registry's name of the environment that it was built for."""
    stack: _Stack
    """The stack that serves it."""
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9:.-]{6,62}[a-z0-9]$")] | None
    """`x-api-id` in `info`: what the API is known by, whatever its version; null where it says none."""
    title: Said
    """The contract's title."""
    version: Said
    """The contract's version."""
    description: Line
    """What the contract says it is for, in one line; may be empty."""
    organisation: Publisher
    """Whose API it is."""
    owner: Owner
    """Who answers for it."""
    audience: Audience
    """Who may reach its host."""
    lifecycle: Life
    """How far it is in its life."""
    slo: Slo | None
    """`x-slo` in `info`: what it promises; null where it promises nothing."""
    servers: Annotated[tuple[Server, ...], Field(min_length=1, max_length=1_000)]
    """Where it is reached, by environment, sorted; the one it was built for is among them."""
    gateway: Gateway
    """What CloudWatch knows it by."""
    scopes: Annotated[tuple[OfferedScope, ...], Field(max_length=10_000)]
    """Every scope that it declares or asks for, sorted."""
    routes: Annotated[tuple[Offered, ...], Field(min_length=1, max_length=10_000)]
    """Every route, sorted by path and method."""
    events: Annotated[tuple[PublishedEvent, ...], Field(max_length=10_000)]
    """The events that its domain publishes, sorted by source, detail-type and version."""
    subscriptions: Annotated[tuple[Subscription, ...], Field(max_length=10_000)]
    """The events of others that its domain may subscribe to, sorted."""
    packs: Annotated[tuple[ForcedPack, ...], Field(max_length=1_000)]
    """The policy packs in force, sorted by name."""
    waivers: Annotated[tuple[ForcedWaiver, ...], Field(max_length=10_000)]
    """The waivers in force, sorted by rule and place, those of checkov's checks among them."""
    contract: ContractFacts
    """What it was built from."""
    links: Annotated[tuple[Link, ...], Field(max_length=100)]
    """Documentation and what else there is, sorted by relation and address."""

    @property
    def order(self) -> tuple[str, str, str]:
        """What manifests are sorted by."""
        return self.environment, self.owner.domain, self.stack

    @property
    def server(self) -> Server:
        """Where it is reached in the environment that it was built for."""
        return next(one for one in self.servers if one.environment == self.environment)

    def linked(self, rel: str) -> tuple[Link, ...]:
        """Return the links of one relation."""
        return tuple(link for link in self.links if link.rel == rel)


def manifest_json(manifest: ApiManifest) -> str:
    """Return a manifest as its file: keys sorted, one value a line, a newline at the end."""
    return json.dumps(manifest.model_dump(mode="json"), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def manifest_schema() -> dict[str, Any]:
    """Return the JSON Schema, 2020-12, of a manifest's file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ApiManifest.model_json_schema()}
