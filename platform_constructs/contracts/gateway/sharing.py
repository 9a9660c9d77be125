"""
Models that say the same become one: two schemas that differed only in words, or that were written down twice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

__all__ = ["same_models"]

_ROUNDS: Final = 20  # a chain of models that is written down twice is found from its end, a link in each round
_Refs = tuple[str | None, ...]


def same_models(models: Mapping[str, Any]) -> dict[str, str]:
    """
    Return for each model one that says the same; those that say the same have the same one.

    Args:
        models: By key; a `$ref` in them is a key.
    """
    shapes = {key: _shape(key, model) for key, model in models.items()}
    users: dict[str, set[str]] = {}
    for key, (_, refs) in shapes.items():
        for ref in refs:
            if ref is not None:
                users.setdefault(ref, set()).add(key)
    one_of = {key: key for key in models}
    first: dict[tuple[str, _Refs], str] = {}
    waiting = sorted(models)
    for _ in range(_ROUNDS):
        gone: set[str] = set()
        for key in waiting:
            shape, refs = shapes[key]
            said = (shape, tuple(None if ref is None else one_of[ref] for ref in refs))
            if (same := _end(first.setdefault(said, key), one_of)) != key:
                one_of[key] = same
                gone.add(key)
        waiting = sorted({user for key in gone for user in users.get(key, ()) if one_of[user] == user})
        if not waiting:
            break
    return {key: _end(key, one_of) for key in models}


def _end(key: str, one_of: Mapping[str, str]) -> str:
    while one_of[key] != key:
        key = one_of[key]
    return key


def _shape(key: str, model: Any) -> tuple[str, _Refs]:
    """Return a model without its references, and these in the order of the text; None is the model itself."""
    refs: list[str | None] = []

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                refs.append(None if value["$ref"] == key else value["$ref"])
                return {"$ref": 0}
            return {name: bare(value[name]) for name in sorted(value)}
        return [bare(item) for item in value] if isinstance(value, list) else value

    return json.dumps(bare(model)), tuple(refs)
