"""
An OpenAPI document that can be read and whose references lead somewhere; whether it makes an API is asked later.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.document.source import Spent, parse

__all__ = ["Document", "read_document"]

_VERSION: Final = re.compile(r"3\.[01]\.\d{1,3}(?:-[a-z0-9.]+)?")
_SHORT: Final = re.compile(r"3\.[01]")


@dataclass(frozen=True, slots=True)
class Document:
    """
    A document and everything its references lead to.

    Attributes:
        file: Its path, for messages.
        is_31: Whether it is OpenAPI 3.1, whose schemas are JSON Schema 2020-12; otherwise 3.0.
        root: Its root.
        references: Leads from each `$ref` to what it names.
    """

    file: str
    is_31: bool
    root: Node = field(repr=False)
    references: References = field(repr=False, compare=False)


def read_document(text: str, file: str, *, read: Callable[[str], str]) -> Document:
    """
    Read an OpenAPI 3.0 or 3.1 document.

    Args:
        text: The document, YAML or JSON.
        file: Its path, for messages, relative to the project's root with forward slashes.
        read: Gives the text of another file of the document's folder, by its path relative to that folder.

    Raises:
        ContractError: when it cannot be read, refers to what is not there or may not be read, or is no OpenAPI 3.0
            or 3.1.
    """
    spent = Spent()
    root = parse(text, file, spent)
    is_31 = _check_version(root)
    return Document(file, is_31, root, References(root, read, spent))


def _check_version(root: Node) -> bool:
    if not isinstance(root.value, dict) or not root.value.keys() & {"openapi", "swagger"}:
        got = "a mapping without the key `openapi`" if isinstance(root.value, dict) else "no mapping"
        raise root.refuse("CON-006", "the file is no OpenAPI document", got, "start it with `openapi: 3.1.0`")
    if (swagger := root.get("swagger")) is not None:
        fix = "convert it first, for example with `npx swagger2openapi`, and review the result"
        raise swagger.refuse("CON-007", "the contract is written in Swagger 2.0", swagger.value, fix)
    said = root.child("openapi")
    if not isinstance(said.value, str) or _SHORT.fullmatch(said.value):
        what = "the version of OpenAPI has to be a text of three numbers"
        raise said.refuse("CON-008", what, said.value, 'write `openapi: "3.1.0"` or "3.0.3"')
    if not _VERSION.fullmatch(said.value):
        fix = "write `openapi: 3.1.0` or 3.0.3"
        raise said.refuse("CON-008", "only OpenAPI 3.0 and 3.1 can be read", said.value, fix)
    return said.value.startswith("3.1")
