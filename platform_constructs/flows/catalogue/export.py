"""
Project manifests to what other catalogues read, as files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, Protocol

from platform_constructs.catalog.api_catalog import WELL_KNOWN, api_catalog
from platform_constructs.catalog.apis_json import APIS_JSON, apis_json
from platform_constructs.catalog.backstage import backstage_entities, backstage_groups
from platform_constructs.catalog.manifest import ApiManifest
from platform_constructs.catalog.openslo import openslo

__all__ = ["PROJECTIONS", "AsYaml", "export"]


class AsYaml(Protocol):
    """Writes documents as YAML; `adapters.yaml_text` does it."""

    def __call__(self, documents: Sequence[Mapping[str, Any]]) -> str:
        """Return them as one text, each begun by `---`."""


def export(manifests: Sequence[ApiManifest], form: str, as_yaml: AsYaml) -> dict[str, str]:
    """
    Return the files of a projection by their paths, which begin with the environment's name.

    Args:
        manifests: At least one, sorted.
        form: One of `PROJECTIONS`.
        as_yaml: Writes YAML.
    """
    found: dict[str, str] = {}
    for environment, group in groupby(manifests, key=lambda one: one.environment):
        for path, text in PROJECTIONS[form](tuple(group), as_yaml).items():
            found[f"{environment}/{path}"] = text
    return found


def _backstage(manifests: Sequence[ApiManifest], as_yaml: AsYaml) -> dict[str, str]:
    return {
        "backstage/catalog-info.yaml": as_yaml(backstage_entities(manifests)),
        "backstage/groups.yaml": as_yaml(backstage_groups(manifests)),
    }


def _openslo(manifests: Sequence[ApiManifest], as_yaml: AsYaml) -> dict[str, str]:
    return {"openslo.yaml": as_yaml(openslo(manifests))}


def _api_catalog(manifests: Sequence[ApiManifest], _: AsYaml) -> dict[str, str]:
    return {f"{host}/{WELL_KNOWN}": _as_json(api_catalog(manifests, host)) for host in _hosts(manifests)}


def _apis_json(manifests: Sequence[ApiManifest], _: AsYaml) -> dict[str, str]:
    return {f"{host}/{APIS_JSON}": _as_json(apis_json(manifests, host)) for host in _hosts(manifests)}


def _hosts(manifests: Sequence[ApiManifest]) -> list[str]:
    return sorted({one.server.host_name for one in manifests})


def _as_json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


PROJECTIONS: Final[Mapping[str, Callable[[Sequence[ApiManifest], AsYaml], dict[str, str]]]] = {
    "api-catalog": _api_catalog,
    "apis-json": _apis_json,
    "backstage": _backstage,
    "openslo": _openslo,
}
"""By the name of the standard."""
