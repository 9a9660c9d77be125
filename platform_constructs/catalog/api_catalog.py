"""
Manifests as the api-catalog of a host: RFC 9727, written as a link set by RFC 9264.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from platform_constructs.catalog.manifest import ApiManifest
from platform_constructs.catalog.manifest_parts import Link

__all__ = ["WELL_KNOWN", "api_catalog"]

WELL_KNOWN: Final = ".well-known/api-catalog"
"""Where it is served on its host, with the media type `application/linkset+json`."""

_RELATIONS: Final = ("service-desc", "service-doc", "service-meta", "status", "sunset", "terms-of-service")


def api_catalog(manifests: Sequence[ApiManifest], host_name: str) -> dict[str, Any]:
    """
    Return the link set of one host in one environment.

    The catalogue itself has an item for each API; each API, by its base address, has what there is about it.

    Args:
        manifests: Of one environment; those of other hosts are left out.
        host_name: The host's DNS name.
    """
    own = sorted((one for one in manifests if one.server.host_name == host_name), key=lambda one: one.server.url)
    items = [{"href": one.server.url, "title": f"{one.title} {one.version}"} for one in own]
    return {
        "linkset": [
            {"anchor": f"https://{host_name}/{WELL_KNOWN}", "item": items},
            *({"anchor": one.server.url, **_links(one)} for one in own if one.links),
        ]
    }


def _links(one: ApiManifest) -> dict[str, list[dict[str, str]]]:
    found = {relation: [_target(link) for link in one.linked(relation)] for relation in _RELATIONS}
    return {relation: targets for relation, targets in found.items() if targets}


def _target(link: Link) -> dict[str, str]:
    said = {"href": link.href, "type": link.type, "title": link.title}
    return {key: value for key, value in said.items() if value}
