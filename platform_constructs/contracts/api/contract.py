"""
A contract that has been read: what it declares, and where each part of it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.model.contract import Operation

__all__ = ["Contract"]


@dataclass(frozen=True, slots=True)
class Contract:
    """
    An OpenAPI document with everything its references lead to. Nothing in it is escaped yet.

    Attributes:
        file: The contract file.
        is_31: Whether it is OpenAPI 3.1, whose schemas are JSON Schema 2020-12; otherwise 3.0.
        title: From `info`.
        version: From `info`.
        base_path: The path part of its servers, such as `/ordering/v1`; empty for the root.
        operations: Sorted by path and method.
        scopes: Every scope it declares or asks for that has the form `<server>/<name>`, by full name, with its
            description, or its name where there is none; sorted. A malformed one is never here.
        root: The document.
        references: Leads from each `$ref` to what it names.
        declared: For each operation id, the path item and the operation as written.
    """

    file: str
    is_31: bool
    title: str
    version: str
    base_path: str
    operations: tuple[Operation, ...]
    scopes: Mapping[str, str]
    root: Node = field(repr=False)
    references: References = field(repr=False, compare=False)
    declared: Mapping[str, tuple[Node, Node]] = field(repr=False)

    @property
    def document(self) -> Mapping[str, Any]:
        """The document as plain values."""
        value: Mapping[str, Any] = self.root.value
        return value
