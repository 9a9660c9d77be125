"""
API Gateway's published import rules, held against a compiled body. Knows nothing of the compiler.

Sources: "Amazon API Gateway important notes" (REST APIs, and OpenAPI import), its quotas table, JSON Schema draft 4,
and what imports were seen to refuse (stoplightio/spectral#475, aws-apigateway-importer#200, aws-cdk#24844,
terraform-provider-aws#27344). A rule that AWS only warns about counts as broken: a warning swallowed is a check lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

__all__ = ["broken_rules"]

_METHODS: Final = frozenset(["delete", "get", "head", "options", "patch", "post", "put"])
_SEGMENT: Final = re.compile(r"[A-Za-z0-9_.,:-]+|\{[A-Za-z0-9._-]+\}")
# Without what the notes call unsupported, and without oneOf, not and null, which the importer rewrites or drops.
_DRAFT_4: Final = frozenset(
    "$ref additionalProperties allOf anyOf description enum format items maxItems maxLength maxProperties maximum "  # noqa: SIM905  # a list of them would be forty lines
    "minItems minLength minProperties minimum multipleOf pattern properties required title type uniqueItems".split()
)
_TYPES: Final = frozenset(["array", "boolean", "integer", "number", "object", "string"])
_COUNTS: Final = ("maxItems", "maxLength", "maxProperties", "minItems", "minLength", "minProperties")
_PARAMETER: Final = frozenset({"name", "in", "required", "schema", "description"})
_PLACES: Final = frozenset({"header", "path", "query"})
_PARAMETER_NAME: Final = re.compile(r"[A-Za-z0-9._$-]+")
_OPERATION: Final = frozenset(
    {"operationId", "summary", "description", "parameters", "requestBody", "responses", "security"}
)
_TOP: Final = frozenset({"openapi", "info", "paths", "components"})
_EXTENSIONS: Final = frozenset(
    f"x-amazon-apigateway-{name}"
    for name in (
        "binary-media-types",
        "endpoint-access-mode",
        "request-validator",
        "request-validators",
        "security-policy",
    )
)
_JSON: Final = re.compile(r"application/json|[a-z0-9!#$&^_.-]+/[a-z0-9!#$&^_.-]+\+json")
_LARGEST_BODY: Final = 6 * 1024 * 1024
_LARGEST_MODELS: Final = 400 * 1024
_LINK: Final = "#/components/schemas/"


def broken_rules(body: Mapping[str, Any], *, most_resources: int = 300) -> list[str]:
    """
    Return each rule that a body breaks, with the pointer of the part that breaks it; none for a good body.

    Args:
        body: What is imported, not escaped for Terraform, without integrations and authorizers.
        most_resources: The account's quota of resources per API.
    """
    return [*_root(body), *_paths(body, most_resources), *_operations(body), *_models(body), *_sizes(body)]


def _root(body: Mapping[str, Any]) -> Iterator[str]:
    if not re.fullmatch(r"3\.0\.\d", str(body.get("openapi"))):
        yield f"/openapi: {body.get('openapi')} is not imported, 3.0 is"
    info = body.get("info", {})
    if set(info) != {"title", "version"} or not all(isinstance(text, str) for text in info.values()):
        yield "/info: a title and a version are texts"
    for key in body.keys() - _TOP - _EXTENSIONS:
        yield f"/{key}: it is ignored or unknown"
    named = body.get("x-amazon-apigateway-request-validator")
    if named not in body.get("x-amazon-apigateway-request-validators", {}):
        yield "/x-amazon-apigateway-request-validator: there is no such validator"
    for media in body.get("x-amazon-apigateway-binary-media-types", ()):
        if media == "*/*" or _JSON.fullmatch(media):
            yield f"/x-amazon-apigateway-binary-media-types: {media} would not be checked any more"
    for key in body.get("components", {}).keys() - {"schemas", "securitySchemes"}:
        yield f"/components/{key}: it is not imported"


def _paths(body: Mapping[str, Any], most_resources: int) -> Iterator[str]:
    resources, variables = set[tuple[str, ...]]({()}), dict[tuple[str, ...], str]()
    for path in body["paths"]:
        at = _pointer("paths", path)
        if path in ("/ping", "/sping"):
            yield f"{at}: it is reserved"
        here: tuple[str, ...] = ()
        for segment in path[1:].split("/") if path != "/" else ():
            if not _SEGMENT.fullmatch(segment) or segment in (".", ".."):
                yield f"{at}: {segment!r} is no path part"
            if segment.startswith("{") and variables.setdefault(here, segment) != segment:
                yield f"{at}: a sibling of {segment} has another variable"
            here = (*here, "{}" if segment.startswith("{") else segment)
            resources.add(here)
        if not path.startswith("/"):
            yield f"{at}: it does not start with a slash"
    if len(resources) > most_resources:
        yield f"/paths: {len(resources)} resources"


def _operations(body: Mapping[str, Any]) -> Iterator[str]:
    seen: set[str] = set()
    for path, item in body["paths"].items():
        for method, operation in item.items():
            at = _pointer("paths", path, method)
            if method not in _METHODS:
                yield f"{at}: it is no method"
                continue
            yield from (f"{at}/{key}: it is not imported" for key in operation.keys() - _OPERATION)
            if operation.get("operationId") in seen:
                yield f"{at}: its operationId is taken"
            seen.add(operation.get("operationId"))
            yield from _security(operation, at)
            yield from _parameters(operation, path, at)
            yield from _request(operation, body, at)
            yield from _responses(operation, at)


def _security(operation: Mapping[str, Any], at: str) -> Iterator[str]:
    match operation.get("security"):
        case []:
            return
        case [dict() as requirement] if len(requirement) == 1:
            (scopes,) = requirement.values()
            if not scopes or not all(isinstance(scope, str) and "/" in scope for scope in scopes):
                yield f"{at}/security: without a scope any token of the pool would do"
        case None:
            yield f"{at}/security: the root's is ignored, so it is open"
        case _:
            yield f"{at}/security: only one authorizer is carried"


def _parameters(operation: Mapping[str, Any], path: str, at: str) -> Iterator[str]:
    declared: set[tuple[str, str]] = set()
    for number, parameter in enumerate(operation.get("parameters", ())):
        here = f"{at}/parameters/{number}"
        yield from (f"{here}/{key}: it is ignored" for key in parameter.keys() - _PARAMETER)
        name, place = parameter["name"], parameter["in"]
        if place not in _PLACES or not _PARAMETER_NAME.fullmatch(name):
            yield f"{here}: method.request.{place}.{name} is no expression"
        if place == "header" and name.lower() in ("accept", "authorization", "content-type"):
            yield f"{here}: OpenAPI ignores it"
        if (place, name) in declared:
            yield f"{here}: it is declared twice"
        declared.add((place, name))
        schema = parameter.get("schema", {})
        if schema.get("type") not in _TYPES - {"object"} or schema.keys() - {"type", "items"}:
            yield f"{here}/schema: only a plain type is read"
    wanted = {("path", name) for name in re.findall(r"\{([^{}]*)\}", path)}
    missing = wanted - declared
    strange = {each for each in declared - wanted if each[0] == "path"}
    if missing or strange:
        yield f"{at}/parameters: {sorted(missing | strange)} and the path do not agree"


def _request(operation: Mapping[str, Any], body: Mapping[str, Any], at: str) -> Iterator[str]:
    request = operation.get("requestBody")
    if request is None:
        return
    if request.keys() != {"content", "required"} or not isinstance(request["required"], bool) or not request["content"]:
        yield f"{at}/requestBody: it has a content and says whether it is required"
    for media, entry in request.get("content", {}).items():
        here = f"{at}/requestBody/content/{media}"
        link = entry.get("schema", {}).get("$ref") if entry.keys() == {"schema"} else None
        if not isinstance(link, str) or entry["schema"].keys() != {"$ref"}:
            yield f"{here}: a schema in place is dropped with a warning when it is composed"
        elif link.removeprefix(_LINK) not in body["components"]["schemas"]:
            yield f"{here}: {link} leads to nothing"
        if not _JSON.fullmatch(media):
            yield f"{here}: only JSON is checked"


def _responses(operation: Mapping[str, Any], at: str) -> Iterator[str]:
    responses = operation.get("responses")
    if not responses:
        yield f"{at}/responses: there are none"
    for code, response in (responses or {}).items():
        here = f"{at}/responses/{code}"
        if not re.fullmatch(r"[1-5]\d\d", code):
            yield f"{here}: it is no status code"
        if response.keys() - {"description", "headers"} or not isinstance(response.get("description"), str):
            yield f"{here}: it has a description and headers"
        for name, header in response.get("headers", {}).items():
            if not re.fullmatch(r"[A-Za-z0-9_-]+", name) or header != {"schema": {"type": "string"}}:
                yield f"{here}/headers/{name}: it is no header"


def _models(body: Mapping[str, Any]) -> Iterator[str]:
    schemas: Mapping[str, Any] = body["components"]["schemas"]
    folded = [name.lower() for name in schemas]
    used = set(re.findall(r'"\$ref": "#/components/schemas/([A-Za-z0-9]+)"', json.dumps(body)))
    for name, schema in schemas.items():
        at = _pointer("components", "schemas", name)
        if not re.fullmatch(r"[A-Za-z0-9]+", name):
            yield f"{at}: its name is not alphanumeric"
        if folded.count(name.lower()) > 1:
            yield f"{at}: its name differs from another only by case"
        if name not in used:
            yield f"{at}: nothing uses it"
        if "$ref" in schema:
            yield f"{at}: a model that is a reference is no model"
        yield from _schema(schema, at, schemas)


def _schema(whole: Any, pointer: str, schemas: Mapping[str, Any]) -> Iterator[str]:
    waiting = [(whole, pointer)]
    while waiting:
        schema, at = waiting.pop()
        if not isinstance(schema, dict):
            yield f"{at}: it is no schema"
            continue
        if "$ref" in schema:
            if schema.keys() != {"$ref"} or str(schema["$ref"]).removeprefix(_LINK) not in schemas:
                yield f"{at}: the reference leads to nothing, or hides what stands beside it"
            continue
        yield from (f"{at}/{key}: unsupported keyword" for key in sorted(schema.keys() - _DRAFT_4))
        yield from _keywords(schema, at)
        for key in ("items", "additionalProperties"):
            if key in schema and not isinstance(schema[key], bool):
                waiting += [(schema[key], f"{at}/{key}")]
        for key in ("allOf", "anyOf"):
            waiting.extend((part, f"{at}/{key}/{number}") for number, part in enumerate(schema.get(key, ())))
        waiting.extend((part, f"{at}/properties/{name}") for name, part in schema.get("properties", {}).items())


def _keywords(schema: Mapping[str, Any], at: str) -> Iterator[str]:
    kind = schema.get("type")
    if kind is not None and kind not in _TYPES:
        yield f"{at}/type: {kind!r} is no type"
    if "items" in schema and kind != "array":
        yield f"{at}/items: the importer would make a list of it"
    if "additionalProperties" in schema and kind != "object":
        yield f"{at}/additionalProperties: the importer would make an object of it"
    if kind == "array" and "items" not in schema:
        yield f"{at}: a list without items is refused"
    if schema.get("additionalProperties", False) is True:
        yield f"{at}/additionalProperties: it says nothing"
    if kind in ("integer", "number") and "format" in schema:
        yield f"{at}/format: formats of numbers are not supported"
    for key in _COUNTS:
        if key in schema and not (type(schema[key]) is int and 0 <= schema[key] < 2**31):
            yield f"{at}/{key}: {schema[key]!r} is no count"
    if "required" in schema and (not schema["required"] or len(set(schema["required"])) != len(schema["required"])):
        yield f"{at}/required: draft 4 wants at least one name, each once"
    values = schema.get("enum")
    if values is not None:
        if not values or len({json.dumps(value) for value in values}) != len(values):
            yield f"{at}/enum: draft 4 wants at least one value, each once"
        if kind is None or any(value is None or isinstance(value, dict | list) for value in values):
            yield f"{at}/enum: the importer would guess a type, and make a text of null"
    for key in ("allOf", "anyOf"):
        if key in schema and not schema[key]:
            yield f"{at}/{key}: it is empty"
    step = schema.get("multipleOf", 1)
    if isinstance(step, bool) or not isinstance(step, int | float) or step <= 0:
        yield f"{at}/multipleOf: {step!r} is no step"


def _sizes(body: Mapping[str, Any]) -> Iterator[str]:
    if (size := len(json.dumps(body).encode())) > _LARGEST_BODY:
        yield f": {size} bytes are too many to import"
    models = sum(len(json.dumps(schema).encode()) for schema in body["components"]["schemas"].values())
    if models > _LARGEST_MODELS:
        yield f"/components/schemas: {models} bytes of models"


def _pointer(*tokens: str) -> str:
    return "".join(f"/{token.replace('~', '~0').replace('/', '~1')}" for token in tokens)
