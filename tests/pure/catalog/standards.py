"""
The schemas that projections are held against: those kept here, and those that may lie beside this clone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import jsonschema
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

__all__ = ["SHARED", "Held", "kept", "registry_of"]

ROOT: Final = Path(__file__).parents[3]
KEPT: Final = ROOT / "tests" / "standards"
SHARED: Final = ROOT.parent / "shared" / "corpus" / "standards"
"""Schemas that stay out of the project, as tests/standards/README.md says."""


def kept(path: str) -> Any:
    """Return a schema that is kept here."""
    return json.loads((KEPT / path).read_text(encoding="utf-8"))


def registry_of(folder: Path) -> Registry[Any]:
    """Return the draft 7 schemas of a folder by their ids, to find each other by."""
    found = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    resources: list[tuple[str, Resource[Any]]] = [(one["$id"], DRAFT7.create_resource(one)) for one in found]
    return Registry().with_resources(resources)


class Held:
    """
    A schema that documents are held against.

    Args:
        schema: The schema.
        registry: What it refers to.
    """

    def __init__(self, schema: Any, registry: Registry[Any] | None = None) -> None:
        kind = jsonschema.validators.validator_for(schema, default=jsonschema.Draft7Validator)
        kind.check_schema(schema)
        self._validator = kind(
            schema, registry=Registry() if registry is None else registry, format_checker=kind.FORMAT_CHECKER
        )

    def faults(self, document: Any) -> list[str]:
        """Return what is wrong with a document: nothing, if it is valid."""
        return sorted(f"{error.json_path}: {error.message}" for error in self._validator.iter_errors(document))
