"""
The few words of an operation's parameters that API Gateway reads.
"""

from __future__ import annotations

import re
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.gateway.descriptions import cut
from platform_constructs.contracts.gateway.keywords import CARRIED, CHECKING
from platform_constructs.contracts.gateway.origins import Origins
from platform_constructs.contracts.notes import Loss, Notes

__all__ = ["lowered_parameters"]

_IGNORED: Final = frozenset({"accept", "authorization", "content-type"})  # OpenAPI 3: "shall be ignored"
_NAME: Final = re.compile(r"[A-Za-z0-9._$-]+")  # what API Gateway takes behind `method.request.querystring.`
_CHECKING: Final = (CARRIED | CHECKING) - {"required"}
_SIMPLE: Final = ("boolean", "integer", "number", "string")


def lowered_parameters(
    parameters: list[Node], references: References, notes: Notes, origins: Origins
) -> list[dict[str, Any]]:
    """
    Return the parameters as API Gateway reads them: it checks that required ones are there, nothing else.
    """
    found = []
    for parameter in parameters:
        if (lowered := _lowered(parameter, references, notes)) is not None:
            found.append(origins.put(lowered, parameter))
            _note_values(parameter, references, notes)
    return found


def _lowered(parameter: Node, references: References, notes: Notes) -> dict[str, Any] | None:
    where, name = parameter.value["in"], parameter.value["name"]
    if where == "cookie":
        notes.add(
            parameter,
            "cookie parameters are left to the backend: API Gateway cannot look into a cookie",
            Loss.UNCHECKED,
        )
        return None
    if where == "header" and name.lower() in _IGNORED:
        notes.add(parameter, "Accept, Authorization and Content-Type parameters are left out: OpenAPI ignores them")
        return None
    if not _NAME.fullmatch(name):
        notes.add(parameter, "parameters whose name API Gateway cannot map are left to the backend", Loss.UNCHECKED)
        return None
    kind = _kind(parameter, references)
    flag = parameter.get("required")
    required = where == "path" or (flag is not None and flag.flag())
    if required and kind is None and where != "path":
        # an exploded object arrives under the names of its properties, never under its own
        notes.add(
            parameter, "required parameters that are no plain value or list are not asked for by name", Loss.UNCHECKED
        )
        required = False
    schema: dict[str, Any] = {"type": kind or "string"}
    if kind == "array":
        schema["items"] = {"type": "string"}
    lowered: dict[str, Any] = {"name": name, "in": where, "required": required, "schema": schema}
    if (description := parameter.get("description")) is not None:
        lowered["description"] = cut(description, notes)
    return lowered


def _note_values(parameter: Node, references: References, notes: Notes) -> None:
    """Note what the contract says of a parameter's value, and nothing at the gateway looks at."""
    if parameter.get("content"):
        notes.add(parameter, "what a parameter with `content` holds is left to the backend", Loss.UNCHECKED)
        return
    if parameter.value.get("style") == "deepObject" or _kind(parameter, references) is None:
        notes.add(parameter, "parameters that hold an object reach the backend as they were sent", Loss.UNCHECKED)
        return
    schema = parameter.get("schema")
    said = references.resolve(schema).value if schema is not None else None
    if isinstance(said, dict) and (said.get("type") not in (None, "string") or not _CHECKING.isdisjoint(said)):
        what = "the values of parameters are left to the backend: API Gateway checks that required ones are there"
        notes.add(parameter, what, Loss.UNCHECKED)


def _kind(parameter: Node, references: References) -> str | None:
    """Return the type when it is one plain type or a list; None when it is or may be an object."""
    schema = parameter.get("schema")
    if schema is None:
        return "string" if parameter.get("content") else None
    value = references.resolve(schema).value
    said = value.get("type") if isinstance(value, dict) else None
    kinds = [kind for kind in (said if isinstance(said, list) else [said]) if kind != "null"]
    if kinds == ["array"] or (len(kinds) == 1 and kinds[0] in _SIMPLE):
        return str(kinds[0])
    return "string" if kinds and all(kind in (*_SIMPLE, "array") for kind in kinds) else None
