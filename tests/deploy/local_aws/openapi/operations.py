"""
Operations: one method of one resource, with who may call it, what it takes and where it goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.deploy.local_aws.openapi.integrations import read_integration
from tests.deploy.local_aws.openapi.models import check_schema
from tests.deploy.local_aws.openapi.paths import variables
from tests.deploy.local_aws.openapi.report import Report, mapping, sequence

__all__ = ["ANY", "METHODS", "Context", "Operation", "read_operation"]

ANY: Final = "x-amazon-apigateway-any-method"
METHODS: Final = frozenset({"get", "put", "post", "delete", "options", "head", "patch", ANY})
INTEGRATION: Final = "x-amazon-apigateway-integration"
VALIDATOR: Final = "x-amazon-apigateway-request-validator"
_LOCATIONS: Final = {"query": "querystring", "header": "header", "path": "path"}
_STATUS: Final = re.compile(r"[1-5]\d\d")


@dataclass(frozen=True, slots=True)
class Context:
    """
    What an operation may refer to.

    Attributes:
        document: The whole document.
        authorizers: Scheme name -> authorization type (`NONE` for an API key).
        validators: Names of the request validators.
        report: Where faults go.
    """

    document: Mapping[str, Any]
    authorizers: Mapping[str, str]
    validators: frozenset[str]
    report: Report

    def resolved(self, item: object, kind: str, where: str) -> Mapping[str, Any]:
        """Return an object, or what its `$ref` into `components/<kind>` names."""
        members = mapping(item, where, self.report)
        if "$ref" not in members:
            return members
        target = str(members["$ref"])
        known = mapping(self.document.get("components"), "components", self.report).get(kind) or {}
        name = target.removeprefix(f"#/components/{kind}/")
        if name == target or name not in known:
            self.report.error(f"Unable to resolve reference {target!r} in {where}")
            return {}
        return mapping(known[name], where, self.report)

    @property
    def schemas(self) -> Mapping[str, Any]:
        """The document's models."""
        return mapping(self.document.get("components"), "components", self.report).get("schemas") or {}


@dataclass(frozen=True, slots=True)
class Operation:
    """
    One method as API Gateway stores it.

    Attributes:
        path: Resource path.
        method: Upper case; `ANY` for the vendor extension.
        authorization: `NONE`, `COGNITO_USER_POOLS`, `CUSTOM` or `AWS_IAM`.
        authorizer: Scheme name of its authorizer, if any.
        scopes: OAuth scopes of which a token needs one.
        api_key: Whether an API key is required.
        parameters: `method.request.<location>.<name>` -> required.
        models: Content type -> schema (a `$ref` or an inline schema).
        validator: Name of its request validator, if any.
        name: The operationId, if any.
        statuses: Declared response statuses.
        integration: The integration object.
    """

    path: str
    method: str
    authorization: str
    authorizer: str | None
    scopes: tuple[str, ...]
    api_key: bool
    parameters: Mapping[str, bool]
    models: Mapping[str, Any]
    validator: str | None
    name: str | None
    statuses: tuple[str, ...]
    integration: Mapping[str, Any]


def read_operation(path: str, method: str, item: Mapping[str, Any], context: Context) -> Operation:
    """Read one operation; what API Gateway would refuse is reported."""
    report, body = context.report, mapping(item[method], f"{method} {path}", context.report)
    name = "ANY" if method == ANY else method.upper()
    where = f"{name} {path}"
    shared = sequence(item.get("parameters"), f"parameters of {path}", report)
    own = sequence(body.get("parameters"), f"parameters of {where}", report)
    parameters = _parameters([*shared, *own], path, where, context)
    authorization, authorizer, scopes, api_key = _security(body, where, context)
    validator = body.get(VALIDATOR, context.document.get(VALIDATOR))
    if validator is not None and validator not in context.validators:
        report.error(f"Validator {validator!r} of {where} is not defined")
    if body.get("callbacks"):
        report.warning(f"callbacks of {where} are not supported and ignored")
    return Operation(
        path=path,
        method=name,
        authorization=authorization,
        authorizer=authorizer,
        scopes=scopes,
        api_key=api_key,
        parameters=parameters,
        models=_models(body, where, context),
        validator=validator,
        name=body.get("operationId"),
        statuses=_statuses(body, where, context),
        integration=read_integration(body.get(INTEGRATION), where, parameters, report),
    )


def _parameters(items: list[Any], path: str, where: str, context: Context) -> dict[str, bool]:
    found: dict[str, bool] = {}
    names = set(variables(path))
    for item in items:
        parameter = context.resolved(item, "parameters", f"a parameter of {where}")
        location, name = parameter.get("in"), parameter.get("name")
        if location == "cookie":
            context.report.warning(f"cookie parameter {name!r} of {where} is not supported and ignored")
        elif location not in _LOCATIONS or not isinstance(name, str) or not name:
            context.report.error(f"parameter {name!r} of {where} needs a name and a location")
        elif location == "path" and name not in names:
            context.report.error(f"path parameter {name!r} of {where} is not in the path")
        else:
            found[f"method.request.{_LOCATIONS[location]}.{name}"] = bool(parameter.get("required", False))
    for name in sorted(names):
        if f"method.request.path.{name}" not in found:
            context.report.error(f"path parameter {name!r} of {where} is not declared")
    return found


def _security(body: Mapping[str, Any], where: str, context: Context) -> tuple[str, str | None, tuple[str, ...], bool]:
    if "security" not in body and context.document.get("security"):
        # AWS drops it without a word and leaves the method open; here the import fails, so that nobody ships that.
        context.report.error(f"root-level security is ignored by API Gateway: {where} would be open")
    authorization, authorizer, scopes, api_key = "NONE", None, (), False
    requirements = sequence(body.get("security"), f"security of {where}", context.report)
    if len(requirements) > 1:
        context.report.error(f"{where} has {len(requirements)} security alternatives: API Gateway carries one")
    for requirement in requirements[:1]:
        for scheme, wanted in mapping(requirement, f"security of {where}", context.report).items():
            kind = context.authorizers.get(scheme)
            if kind is None:
                context.report.error(f"Authorizer {scheme!r} of {where} is not defined")
            elif kind == "NONE":
                api_key = True
            elif authorizer is not None:
                context.report.error(f"{where} has two authorizers: {authorizer} and {scheme}")
            else:
                authorization, authorizer = kind, scheme
                scopes = tuple(sequence(wanted, f"scopes of {where}", context.report))
                if scopes and kind != "COGNITO_USER_POOLS":
                    context.report.error(f"{where} asks for scopes of {scheme}, which is no Cognito authorizer")
    return authorization, authorizer, scopes, api_key


def _models(body: Mapping[str, Any], where: str, context: Context) -> dict[str, Any]:
    request = context.resolved(body.get("requestBody"), "requestBodies", f"request body of {where}")
    models: dict[str, Any] = {}
    for media, content in mapping(request.get("content"), f"content of {where}", context.report).items():
        schema = mapping(content, f"{media} of {where}", context.report).get("schema")
        if schema is None:
            continue
        check_schema(schema, f"request model of {where}", context.schemas, context.report)
        models[media] = schema
    return models


def _statuses(body: Mapping[str, Any], where: str, context: Context) -> tuple[str, ...]:
    responses = mapping(body.get("responses"), f"responses of {where}", context.report)
    for status, item in responses.items():
        response = context.resolved(item, "responses", f"response {status} of {where}")
        if status != "default" and not _STATUS.fullmatch(str(status)):
            context.report.error(f"Invalid status code {status!r} of {where}")
        for media, content in mapping(response.get("content"), f"response {status}", context.report).items():
            schema = mapping(content, f"response {status} {media}", context.report).get("schema")
            if schema is not None:
                check_schema(schema, f"response {status} of {where}", context.schemas, context.report)
    return tuple(sorted(str(status) for status in responses if status != "default"))
