"""
Manifests as an APIs.json index of a host, version 0.23.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from platform_constructs.catalog.manifest import ApiManifest

__all__ = ["APIS_JSON", "apis_json"]

APIS_JSON: Final = "apis.json"
"""Where it is served on its host."""

_VERSION: Final = "0.23"
_LONGEST_NAME: Final = 50  # characters, as APIs.json says
_SHORTEST: Final = 5  # characters of a description
_TYPES: Final[Mapping[str, str]] = {
    "service-desc": "OpenAPI",
    "service-doc": "Documentation",
    "service-meta": "X-manifest",
    "status": "StatusPage",
    "sunset": "DeprecationPolicy",
    "terms-of-service": "TermsOfService",
}


def apis_json(manifests: Sequence[ApiManifest], host_name: str) -> dict[str, Any]:
    """
    Return the index of one host in one environment.

    It says no dates of its making: equal manifests give equal bytes.

    Args:
        manifests: Of one environment; those of other hosts are left out. At least one is of this host.
        host_name: The host's DNS name.
    """
    own = sorted((one for one in manifests if one.server.host_name == host_name), key=lambda one: one.stack)
    whose = own[0].organisation
    return {
        "aid": f"{host_name}:{whose.slug}",
        "name": _name(whose.name),
        "description": f"The APIs of {whose.name} on {host_name}."[:1_000],
        "url": f"https://{host_name}/{APIS_JSON}",
        "specificationVersion": _VERSION,
        "type": "Collection" if len(own) > 1 else "Index",
        "position": "Producing",
        "tags": sorted({str(one.audience) for one in own}),
        "apis": [_api(one, host_name) for one in own],
        "maintainers": [{"FN": whose.name, "email": whose.contact}],
    }


def _name(name: str) -> str:
    """APIs.json wants 3 to 50 characters."""
    long_enough = name if len(name) > 2 else f"{name} APIs"
    return long_enough if len(long_enough) <= _LONGEST_NAME else f"{long_enough[: _LONGEST_NAME - 3]}..."


def _api(one: ApiManifest, host_name: str) -> dict[str, Any]:
    documented = next((link.href for link in one.linked("service-doc")), one.server.url)
    tags = [one.owner.domain, str(one.owner.classification), one.lifecycle.state]
    return {
        "aid": f"{host_name}:{one.stack}",
        "name": one.title if len(one.title) > 1 else f"{one.title} API",
        "description": one.description if len(one.description) >= _SHORTEST else f"The API {one.title}.",
        "image": "",
        "version": one.version,
        "baseURL": one.server.url,
        "humanURL": documented,
        "tags": [tag for tag in tags if tag],
        "properties": list(_properties(one)),
        "contact": [{"FN": one.owner.title, "email": one.owner.contact}],
    }


def _properties(one: ApiManifest) -> Iterator[dict[str, Any]]:
    for link in one.links:
        said = {"type": _TYPES[link.rel], "name": link.title, "url": link.href, "mediaType": link.type}
        yield {key: value for key, value in said.items() if value}
    life, promised = one.lifecycle, one.slo
    age = {"state": life.state, "sunset": life.sunset.isoformat() if life.sunset else None, "by": life.replaced_by}
    if any(age.values()):
        yield {"type": "X-lifecycle", "data": {key: value for key, value in age.items() if value}}
    if promised is not None:
        yield {"type": "X-slo", "data": promised.model_dump(mode="json", exclude_none=True)}
    scopes = [{"name": scope.name, "description": scope.description} for scope in one.scopes if scope.operations]
    if scopes:
        yield {"type": "OAuthScopes", "data": scopes}
