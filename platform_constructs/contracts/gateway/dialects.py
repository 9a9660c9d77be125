"""
Which JSON Schema the schemas of an OpenAPI 3.1 contract may be written in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.fault import Fault

__all__ = ["dialect_faults"]

# 2019-09 differs only in `items` as a list and in `$recursiveRef`, and neither is carried.
_KNOWN: Final = (
    "https://json-schema.org/draft/2020-12/schema",
    "https://json-schema.org/draft/2019-09/schema",
    "https://spec.openapis.org/oas/3.1/dialect/base",
)


def dialect_faults(said: Node) -> Iterator[Fault]:
    """
    Yield a fault when `$schema` or `jsonSchemaDialect` names a dialect whose keywords mean something else.

    In draft 7 and before, for example, what stands beside a `$ref` is ignored.

    Raises:
        ContractError: when it is no text.
    """
    if said.text().rstrip("#") not in _KNOWN and not said.value.startswith(
        "https://spec.openapis.org/oas/3.1/dialect/"
    ):
        what = "the schemas are written in another dialect than OpenAPI 3.1's own, and would be misread"
        yield Fault("CON-072", "foreign-dialect", what, said, said.value, f"use {_KNOWN[0]}, or leave it out")
