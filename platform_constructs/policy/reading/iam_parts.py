"""
Policy documents, whichever way they are written, as statements of one shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from platform_constructs.policy.reading.interpolation import expressions, whole_reference
from platform_constructs.policy.reading.parts import Hidden, Part, Parts, parse_json_template, too_deep
from platform_constructs.policy.reading.paths import META_ARGUMENTS, blocks_at, locate
from platform_constructs.policy.reading.values import Unknown

__all__ = ["POLICY_ATTRIBUTES", "document_parts", "json_policy", "policy_parts"]

POLICY_ATTRIBUTES: Final = frozenset(
    {
        "access_policies",
        "access_policy",
        "assume_role_policy",
        "inline_policy",
        "key_policy",
        "policy",
        "policy_document",
        "repository_policy",
        "resource_policy",
    }
)
"""Attributes that hold an IAM policy as text, in whatever resource they stand."""

_NOT_IAM: Final = frozenset(
    {
        "aws_cloudwatch_log_account_policy",
        "aws_cloudwatch_log_data_protection_policy",
        "aws_ecr_lifecycle_policy",
        "aws_opensearchserverless_access_policy",
        "aws_opensearchserverless_lifecycle_policy",
        "aws_opensearchserverless_security_policy",
    }
)
_LEAVES: Final = frozenset({bool, float, int, str, type(None)})  # nothing is inside them
_LISTS: Final = ("actions", "not_actions", "resources", "not_resources")
_STATEMENT: Final = "iam.statement"


def document_parts(body: Mapping[str, Any]) -> Parts:
    """Return the statements of a `data.aws_iam_policy_document`."""
    found = Parts()
    blocks = blocks_at(locate(body, "statement", terraform=True))
    if isinstance(blocks, Unknown):
        found.parts.append(Part(_STATEMENT, "/statement", {}, opaque=blocks.expression))
        found.hidden.append(Hidden("/statement", "its statements are only known at apply time", blocks.expression))
        blocks = ()
    for number, block in enumerate(blocks):
        found.parts.append(Part(_STATEMENT, f"/statement/{number}", _from_block(block)))
    for key in ("source_policy_documents", "override_policy_documents"):
        sources = body.get(key) or []
        for number, source in enumerate(sources if isinstance(sources, list) else [sources]):
            json_policy(source, f"/{key}/{number}", found)
    for key in ("source_json", "override_json"):
        if body.get(key) is not None:
            json_policy(body[key], f"/{key}", found)
    return found


def policy_parts(type: str, body: Mapping[str, Any]) -> Parts:
    """Return the statements of every policy text of a resource, at any depth."""
    found = Parts()
    if type in _NOT_IAM:
        return found
    stack: list[tuple[str, Any]] = [("", body)]
    while stack:
        pointer, here = stack.pop()
        if isinstance(here, (dict, Mapping)):  # the plain kind first: asking an abstract class costs ten times as much
            for key, value in here.items():
                if key in META_ARGUMENTS and key != "dynamic":
                    continue
                if key in POLICY_ATTRIBUTES and _is_policy(value):
                    json_policy(value, f"{pointer}/{key}", found)
                elif value.__class__ not in _LEAVES:
                    stack.append((f"{pointer}/{key}", value))
        elif isinstance(here, list):
            stack += [(f"{pointer}/{number}", value) for number, value in enumerate(here)]
    return found


def _is_policy(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, Mapping) and any(str(k).lower() == "statement" for k in value))


def json_policy(raw: Any, pointer: str, found: Parts) -> None:
    """Add the statements of one policy given as JSON text or as an object; what cannot be read is added as hidden."""
    if isinstance(raw, str):
        if raw.strip() in ("", "{}") or _is_elsewhere(raw):
            return
        try:
            raw = parse_json_template(raw)
        except ValueError:
            inner = expressions(raw)
            why = (
                "the policy is only known at apply time" if inner and inner[0].start == 0 else "the policy is not JSON"
            )
            found.hidden.append(Hidden(pointer, why, inner[0].code if inner else raw))
            return
    if not isinstance(raw, Mapping) or too_deep(raw):
        found.hidden.append(Hidden(pointer, "the policy is not a JSON object", type(raw).__name__))
        return
    statements = _lower(raw).get("statement")
    for number, statement in enumerate(statements if isinstance(statements, list) else [statements]):
        here = f"{pointer}/statement/{number}"
        if isinstance(statement, Mapping):
            found.parts.append(Part(_STATEMENT, here, _from_json(_lower(statement))))
        else:
            found.hidden.append(Hidden(here, "the policy's statement is not an object", str(statement)))
    if statements == []:
        found.hidden.append(Hidden(pointer, "the policy has no statement", "[]"))


def _is_elsewhere(text: str) -> bool:
    """A policy document of this stack is judged where it stands; its consumer only points at it."""
    inner = expressions(text)
    if len(inner) != 1 or (inner[0].start, inner[0].end) != (0, len(text)):
        return False
    reference = whole_reference(inner[0].code)
    if reference is None:
        return False
    type = reference.address.rpartition(".")[0]
    if not type.removeprefix("data.").startswith("aws_"):
        return False  # `each.value.policy`, `var.x.policy`: no resource, so nobody judges it where it stands
    if type == "data.aws_iam_policy_document":
        return reference.attribute in ("json", "minified_json")
    return reference.attribute in POLICY_ATTRIBUTES and not type.startswith("data.") and type not in _NOT_IAM


def _lower(table: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in table.items()}


def _many(value: Any) -> Any:
    """A list of what may be said alone. An expression stays what it is, so that it reads as Unknown."""
    if value is None:
        return []
    if isinstance(value, str) and (inner := expressions(value)) and (inner[0].start, inner[0].end) == (0, len(value)):
        return value
    return value if isinstance(value, list) else [value]


def _from_block(block: Mapping[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {"effect": block.get("effect") or "Allow", "sid": block.get("sid")}
    for key in _LISTS:
        body[key] = _many(block.get(key))
    for key in ("principals", "not_principals"):
        body[key] = _inner(
            block, key, lambda each: {"type": each.get("type"), "identifiers": _many(each.get("identifiers"))}
        )
    body["conditions"] = _inner(
        block,
        "condition",
        lambda each: {"test": each.get("test"), "variable": each.get("variable"), "values": _many(each.get("values"))},
    )
    return body


def _inner(block: Mapping[str, Any], key: str, shape: Any) -> Any:
    blocks = blocks_at(locate(block, key, terraform=True))
    return f"${{{blocks.expression}}}" if isinstance(blocks, Unknown) else [shape(each) for each in blocks]


def _from_json(statement: Mapping[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {"effect": statement.get("effect"), "sid": statement.get("sid")}
    for key in _LISTS:
        body[key] = _many(statement.get(key.replace("_", "")[:-1]))
    for key in ("principals", "not_principals"):
        body[key] = _principals(statement.get(key.replace("_", "")[:-1]))
    body["conditions"] = _conditions(statement.get("condition"))
    return body


def _principals(raw: Any) -> Any:
    if raw is None:
        return []
    if isinstance(raw, Mapping):
        return [{"type": kind, "identifiers": _many(identifiers)} for kind, identifiers in raw.items()]
    return [{"type": "*", "identifiers": ["*"]}] if raw == "*" else _many(raw)


def _conditions(raw: Any) -> Any:
    if raw is None:
        return []
    if not isinstance(raw, Mapping):
        return _many(raw)
    return [
        {"test": test, "variable": variable, "values": _many(values)}
        for test, each in raw.items()
        for variable, values in (each.items() if isinstance(each, Mapping) else [("", each)])
    ]
