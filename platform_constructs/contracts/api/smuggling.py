"""
What a contract must not carry anywhere: instructions to API Gateway, and text that the engine would take for its own.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.fault import Fault

__all__ = ["SIGNING", "is_token", "smuggled"]

_EXTENSION: Final = "x-amazon-"
SIGNING: Final = ("x-amazon-apigateway-authtype", "awsSigv4")
"""How contracts say by AWS's custom that requests are signed: it describes, and instructs nobody."""

_MARKER: Final = "TfToken["  # cdktf resolves ${TfToken[..]}, #{TfToken[..]} and &{TfToken[..]} in every text
_NUMERAL: Final = re.compile(r"-[0-9][0-9.]*[eE]\+?[0-9]{3}")
_TOKEN_BITS: Final = (0xFDFF, 0xFBFF)  # cdktf keeps number tokens in doubles that start like this


def smuggled(root: Node) -> Iterator[Fault]:
    """Yield a fault for each gateway extension and each engine token in a file."""
    todo = [(root.value, root.tokens, root.line)]  # a Node for each would take most of the time
    while todo:
        value, tokens, line = todo.pop()
        lines = root.marks.get(id(value), {})
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in pairs:
            if isinstance(key, str) and key.lower().startswith(_EXTENSION) and (key, item) != SIGNING:
                what = "a contract may not instruct API Gateway; the paved road sets its extensions"
                fix = "drop it; backends, authorizers and limits belong to the declaration and the packs"
                at = Node(root.file, tokens, value, line, root.marks).child(key)
                yield Fault("CON-045", "gateway-extension", what, at, key, fix)
            elif is_token(key):
                yield _token(Node(root.file, tokens, value, line, root.marks).child(key))
            if isinstance(item, dict | list):
                todo.append((item, (*tokens, key), lines.get(key, line)))
            elif is_token(item):
                yield _token(Node(root.file, tokens, value, line, root.marks).child(key))


def _token(at: Node) -> Fault:
    what = "the text looks like a token of the engine, which would replace it"
    return Fault("CON-046", "engine-token", what, at, _MARKER, "rephrase it")


def is_token(value: Any) -> bool:
    """Return whether the engine would take a text or number for one of its own."""
    if isinstance(value, str):
        return _MARKER in value or ("e" in value.lower() and any(map(_is_number_token, _NUMERAL.findall(value))))
    return isinstance(value, float) and _is_number_token(value)


def _is_number_token(value: str | float) -> bool:
    try:
        packed = struct.pack(">d", float(value))
    except ValueError:
        return False
    return int.from_bytes(packed[:2]) in _TOKEN_BITS
