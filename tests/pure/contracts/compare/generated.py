"""
Random pairs of schemas, most of them one change apart, and instances that lie near what the old one allows.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

Schema = Any
TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")
NAMES = ("a", "b", "c", "x-1")
TEXTS = ("", "a", "b", "ab", "A1", "xa")
PATTERNS = ("^a", "[0-9]", "b$", "^.*$")
COMPONENTS = ("One", "Two")
IN_PLACE = ("allOf", "anyOf", "oneOf")


def scalar(dice: random.Random) -> Any:
    return dice.choice((None, True, False, dice.randint(-3, 9), dice.choice((0.5, 1.0, 2.5)), dice.choice(TEXTS)))


def _leaf(dice: random.Random) -> Schema:
    kind = dice.choice(TYPES)
    made: dict[str, Any] = {"type": kind} if dice.random() < 0.85 else {}
    if dice.random() < 0.15:
        made["type"] = dice.sample(TYPES, dice.randint(1, 3))
    if dice.random() < 0.1:
        return dice.choice((True, False, {}, {"const": scalar(dice)}))
    if dice.random() < 0.15:
        return {"enum": [scalar(dice) for _ in range(dice.randint(1, 4))]}
    made |= _bounds(kind, dice)
    return made


def _bounds(kind: str, dice: random.Random) -> dict[str, Any]:
    offered: dict[str, Any] = {}
    if kind in ("integer", "number"):
        offered = {
            "minimum": dice.randint(-2, 4),
            "maximum": dice.choice((3, 6, 7.5)),
            "exclusiveMinimum": dice.randint(-2, 4),
            "exclusiveMaximum": dice.randint(3, 9),
            "multipleOf": dice.choice((1, 2, 3, 0.5)),
        }
    elif kind == "string":
        offered = {
            "minLength": dice.randint(0, 2),
            "maxLength": dice.randint(0, 3),
            "pattern": dice.choice(PATTERNS),
        }
    elif kind == "array":
        offered = {"minItems": dice.randint(0, 2), "maxItems": dice.randint(0, 3), "uniqueItems": True}
    elif kind == "object":
        offered = {
            "minProperties": dice.randint(0, 2),
            "maxProperties": dice.randint(0, 3),
            "required": dice.sample(NAMES, dice.randint(1, 2)),
            "dependentRequired": {"a": [dice.choice(NAMES)]},
        }
    return {key: value for key, value in offered.items() if dice.random() < 0.25}


def schema(dice: random.Random, depth: int = 3) -> Schema:
    """A schema of 2020-12, with references to the components One and Two."""
    roll = dice.random()
    if depth == 0 or roll < 0.2:
        return _leaf(dice)
    if roll < 0.3:
        return {"$ref": f"#/$defs/{dice.choice(COMPONENTS)}"}
    made: dict[str, Any] = {}
    if roll < 0.6:
        made = {"type": "object"} | _bounds("object", dice)
        made["properties"] = {name: schema(dice, depth - 1) for name in dice.sample(NAMES, dice.randint(1, 3))}
        for keyword, chance in (("additionalProperties", 0.4), ("unevaluatedProperties", 0.08)):
            if dice.random() < chance:
                made[keyword] = dice.choice((False, False, schema(dice, depth - 1)))
        if dice.random() < 0.1:
            made["patternProperties"] = {dice.choice(("^x-", "^a")): schema(dice, depth - 1)}
        if dice.random() < 0.05:
            made["propertyNames"] = {"pattern": dice.choice(PATTERNS)}
        if dice.random() < 0.05:
            made["dependentSchemas"] = {dice.choice(NAMES): schema(dice, depth - 1)}
    elif roll < 0.72:
        made = {"type": "array"} | _bounds("array", dice)
        if dice.random() < 0.8:
            made["items"] = schema(dice, depth - 1)
        if dice.random() < 0.25:
            made["prefixItems"] = [schema(dice, depth - 1) for _ in range(dice.randint(1, 2))]
        if dice.random() < 0.15:
            made |= {"contains": schema(dice, depth - 1)} | dice.choice(({}, {"minContains": 0}, {"maxContains": 1}))
        if dice.random() < 0.05:
            made["unevaluatedItems"] = False
    if roll >= 0.72 or dice.random() < 0.15:
        keyword = dice.choice((*IN_PLACE, "allOf", "not", "if"))
        if keyword in IN_PLACE:
            made[keyword] = [schema(dice, depth - 1) for _ in range(dice.randint(1, 3))]
        elif keyword == "not":
            made["not"] = schema(dice, depth - 1)
        else:
            made |= {"if": schema(dice, depth - 1), "then": schema(dice, depth - 1)}
            if dice.random() < 0.5:
                made["else"] = schema(dice, depth - 1)
    return made


def document(dice: random.Random) -> dict[str, Any]:
    """A schema and the components it may refer to."""
    return {
        "allOf": [schema(dice)],
        "$defs": {"One": schema(dice, 2), "Two": dice.choice((_leaf(dice), schema(dice, 1)))},
    }


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every schema inside, by what holds it."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, dict):
            continue
        for key, inner in one.items():
            if key in ("properties", "$defs", "patternProperties", "dependentSchemas"):
                holders: list[tuple[Any, Any]] = [(inner, name) for name in inner]
            elif key in (*IN_PLACE, "prefixItems"):
                holders = [(inner, index) for index in range(len(inner))]
            elif key in ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"):
                holders = [(one, key)]
            else:
                continue
            for holder in holders:
                yield holder
                waiting.append(holder[0][holder[1]])


def changed(whole: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The same with a few things changed somewhere."""
    made = copy.deepcopy(whole)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        holder, key = dice.choice(list(_places(made)))
        inner = holder[key]
        if not isinstance(inner, dict) or dice.random() < 0.1:
            holder[key] = schema(dice, 1)
        else:
            _change(holder, key, inner, dice)
    return made


def _change(holder: Any, key: Any, inner: dict[str, Any], dice: random.Random) -> None:
    roll = dice.random()
    if roll < 0.3 and inner:
        word = dice.choice(sorted(inner))
        value = inner[word]
        if isinstance(value, bool):
            inner[word] = not value
        elif isinstance(value, int | float):
            inner[word] = max(1 if word == "multipleOf" else 0, value + dice.choice((-1, 1)))
        elif isinstance(value, list) and len(value) > 1 and dice.random() < 0.5:
            value.pop(dice.randrange(len(value)))
        elif word in IN_PLACE:
            value.append(schema(dice, 1))
        elif word == "enum":
            value.append(scalar(dice))
        elif word == "type":
            inner[word] = dice.choice(TYPES)
        elif word == "properties" and dice.random() < 0.5:
            value[dice.choice(NAMES)] = schema(dice, 1)
        elif word == "properties" and value:
            del value[dice.choice(sorted(value))]
        else:
            del inner[word]
    elif roll < 0.55:
        inner |= _bounds(dice.choice(TYPES), dice)
    elif roll < 0.7:
        holder[key] = {dice.choice(IN_PLACE): [inner, *(schema(dice, 1) for _ in range(dice.randint(0, 1)))]}
    elif roll < 0.8:
        inner["additionalProperties"] = dice.choice((True, False, {"type": "string"}))
    else:
        extra = schema(dice, 1)
        if isinstance(extra, dict):
            holder[key] = {**inner, **extra}


def rewritten(whole: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The same schema written otherwise: keys reordered, components renamed, schemas wrapped into allOf."""
    # what is evaluated depends on where it stands, so wrapping would change what it means
    may_wrap = "unevaluated" not in json.dumps(whole)
    made = {key: _rewritten(value, dice, may_wrap, key in _NAMED) for key, value in whole.items()}
    made["$defs"] = {f"{name}Renamed": made["$defs"][name] for name in COMPONENTS}
    return made


_NAMED = ("properties", "$defs", "patternProperties", "dependentSchemas", "dependentRequired")


def _rewritten(value: Any, dice: random.Random, may_wrap: bool, is_names: bool = False) -> Any:
    if isinstance(value, list):
        return [_rewritten(one, dice, may_wrap) for one in value]
    if not isinstance(value, dict):
        return value
    items = list(value.items())
    dice.shuffle(items)
    made = {}
    for key, inner in items:
        is_data = not is_names and key in ("enum", "const", "required")
        made[key] = inner if is_data else _rewritten(inner, dice, may_wrap, key in _NAMED and not is_names)
    if is_names:
        return made
    if isinstance(made.get("$ref"), str):
        made["$ref"] += "Renamed"
    return {"allOf": [made]} if may_wrap and dice.random() < 0.25 else made


def instance(schema_: Schema, whole: dict[str, Any], dice: random.Random, depth: int = 6) -> Any:
    """A value that has a fair chance to fit."""
    if not isinstance(schema_, dict) or depth == 0 or dice.random() < 0.04:
        return dice.choice((scalar(dice), {}, [], {dice.choice(NAMES): scalar(dice)}, [scalar(dice)]))
    merged = _merged(schema_, whole, dice, 6)
    if "const" in merged:
        return merged["const"]
    if merged.get("enum"):
        return dice.choice(merged["enum"])
    kind = merged.get("type", dice.choice(TYPES))
    if isinstance(kind, list):
        kind = dice.choice(kind or TYPES)
    return _of_kind(kind, merged, whole, dice, depth)


def _merged(schema_: dict[str, Any], whole: dict[str, Any], dice: random.Random, depth: int) -> dict[str, Any]:
    made = {key: value for key, value in schema_.items() if key not in (*IN_PLACE, "$ref", "if")}
    inner = list(schema_.get("allOf", ()))
    inner += [dice.choice(schema_[key]) for key in ("anyOf", "oneOf") if schema_.get(key)]
    if "$ref" in schema_:
        inner.append(whole["$defs"][schema_["$ref"].rpartition("/")[2]])
    if "if" in schema_:
        inner += [schema_["if"], schema_.get("then", {})] if dice.random() < 0.6 else [schema_.get("else", {})]
    for one in inner if depth else ():
        if isinstance(one, dict):
            found = _merged(one, whole, dice, depth - 1)
            both = {**made.get("properties", {}), **found.get("properties", {})}
            required = [*made.get("required", ()), *found.get("required", ())]
            made = {**found, **made, "properties": both, "required": required}
    return made


def _of_kind(kind: str, merged: dict[str, Any], whole: dict[str, Any], dice: random.Random, depth: int) -> Any:
    if kind == "null":
        return None
    if kind == "boolean":
        return dice.random() < 0.5
    if kind in ("integer", "number"):
        low = merged.get("minimum", merged.get("exclusiveMinimum", -3))
        value = low + dice.choice((0, 0, 1, 2, 3, 4))
        if kind == "number" and dice.random() < 0.3:
            value += 0.5
        return dice.choice((value, merged.get("maximum", value), merged.get("exclusiveMaximum", value) - 1))
    if kind == "string":
        text = dice.choice(TEXTS)
        return (text + dice.choice(("", "", "b", "a1b")))[: merged.get("maxLength", 9)]
    if kind == "array":
        size = dice.randint(merged.get("minItems", 0), max(merged.get("minItems", 0), merged.get("maxItems", 3)))
        prefix = merged.get("prefixItems", ())
        slots = [*prefix, *[merged.get("items", merged.get("contains", {}))] * max(0, size - len(prefix))][:size]
        return [instance(slot, whole, dice, depth - 1) for slot in slots]
    properties = merged.get("properties", {})
    names = {name for name in properties if dice.random() < 0.5} | set(merged.get("required", ()))
    if merged.get("additionalProperties") is not False and dice.random() < 0.3:
        names.add(dice.choice(NAMES))
    rest = merged.get("additionalProperties", {})
    return {name: instance(properties.get(name, rest), whole, dice, depth - 1) for name in sorted(names)}


def text_of(whole: Any) -> str:
    return json.dumps(whole, indent=1)
