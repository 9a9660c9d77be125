"""
The files of a contract as a JSON Schema validator reads them: what OpenAPI adds to schemas is said in its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

__all__ = ["Side", "lowered"]


class Side(Enum):
    """Who writes a value; the properties that nobody on this side may write are required of nobody there."""

    REQUEST = ("readOnly",)
    RESPONSE = ("writeOnly",)
    EITHER = ("readOnly", "writeOnly")


_DATA: Final = frozenset({"const", "default", "enum", "example", "examples"})  # the author's own, never a schema
# What is below these goes by names, and a property or response may well be called `default`.
_NAMED: Final = frozenset({"$defs", "definitions", "patternProperties", "properties", "responses", "schemas"})


def lowered(value: Any, side: Side, *, is_31: bool) -> Any:
    """
    Return a file's content for a validator: of draft 2020-12 for OpenAPI 3.1, of draft 4 for 3.0.

    Draft 4 bounds a number as 3.0 does; `nullable` it does not know.

    Args:
        value: The content. Untouched.
        side: Who writes the values that are checked.
        is_31: Whether it is OpenAPI 3.1.
    """
    if isinstance(value, list):
        return [_within(item, side, is_31=is_31) for item in value]
    if not isinstance(value, dict):
        return value
    said = {
        key: _named(inner, side, is_31=is_31)
        if key in _NAMED and isinstance(inner, dict)
        else inner
        if key in _DATA
        else _within(inner, side, is_31=is_31)
        for key, inner in value.items()
    }
    if isinstance(said.get("properties"), dict) and isinstance(said.get("required"), list):
        said["required"] = [name for name in said["required"] if not _is_the_others(said["properties"], name, side)]
        if not said["required"]:
            del said["required"]  # draft 4 knows no empty list of names
    if "discriminator" in said and "oneOf" in said and "anyOf" not in said:
        said["anyOf"] = said.pop("oneOf")  # the discriminator picks one, however many would fit
    return said if is_31 or said.get("nullable") is not True else _nullable(said)


def _within(value: Any, side: Side, *, is_31: bool) -> Any:
    return lowered(value, side, is_31=is_31) if isinstance(value, dict | list) else value


def _named(names: dict[str, Any], side: Side, *, is_31: bool) -> dict[str, Any]:
    return {name: _within(inner, side, is_31=is_31) for name, inner in names.items()}


def _is_the_others(properties: Mapping[str, Any], name: Any, side: Side) -> bool:
    schema = properties.get(name) if isinstance(name, str) else None
    return isinstance(schema, dict) and any(schema.get(flag) is True for flag in side.value)


def _nullable(said: dict[str, Any]) -> dict[str, Any]:
    kind = said.get("type")
    if not isinstance(kind, str):
        return {"anyOf": [{"type": "null"}, said]}
    values = {"enum": [*said["enum"], None]} if isinstance(said.get("enum"), list) else {}
    return {**said, "type": [kind, "null"], **values}
