"""
The component that a place belongs to, and the path inside it as people write it.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.contracts.document.node import Node

__all__ = ["anchor_of"]

_Tokens = tuple[str | int, ...]
_DEFINITIONS: Final = ("$defs", "definitions")
_SKIPPED: Final = frozenset({"allOf"})
_LISTED: Final = frozenset({"anyOf", "oneOf", "prefixItems"})
_SINGLE: Final = {
    "items": "[]",
    "additionalItems": "[]",
    "additionalProperties": ".*",
    "contains": ".contains",
    "else": "",
    "if": "",
    "not": "",
    "propertyNames": "",
    "then": "",
    "unevaluatedItems": "[]",
    "unevaluatedProperties": ".*",
}


def anchor_of(node: Node, main: str) -> tuple[str, str]:
    """
    Return a place's component and its path inside that.

    Args:
        node: The place, a schema or one of its keywords.
        main: The contract's file; components of other files are named by these.
    """
    component, rest = _component(node.tokens)
    if node.file != main:
        component = f"{node.file}#/{component}" if component else node.file
    return component, _path(rest)


def _component(tokens: _Tokens) -> tuple[str, _Tokens]:
    if tokens[:1] == ("schema",):  # an event contract keeps its schema there
        return _component(tokens[1:])
    if len(tokens) >= 3 and tokens[0] == "components":
        named = f"{tokens[1]}/{tokens[2]}"
        if tokens[1] == "schemas":
            return named, tokens[3:]
        return _inside(named, tokens[3:])
    if len(tokens) >= 2 and tokens[0] in _DEFINITIONS:
        return f"{tokens[0]}/{tokens[1]}", tokens[2:]
    if len(tokens) >= 2 and tokens[0] in ("paths", "webhooks"):
        path = str(tokens[1]) if tokens[0] == "paths" else f"webhook {tokens[1]}"
        if len(tokens) >= 3 and isinstance(tokens[2], str) and tokens[2] not in ("parameters", "$ref"):
            return _inside(f"{tokens[2].upper()} {path}", tokens[3:])
        return _inside(path, tokens[2:])
    return "", tokens


def _inside(named: str, tokens: _Tokens) -> tuple[str, _Tokens]:
    """Go on to the schema: `responses/200/content/application~1json/schema` and the like."""
    words = [named]
    position = 0
    while position < len(tokens) and tokens[position] != "schema":
        word = tokens[position]
        if word in ("responses", "content", "headers") and position + 1 < len(tokens):
            words.append(f"header {tokens[position + 1]}" if word == "headers" else str(tokens[position + 1]))
            position += 1
        elif word == "parameters" and position + 1 < len(tokens):
            words.append(f"parameter {tokens[position + 1]}")
            position += 1
        position += 1
    if words[1:] and "requestBody" in tokens[:position]:
        words = words[:1]
    return " ".join(words), tokens[position + 1 :]


def _path(tokens: _Tokens) -> str:
    path = ""
    position = 0
    while position < len(tokens):
        word = tokens[position]
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if word == "properties" and following is not None:
            path += f".{following}"
            position += 1
        elif word == "patternProperties" and following is not None:
            path += f".{{{following}}}"
            position += 1
        elif (word == "dependentSchemas" and following is not None) or (word in _SKIPPED and following is not None):
            position += 1
        elif word in _LISTED and following is not None:
            path += f"[{following}]" if word == "prefixItems" else f"({word} {following})"
            position += 1
        elif word == "items" and isinstance(following, int):
            path += f"[{following}]"
            position += 1
        elif word in _SINGLE:
            path += _SINGLE[str(word)]
        else:
            break
        position += 1
    return path.removeprefix(".")
