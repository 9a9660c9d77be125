"""
Write an accepted document into moto's REST API, whole: what is not in the document goes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from moto.apigateway.models import Integration

from tests.deploy.local_aws.openapi.models import SCHEMA_REF, model_text

if TYPE_CHECKING:
    from moto.apigateway.models import Method, Resource, RestAPI

    from tests.deploy.local_aws.openapi.document import ImportedApi
    from tests.deploy.local_aws.openapi.operations import Operation

__all__ = ["definition", "overwrite"]


def overwrite(api: RestAPI, imported: ImportedApi) -> None:
    """Replace everything the API consists of, as `mode=overwrite` does. Its id, name and stages stay."""
    root = api.resources[api.root_resource_id]  # moto's own import makes a new root: its id then drifts
    root.resource_methods = {}
    api.resources = {root.id: root}
    api.models, api.request_validators, api.authorizers, api.gateway_responses = {}, {}, {}, {}
    for name, schema in imported.models.items():
        api.add_model(name, "", model_text(schema, api.id), "application/json")
    validators = {
        name: api.create_request_validator(name, body, parameters).id
        for name, (body, parameters) in imported.validators.items()
    }
    authorizers = {name: _authorizer(api, name, scheme) for name, scheme in imported.authorizers.items()}
    for kind, response in imported.gateway_responses.items():
        api.put_gateway_response(
            kind,
            response.get("statusCode"),
            response.get("responseParameters", {}),
            response.get("responseTemplates", {}),
        )
    resources = {"/": root}
    for path in imported.resources:
        parent, _, part = path.rpartition("/")
        resources[path] = api.add_child(part, resources[parent or "/"].id)
    for operation in imported.operations:
        _method(api, resources[operation.path.rstrip("/") or "/"], operation, validators, authorizers)
    if imported.policy is not None:
        api.policy = json.dumps(imported.policy)
    if imported.binary_media_types:
        api.binaryMediaTypes = list(imported.binary_media_types)
    api.version = imported.version


def _authorizer(api: RestAPI, name: str, scheme: Mapping[str, Any]) -> str:
    extension = scheme["x-amazon-apigateway-authorizer"]
    place = "querystring" if scheme["in"] == "query" else "header"
    authorizer_id = f"{len(api.authorizers):06x}"
    api.create_authorizer(
        authorizer_id,
        name,
        extension["type"].upper(),
        provider_arns=extension.get("providerARNs"),
        auth_type=scheme.get("x-amazon-apigateway-authtype"),
        authorizer_uri=extension.get("authorizerUri"),
        authorizer_credentials=extension.get("authorizerCredentials"),
        identity_source=extension.get("identitySource") or f"method.request.{place}.{scheme['name']}",
        identiy_validation_expression=extension.get("identityValidationExpression"),  # moto's spelling
        authorizer_result_ttl=extension.get("authorizerResultTtlInSeconds", 300),
    )
    return authorizer_id


def _method(
    api: RestAPI,
    resource: Resource,
    operation: Operation,
    validators: Mapping[str, str],
    authorizers: Mapping[str, str],
) -> None:
    method: Method = resource.add_method(
        operation.method,
        operation.authorization,
        operation.api_key,
        request_parameters=dict(operation.parameters) or None,
        request_models=_request_models(api, operation) or None,
        operation_name=operation.name,
        authorizer_id=authorizers.get(operation.authorizer or ""),  # a signed request is checked by AWS itself
        authorization_scopes=list(operation.scopes) or None,
        request_validator_id=validators[operation.validator] if operation.validator else None,
    )
    for status in operation.statuses:
        method.create_response(status, {}, {})
    item = operation.integration
    integration = Integration(
        item["type"].upper(),
        item.get("uri"),
        item.get("httpMethod"),
        request_templates=item.get("requestTemplates"),
        passthrough_behavior=str(item.get("passthroughBehavior", "when_no_match")).upper(),
        cache_key_parameters=item.get("cacheKeyParameters"),
        tls_config=item.get("tlsConfig"),
        cache_namespace=item.get("cacheNamespace"),
        timeout_in_millis=item.get("timeoutInMillis", 29_000),
        request_parameters=item.get("requestParameters"),
        content_handling=item.get("contentHandling"),
        credentials=item.get("credentials"),
        connection_type=item.get("connectionType", "INTERNET"),
    )
    for pattern, response in (item.get("responses") or {}).items():
        integration.create_integration_response(
            str(response["statusCode"]),
            "" if pattern == "default" else pattern,
            response.get("responseTemplates") or {},
            response.get("responseParameters") or {},
            response.get("contentHandling"),
        )
    method.method_integration = integration


def _request_models(api: RestAPI, operation: Operation) -> dict[str, str]:
    names = {}
    for media, schema in operation.models.items():
        ref = schema.get("$ref") if isinstance(schema, Mapping) else None
        if isinstance(ref, str):
            names[media] = ref.removeprefix(SCHEMA_REF)
        else:
            names[media] = f"MODEL{len(api.models):06x}"
            api.add_model(names[media], "", model_text(schema, api.id), media)
    return names


def definition(api: RestAPI) -> str:
    """Return what a deployment of this API would serve, as canonical text without generated ids."""
    validators = {key: item.name for key, item in api.request_validators.items()}
    authorizers = {key: item.name for key, item in api.authorizers.items()}
    methods = {}
    for resource in api.resources.values():
        for name, method in resource.resource_methods.items():
            stored = method.to_json()
            stored["authorizerId"] = authorizers.get(stored["authorizerId"])
            stored["requestValidatorId"] = validators.get(stored["requestValidatorId"])
            methods[f"{name} {resource.get_path()}"] = stored
    parts = {
        "methods": methods,
        "models": {name: item.schema for name, item in api.models.items()},
        "validators": {item.name: item.to_dict() | {"id": ""} for item in api.request_validators.values()},
        "authorizers": {item.name: item.to_json() | {"id": ""} for item in api.authorizers.values()},
        "gateway_responses": {key: item.to_json() for key, item in api.gateway_responses.items()},
        "policy": api.policy,
        "binary_media_types": api.binaryMediaTypes,
    }
    return json.dumps(parts, sort_keys=True)
