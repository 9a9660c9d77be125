"""
PutRestApi, which ministack lacks: a document read as strictly as the deployment tests read it, written into its store.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.deploy.local_aws.openapi.document import ImportedApi, read_document
from tests.deploy.local_aws.openapi.models import SCHEMA_REF, model_text
from tests.deploy.local_aws.openapi.operations import Operation

__all__ = ["put_rest_api"]

_CARRIED = ("credentials", "requestParameters", "requestTemplates", "connectionId", "timeoutInMillis", "connectionType")


def put_rest_api(gateway: Any, api: str, body: bytes, *, fail_on_warnings: bool) -> tuple[int, dict[str, str], bytes]:
    """
    Replace everything an API consists of, as `mode=overwrite` does, and answer as ministack answers.

    Args:
        gateway: ministack's module of REST APIs.
        api: The API's id.
        body: The OpenAPI document, as JSON.
        fail_on_warnings: Whether a warning refuses the import.

    Raises:
        ImportRefusedError: when API Gateway would refuse it.
    """
    imported = read_document(json.loads(body), fail_on_warnings=fail_on_warnings)
    root = next(item for item in gateway._resources[api].values() if item["path"] == "/")
    root["resourceMethods"] = {}
    gateway._resources[api] = {root["id"]: root}
    for store in (gateway._models, gateway._request_validators, gateway._authorizers_v1, gateway._gateway_responses):
        store[api] = {}
    for name, schema in imported.models.items():
        _made(gateway._create_model(api, {"name": name, "schema": model_text(schema, api)}))
    validators = {
        name: _made(gateway._create_request_validator(api, _validator(name, *checks)))["id"]
        for name, checks in imported.validators.items()
    }
    authorizers = {
        name: _made(gateway._create_authorizer(api, _authorizer(name, scheme)))["id"]
        for name, scheme in imported.authorizers.items()
    }
    for kind, response in imported.gateway_responses.items():
        _made(gateway._put_gateway_response(api, kind, dict(response)))
    ids = {"/": root["id"]}
    for path in imported.resources:
        parent, _, part = path.rpartition("/")
        ids[path] = _made(gateway._create_resource(api, ids[parent or "/"], {"pathPart": part}))["id"]
    for operation in imported.operations:
        _put_operation(gateway, api, ids[operation.path.rstrip("/") or "/"], operation, validators, authorizers)
    _set_whole(gateway._rest_apis[api], imported)
    answer: tuple[int, dict[str, str], bytes] = gateway._get_rest_api(api)
    return answer


def _validator(name: str, checks_body: bool, checks_parameters: bool) -> dict[str, Any]:
    return {"name": name, "validateRequestBody": checks_body, "validateRequestParameters": checks_parameters}


def _authorizer(name: str, scheme: Mapping[str, Any]) -> dict[str, Any]:
    extension = scheme["x-amazon-apigateway-authorizer"]
    place = "querystring" if scheme["in"] == "query" else "header"
    source = extension.get("identitySource") or f"method.request.{place}.{scheme['name']}"
    made = {"name": name, "identitySource": source, "authType": scheme.get("x-amazon-apigateway-authtype")}
    return {**extension, **made, "type": str(extension["type"]).upper()}


def _put_operation(
    gateway: Any,
    api: str,
    resource: str,
    operation: Operation,
    validators: Mapping[str, str],
    authorizers: Mapping[str, str],
) -> None:
    at = (api, resource, operation.method)
    said = {
        "authorizationType": operation.authorization,
        "authorizerId": authorizers.get(operation.authorizer or ""),
        "authorizationScopes": list(operation.scopes),
        "apiKeyRequired": operation.api_key,
        "operationName": operation.name or "",
        "requestParameters": dict(operation.parameters),
        "requestModels": _request_models(gateway, api, operation),
        "requestValidatorId": validators[operation.validator] if operation.validator else None,
    }
    _made(gateway._put_method(*at, said))
    for status in operation.statuses:
        _made(gateway._put_method_response(*at, status, {}))
    item = operation.integration
    integration = {
        "type": str(item["type"]).upper(),
        "uri": item.get("uri", ""),
        "httpMethod": item.get("httpMethod", ""),
        "passthroughBehavior": str(item.get("passthroughBehavior", "when_no_match")).upper(),
        **{name: item[name] for name in _CARRIED if name in item},
    }
    _made(gateway._put_integration(*at, integration))
    for pattern, response in (item.get("responses") or {}).items():
        chosen = {**response, "selectionPattern": "" if pattern == "default" else pattern}
        _made(gateway._put_integration_response(*at, str(response["statusCode"]), chosen))


def _request_models(gateway: Any, api: str, operation: Operation) -> dict[str, str]:
    names = {}
    for number, (media, schema) in enumerate(operation.models.items()):
        ref = schema.get("$ref") if isinstance(schema, Mapping) else None
        if isinstance(ref, str):
            names[media] = ref.removeprefix(SCHEMA_REF)
        else:
            names[media] = f"{operation.name or 'MODEL'}{number}"
            _made(gateway._create_model(api, {"name": names[media], "schema": model_text(schema, api)}))
    return names


def _set_whole(record: dict[str, Any], imported: ImportedApi) -> None:
    record["version"] = imported.version
    if imported.policy is not None:
        record["policy"] = json.dumps(imported.policy)
    if imported.binary_media_types:
        record["binaryMediaTypes"] = list(imported.binary_media_types)


def _made(answer: tuple[int, dict[str, str], bytes]) -> dict[str, Any]:
    status, _, body = answer
    if status >= 300:
        raise ValueError(f"ministack refused a part of the import: {status} {body!r}")
    made: dict[str, Any] = json.loads(body)
    return made
