"""
The AsyncAPI documents that syntheses wrote, gathered: one for each domain and environment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

from platform_constructs.catalog.json_object import ObjectError, json_object
from platform_constructs.catalog.read_manifest import LARGEST
from platform_constructs.errors import CatalogueError

__all__ = ["gather_asyncapi"]

_PLACE: Final = re.compile(r"(?P<environment>[a-z][a-z0-9-]{0,23})/[a-z][a-z0-9-]{0,23}\.json")


def gather_asyncapi(files: Iterable[tuple[str, str, str]], environment: str | None) -> dict[str, str]:
    """
    Return the documents as a projection's files, by path, sorted; they are what a synth wrote.

    Args:
        files: Each document's text, its place `<environment>/<domain>.json`, and its name in messages.
        environment: Only those that were built for it; None for all.

    Raises:
        CatalogueError: CAT-015, if there is none; CAT-017, if one is no AsyncAPI 3 document, or two of one domain and
            environment differ.
    """
    found: dict[str, str] = {}
    for text, place, name in files:
        match = _PLACE.fullmatch(place)
        if match is None or environment not in (None, match["environment"]):
            continue
        said, _, domain = place.partition("/")
        again = _written(text, name)
        if found.setdefault(f"{said}/asyncapi/{domain}", again) != again:
            raise _refused("two documents of one domain and environment differ", name, place, "keep what is deployed")
    if not found:
        raise CatalogueError(
            "CAT-015",
            "there is no AsyncAPI document to read",
            at="the catalogue",
            got=environment or "no document",
            fix="run `paved synth` for a domain with event contracts, or name a synth's output with --from",
        )
    return dict(sorted(found.items()))


def _written(text: str, name: str) -> str:
    try:
        document = json_object(text, largest=LARGEST, kind="AsyncAPI document")
    except ObjectError as cause:
        raise _refused(f"the file {cause.what}", name, cause.got, "write it anew with `paved synth`") from cause
    version = document.get("asyncapi")
    if not isinstance(version, str) or not version.startswith("3."):
        got = "no version" if version is None else version
        raise _refused("the file is no AsyncAPI 3 document", name, got, "write it anew with `paved synth`")
    again = json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    try:
        again.encode("utf-8")
    except UnicodeEncodeError as cause:  # half of a surrogate pair, which Python's parser takes
        raise _refused("the file holds half a character", name, f"character {cause.start}", "correct it") from cause
    return again


def _refused(what: str, at: str, got: object, fix: str) -> CatalogueError:
    return CatalogueError("CAT-017", what, at=at, got=got, fix=fix)
