"""
Whether a document has the structure that OpenAPI gives it, by the OpenAPI Initiative's own JSON Schemas.
"""

from __future__ import annotations

import functools
import importlib.resources
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import jsonschema_rs

from platform_constructs.contracts.api.kinds import misplaced_references
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.fault import Fault

__all__ = ["structure_faults"]

_MOST: Final = 200  # violations that are looked at; a document with more has one cause or no hope
_LONGEST: Final = 60  # characters of a value that are shown
_SCHEMAS: Final = "https://json-schema.org/draft/2020-12/schema"
_STRAY: Final = ("additionalProperties", "unevaluatedProperties")
_Path = tuple[str | int, ...]


def structure_faults(root: Node, *, is_31: bool) -> list[Fault]:
    """
    Return where a document is no OpenAPI 3.0 or 3.1, and which references lead to a part of another kind than they
    should, each place once, in the order of its lines.

    Files that it refers to are not looked at: nothing says what each of their parts is meant to be.
    """
    found: dict[_Path, Fault] = {}
    violations = [leaf for each in _violations(root.value, is_31) for leaf in _leaves(each)]
    certain = {tuple(each.instance_path) for each in violations if each.kind.name not in _STRAY}
    for each in violations:
        path = tuple(each.instance_path)
        # a part that is wrong inside counts as unread, and then all its keys as strays
        if each.kind.name in _STRAY and any(other[: len(path)] == path for other in certain):
            continue
        for fault in _faults(_node(root, path), each.kind):
            found.setdefault((*fault.at.tokens, fault.got), fault)
    faults = (*found.values(), *misplaced_references(root))
    return sorted(faults, key=lambda fault: (fault.at.line, fault.at.pointer, fault.got))


def _violations(document: Any, is_31: bool) -> Iterator[jsonschema_rs.ValidationError]:
    return islice(_validator("oas-3.1.json" if is_31 else "oas-3.0.json").iter_errors(document), _MOST)


@functools.cache
def _validator(name: str) -> Any:
    text = importlib.resources.files(__package__).joinpath("openapi", name).read_text(encoding="utf-8")
    return jsonschema_rs.validator_for(_with_schemas(json.loads(text)), validate_formats=False)


def _with_schemas(value: Any) -> Any:
    """
    OpenAPI 3.1 leaves the dialect of its schemas open; ours is JSON Schema 2020-12.

    Its own anchor for that, which lets anything pass, has to go: JSON Schema would come back to it below the first
    level.
    """
    if isinstance(value, dict):
        if value.get("$dynamicRef") == "#meta":
            return {"$ref": _SCHEMAS}
        return {key: _with_schemas(item) for key, item in value.items() if key != "$dynamicAnchor"}
    return [_with_schemas(item) for item in value] if isinstance(value, list) else value


def _leaves(violation: Any) -> Iterator[Any]:
    """Yield what is wrong at the bottom: of alternatives, in the one that its author seems to have meant."""
    branches = getattr(violation.kind, "context", None)
    if not branches or (violation.kind.name == "oneOf" and not all(branches)):
        yield violation
        return
    written = violation.instance
    meant = [branch for branch in branches if branch and not _is_reference(branch, written)] or branches
    best = max(meant, key=lambda branch: (max(len(each.instance_path) for each in branch), -len(branch)))
    for each in best:
        yield from _leaves(each)


def _is_reference(branch: Any, written: Any) -> bool:
    """Return whether an alternative is about a `$ref` that was not written."""
    if isinstance(written, dict) and "$ref" in written:
        return False
    return any(each.kind.name == "required" and each.kind.property == "$ref" for each in branch)


def _node(root: Node, path: _Path) -> Node:
    node = root
    for token in path:
        node = node.child(str(token) if isinstance(node.value, dict) else token)  # 200 is said for "200"
    return node


def _faults(at: Node, kind: Any) -> Iterator[Fault]:
    name = str(at.tokens[-1]) if at.tokens else "the document"
    match kind.name:
        case "minProperties":
            yield _fault(f"{name} is empty", at, "{}", "fill it in")
        case "required":
            what = f"{name} lacks {kind.property}, which OpenAPI requires"
            yield _fault(what, at, "nothing", f"add {kind.property}")
        case "additionalProperties" | "unevaluatedProperties":
            for key in kind.unexpected:
                stray = at.child(key) if isinstance(at.value, dict) and key in at.value else at
                yield _fault(f"OpenAPI knows no such key in {name}", stray, key, "correct it, or start it with x-")
        case "type":
            types = kind.types if isinstance(kind.types, list) else [kind.types]
            wanted = " or ".join(map(str, types))
            yield _fault(f"{name} has to be of type {wanted}", at, _shown(at.value), f"write a value of type {wanted}")
        case "enum":
            options = ", ".join(_shown(option) for option in kind.options)
            yield _fault(f"{name} is none of the values that OpenAPI knows", at, _shown(at.value), f"use {options}")
        case "const":
            yield _fault(
                f"{name} has another value than OpenAPI gives it",
                at,
                _shown(at.value),
                f"write {_shown(kind.expected_value)}",
            )
        case "pattern":
            what = f"{name} is not written as OpenAPI wants it"
            yield _fault(what, at, _shown(at.value), f"match {kind.pattern}")
        case _:
            what = f"{name} breaks `{kind.name}` of OpenAPI's own schema"
            yield _fault(what, at, _shown(at.value), "look the part up in the OpenAPI specification")


def _fault(what: str, at: Node, got: str, fix: str) -> Fault:
    return Fault("CON-060", "invalid-openapi", what, at, got, fix)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
