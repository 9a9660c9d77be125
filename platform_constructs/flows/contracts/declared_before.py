"""
Which contract each stack used to have: read from an older `stack.py` as text, for nobody runs old code to compare.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from platform_constructs.errors import DeclarationError
from platform_constructs.model.api import Api, HttpApi, InternalApi, PublicApi
from platform_constructs.model.backend import HttpBackend

__all__ = ["Declared", "declared_in"]

_LARGEST: Final = 1_000_000  # characters; the parser of Python takes some seconds for more
_ROADS: Final = (PublicApi, InternalApi, HttpApi)
_KNOWN: Final = frozenset(  # what a declaration imports that declares nothing itself
    {"__future__", "cdktf", "cdktf_cdktf_provider_aws", "constructs", "platform_constructs", "typing"}
)
_ANYWHERE: Final = HttpBackend(url="https://backend.example")


@dataclass(frozen=True, slots=True)
class Declared:
    """
    A stack with a contract, as a `stack.py` says it.

    Attributes:
        stack: The stack's name.
        contract: The contract file, relative to the project's root.
    """

    stack: str
    contract: str


def declared_in(source: str, domain: str, folder: str) -> tuple[tuple[Declared, ...], bool]:
    """
    Return the stacks with contracts that a `stack.py` declares in plain words, by name, and whether these are all.

    What it computes or imports cannot be told without running it, and is left out; so is everything of a file that is
    no Python. Then these are not all.

    Args:
        source: The file's text.
        domain: Whose folder it is in.
        folder: That folder, from the project's root.
    """
    if len(source) > _LARGEST:
        return (), False
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return (), False
    names = {road.__name__: road for road in _ROADS}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            names |= {one.asname: names[one.name] for one in node.names if one.asname and one.name in names}
    found = [_declared(call, names, domain, folder) for call in _calls(tree) if _called(call) in names]
    read = {one.stack: one for one in found if one}
    calls = sum(1 for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) in names)
    is_all = len(read) == calls and _KNOWN.issuperset(_imported(tree))
    return tuple(sorted(read.values(), key=lambda one: one.stack)), is_all


def _imported(tree: ast.Module) -> Iterator[str]:
    """Yield the packages that a file imports from, at whatever place."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else (node.module or "").partition(".")[0]


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    for statement in tree.body:
        value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
        if isinstance(value, ast.Call):
            yield value


def _declared(call: ast.Call, names: Mapping[str, type[Api]], domain: str, folder: str) -> Declared | None:
    said: dict[str, Any] = {}
    for keyword in call.keywords:
        if keyword.arg is None:  # what `**` brings is anybody's guess
            return None
        if keyword.arg in ("contract", "domain", "name"):
            if not isinstance(keyword.value, ast.Constant):
                return None
            said[keyword.arg] = keyword.value.value
    try:
        one = names[_called(call)](backend=_ANYWHERE, **{"domain": domain, **said})
    except DeclarationError:
        return None
    return Declared(one.stack, posixpath.normpath(f"{folder}/{one.contract}")) if one.domain == domain else None
