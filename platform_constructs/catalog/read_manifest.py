"""
Reads an API's manifest, which may come from anywhere: bounded, strict, and told what is wrong with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import ValidationError

from platform_constructs.catalog.json_object import ObjectError, json_object
from platform_constructs.catalog.manifest import FORMAT, ApiManifest
from platform_constructs.catalog.manifest_parts import (
    ContractFacts,
    ForcedPack,
    ForcedWaiver,
    Gateway,
    Life,
    Link,
    LintFacts,
    Offered,
    OfferedScope,
    Owner,
    PublishedEvent,
    Publisher,
    Server,
    Subscription,
    Unchecked,
)
from platform_constructs.catalog.unfit import keys_of, unfit
from platform_constructs.errors import CatalogueError
from platform_constructs.model.slo import Latency, Slo

__all__ = ["LARGEST", "gather_manifests", "read_manifest"]

LARGEST: Final = 16 * 1024 * 1024
"""Characters: the manifest of an API with 1,000 operations takes about half a million."""

_KEYS: Final = keys_of(
    ApiManifest,
    ContractFacts,
    ForcedPack,
    ForcedWaiver,
    Gateway,
    Latency,
    Life,
    Link,
    LintFacts,
    Offered,
    OfferedScope,
    Owner,
    PublishedEvent,
    Publisher,
    Server,
    Slo,
    Subscription,
    Unchecked,
)
_SCHEMA: Final = "docs/reference/api-manifest.schema.json"
_AGAIN: Final = "write the manifest anew with `paved synth`"


def gather_manifests(files: Iterable[tuple[str, str]]) -> tuple[ApiManifest, ...]:
    """
    Read the manifests of several APIs, and return them in their one order.

    Args:
        files: Each file's text and its name in messages.

    Raises:
        CatalogueError: as for `read_manifest`; CAT-014, if two are of one stack and environment.
    """
    found: dict[tuple[str, str], tuple[ApiManifest, str]] = {}
    for text, name in files:
        manifest = read_manifest(text, name)
        key = manifest.environment, manifest.stack
        _, other = found.setdefault(key, (manifest, name))
        if other != name:
            raise CatalogueError(
                "CAT-014",
                f"two manifests are of {manifest.stack} in {manifest.environment}",
                at=name,
                got=f"the other is {other}",
                fix="keep the one of what is deployed",
            )
    return tuple(sorted((manifest for manifest, _ in found.values()), key=lambda one: one.order))


def read_manifest(text: str, name: str) -> ApiManifest:
    """
    Read an API's manifest.

    Args:
        text: The whole file.
        name: Its name in messages.

    Raises:
        CatalogueError: CAT-010, if it is no JSON object, too large, too deep, or says a key twice; CAT-011, if its
            format is another one; CAT-012, if a value is not what the format allows, or a key is unknown; CAT-013,
            if it contradicts itself.
    """
    try:
        document = json_object(text, largest=LARGEST, kind="manifest")
    except ObjectError as cause:
        raise _unreadable(name, f"the file {cause.what}", cause.got) from cause
    said = document.get("format")
    if type(said) is not int or said != FORMAT:
        raise CatalogueError(
            "CAT-011",
            f"the manifest is not of format {FORMAT}, the one that this paved reads",
            at=name,
            got="no format" if said is None else said,
            fix=f"{_AGAIN}, with the version of platform-constructs that is installed here",
        )
    try:
        manifest = ApiManifest.model_validate_json(text)
    except ValidationError as cause:
        found = unfit(cause, kind="a manifest", keys=_KEYS, schema=_SCHEMA, again=_AGAIN)
        if not found.is_json:
            raise _unreadable(name, found.what, str(found.got)) from cause
        raise CatalogueError("CAT-012", found.what, at=f"{name} ({found.way})", got=found.got, fix=found.fix) from cause
    for what, got in _contradictions(manifest).items():
        raise CatalogueError("CAT-013", what, at=name, got=got, fix=_AGAIN)
    return manifest


def _unreadable(name: str, what: str, got: str) -> CatalogueError:
    return CatalogueError("CAT-010", what, at=name, got=got, fix=_AGAIN)


def _contradictions(manifest: ApiManifest) -> Mapping[str, str]:
    """What is projected from one part must be so by the other: a scope's operations, who may call them, the host."""
    found: dict[str, str] = {}
    environments = Counter(one.environment for one in manifest.servers)
    if environments[manifest.environment] != 1 or len(environments) < len(manifest.servers):
        found["the API has no address in the environment that it was built for, or two in one"] = manifest.environment
    operations = Counter(route.operation for route in manifest.routes)
    asks: dict[str, set[str]] = {scope.name: set(scope.operations) for scope in manifest.scopes}
    if twin := next((one for one, times in operations.items() if times > 1), ""):
        found["an operation stands in the manifest twice"] = twin
    if len(asks) < len(manifest.scopes):
        found["a scope stands in the manifest twice"] = next(
            name for name, times in Counter(scope.name for scope in manifest.scopes).items() if times > 1
        )
    opened: dict[str, set[str]] = {}
    for route in manifest.routes:
        if sum((route.open, bool(route.scopes), bool(route.callers))) != 1:
            found["a route is open, asks for scopes or names its callers: one of the three"] = route.operation
        for scope in route.scopes:
            opened.setdefault(scope, set()).add(route.operation)
    if odd := sorted(name for name in asks.keys() | opened.keys() if asks.get(name) != opened.get(name, set())):
        found["a scope's operations are not those that ask for it"] = odd[0]
    return found
