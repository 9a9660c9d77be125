"""
Which of the gathered manifests are meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from platform_constructs.catalog.manifest import ApiManifest
from platform_constructs.catalog.read_manifest import gather_manifests
from platform_constructs.errors import CatalogueError
from platform_constructs.model.nearest import nearest

__all__ = ["chosen", "named"]


def chosen(files: Iterable[tuple[str, str]], environment: str | None) -> tuple[ApiManifest, ...]:
    """
    Return gathered manifests in their one order.

    Args:
        files: Each manifest's text and its name in messages.
        environment: Only those that were built for it; None for all.

    Raises:
        CatalogueError: if one cannot be read; CAT-014, if two are of one stack and environment; CAT-015, if there is
            none.
    """
    found = gather_manifests(files)
    kept = tuple(one for one in found if environment in (None, one.environment))
    if not kept:
        known = sorted({one.environment for one in found})
        raise CatalogueError(
            "CAT-015",
            "there is no API's manifest to read" if not found else "no manifest was built for this environment",
            at="the catalogue",
            got=environment if found else "no manifest",
            fix=nearest(environment, known, f"use one of: {', '.join(known)}")
            if found and environment
            else "run `paved synth`, or name the folder where manifests are with --from",
        )
    return kept


def named(manifests: Sequence[ApiManifest], stack: str) -> tuple[ApiManifest, ...]:
    """
    Return the manifests of one stack, one for each environment that it was built for.

    Raises:
        CatalogueError: CAT-016, if there is none.
    """
    found = tuple(one for one in manifests if one.stack == stack)
    if not found:
        known = sorted({one.stack for one in manifests})
        raise CatalogueError(
            "CAT-016",
            "no manifest is of this stack",
            at="the command line",
            got=stack,
            fix=nearest(stack, known, f"use one of: {', '.join(known)}"),
        )
    return found
