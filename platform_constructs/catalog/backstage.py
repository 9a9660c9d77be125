"""
Manifests as entities of a Backstage catalogue: domains, systems, components, APIs and the groups that own them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from platform_constructs.catalog.manifest import ApiManifest

__all__ = ["EVENTS", "backstage_entities", "backstage_groups"]

EVENTS: Final = "../asyncapi/{domain}.json"
"""Where the AsyncAPI document of a domain's events is, seen from the entities."""

_OURS: Final = "platform-constructs"
_LIFECYCLES: Final[Mapping[str | None, str]] = {
    None: "unknown",
    "draft": "experimental",
    "beta": "experimental",
    "stable": "production",
    "deprecated": "deprecated",
    "retired": "deprecated",
}


def backstage_groups(manifests: Iterable[ApiManifest]) -> tuple[dict[str, Any], ...]:
    """Return a Group for each team that owns something, by name: for who has none from elsewhere."""
    teams = sorted({team for one in manifests for team in one.owner.teams})
    return tuple(_entity("Group", {"name": team}, {"type": "team", "children": []}) for team in teams)


def backstage_entities(manifests: Sequence[ApiManifest]) -> tuple[dict[str, Any], ...]:
    """
    Return the other entities: each domain with its system, then the component and the API of each of its stacks.

    Args:
        manifests: Of one environment, sorted; an entity's name is its domain's or stack's.
    """
    publish = {one.owner.domain for one in manifests if one.events}
    found: list[dict[str, Any]] = []
    for domain in sorted({one.owner.domain for one in manifests}):
        own = [one for one in manifests if one.owner.domain == domain]
        found += _domain(own[0])
        if domain in publish:
            found.append(_events(own[0]))
        for one in own:
            found += (_component(one, publish), _api(one))
    return tuple(found)


def _domain(one: ApiManifest) -> Iterator[dict[str, Any]]:
    owner = one.owner
    about = {
        f"{_OURS}/classification": str(owner.classification),
        f"{_OURS}/contact": owner.contact,
        f"{_OURS}/on-call": owner.on_call,
        f"{_OURS}/owners": ", ".join(owner.teams),
    }
    named = {"name": owner.domain, "title": owner.title}
    yield _entity("Domain", {**named, "annotations": about}, {"owner": _owner(one)})
    described = {"description": f"The APIs of {owner.title}, and what serves them."}
    yield _entity("System", {**named, **described}, {"owner": _owner(one), "domain": owner.domain})


def _component(one: ApiManifest, publish: set[str]) -> dict[str, Any]:
    provides = [one.stack, *([_events_of(one.owner.domain)] if one.events else [])]
    consumes = sorted({_events_of(each.domain) for each in one.subscriptions if each.domain in publish})
    spec = {
        "type": "service",
        "lifecycle": _LIFECYCLES[one.lifecycle.state],
        "owner": _owner(one),
        "system": one.owner.domain,
        "providesApis": provides,
        **({"consumesApis": consumes} if consumes else {}),
    }
    about = {f"{_OURS}/environment": one.environment, f"{_OURS}/gateway": one.gateway.api_name}
    return _entity("Component", {"name": one.stack, "title": one.title, "annotations": about, "tags": _tags(one)}, spec)


def _api(one: ApiManifest) -> dict[str, Any]:
    metadata = {
        "name": one.stack,
        "title": one.title,
        **({"description": one.description} if one.description else {}),
        "annotations": dict(_about(one)),
        "tags": _tags(one),
        "links": [
            {"url": one.server.url, "title": f"Base address in {one.environment}", "type": "endpoint"},
            *({"url": link.href, "title": link.title or link.rel, "type": link.rel} for link in one.links),
        ],
    }
    spec = {
        "type": "openapi",
        "lifecycle": _LIFECYCLES[one.lifecycle.state],
        "owner": _owner(one),
        "system": one.owner.domain,
        "definition": _definition(one),
    }
    return _entity("API", metadata, spec)


def _about(one: ApiManifest) -> Iterator[tuple[str, str]]:
    said = {
        "api-id": one.id,
        "audience": str(one.audience),
        "classification": str(one.owner.classification),
        "contract-digest": one.contract.digest,
        "lifecycle": one.lifecycle.state,
        "packs": ", ".join(f"{pack.name} {pack.version}" for pack in one.packs),
        "replaced-by": one.lifecycle.replaced_by,
        "scopes": ", ".join(scope.name for scope in one.scopes if scope.operations),
        "sunset": one.lifecycle.sunset.isoformat() if one.lifecycle.sunset else None,
        "version": one.version,
        "waivers": ", ".join(f"{waiver.rule} until {waiver.expires.isoformat()}" for waiver in one.waivers),
    }
    for key, value in said.items():
        if value:
            yield f"{_OURS}/{key}", value


def _definition(one: ApiManifest) -> dict[str, str]:
    """Backstage reads the contract itself; `$openapi` also follows the references to its other files."""
    published = one.linked("service-desc")
    address = published[0].href if published else f"./{quote(one.contract.file)}"
    return {"$openapi" if len(one.contract.files) > 1 else "$text": address}


def _events(one: ApiManifest) -> dict[str, Any]:
    domain = one.owner.domain
    metadata = {"name": _events_of(domain), "title": f"Events of {one.owner.title}", "tags": _tags(one)[:1]}
    spec = {
        "type": "asyncapi",
        "lifecycle": _LIFECYCLES["stable"],
        "owner": _owner(one),
        "system": domain,
        "definition": {"$text": EVENTS.format(domain=domain)},
    }
    return _entity("API", metadata, spec)


def _events_of(domain: str) -> str:
    return f"{domain}-events"


def _tags(one: ApiManifest) -> list[str]:
    return [str(one.owner.classification), str(one.audience), *([one.lifecycle.state] if one.lifecycle.state else [])]


def _owner(one: ApiManifest) -> str:
    """Backstage knows one owner of a thing: the first that the registry names; the others are in an annotation."""
    return f"group:default/{one.owner.teams[0]}"


def _entity(kind: str, metadata: Mapping[str, Any], spec: Mapping[str, Any]) -> dict[str, Any]:
    return {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": dict(metadata), "spec": dict(spec)}
