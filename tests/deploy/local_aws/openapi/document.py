"""
The document: read whole, refused whole, or returned as what API Gateway would create.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.deploy.local_aws.openapi.models import check_models
from tests.deploy.local_aws.openapi.operations import METHODS, Context, Operation, read_operation
from tests.deploy.local_aws.openapi.paths import resource_paths
from tests.deploy.local_aws.openapi.report import Report, mapping

__all__ = ["ImportedApi", "read_document"]

LARGEST_BODY: Final = 6 * 1024 * 1024  # bytes; API Gateway's quota for an import
_VERSION: Final = re.compile(r"3\.0\.\d+")
_POOL: Final = re.compile(r"arn:aws[a-z-]*:cognito-idp:[a-z0-9-]+:\d{12}:userpool/[a-z0-9-]+_[A-Za-z0-9]+")
_STATIC: Final = re.compile(r"'.*'|method\.request\..+|context\..+|stageVariables\..+", re.DOTALL)
_PATH_ITEM: Final = frozenset({"parameters", "summary", "description", "servers"})
_RESPONSE_TYPES: Final = frozenset(
    [
        "ACCESS_DENIED",
        "API_CONFIGURATION_ERROR",
        "AUTHORIZER_CONFIGURATION_ERROR",
        "AUTHORIZER_FAILURE",
        "BAD_REQUEST_BODY",
        "BAD_REQUEST_PARAMETERS",
        "DEFAULT_4XX",
        "DEFAULT_5XX",
        "EXPIRED_TOKEN",
        "INTEGRATION_FAILURE",
        "INTEGRATION_TIMEOUT",
        "INVALID_API_KEY",
        "INVALID_SIGNATURE",
        "MISSING_AUTHENTICATION_TOKEN",
        "QUOTA_EXCEEDED",
        "REQUEST_TOO_LARGE",
        "RESOURCE_NOT_FOUND",
        "THROTTLED",
        "UNAUTHORIZED",
        "UNSUPPORTED_MEDIA_TYPE",
        "WAF_FILTERED",
    ]
)
_EXTENSIONS: Final = frozenset(
    "x-amazon-apigateway-" + name
    for name in [
        "api-key-source",
        "authtype",
        "binary-media-types",
        "documentation",
        "endpoint-configuration",
        "endpoint-access-mode",
        "gateway-responses",
        "importexport-version",
        "minimum-compression-size",
        "policy",
        "request-validator",
        "request-validators",
        "security-policy",
    ]
)


@dataclass(frozen=True, slots=True)
class ImportedApi:
    """
    What an accepted document becomes.

    Attributes:
        resources: Resource paths below the root, parents first.
        operations: Every method.
        models: Model name -> schema.
        validators: Validator name -> (checks the body, checks the parameters).
        authorizers: Scheme name -> its security scheme, with the authorizer extension.
        gateway_responses: Response type -> its object.
        policy: The resource policy, if the document carries one.
        binary_media_types: Media types passed through as bytes.
        version: The document's own version.
    """

    resources: tuple[str, ...]
    operations: tuple[Operation, ...]
    models: Mapping[str, Any]
    validators: Mapping[str, tuple[bool, bool]]
    authorizers: Mapping[str, Mapping[str, Any]]
    gateway_responses: Mapping[str, Mapping[str, Any]]
    policy: Mapping[str, Any] | None
    binary_media_types: tuple[str, ...]
    version: str


def read_document(document: object, *, fail_on_warnings: bool) -> ImportedApi:
    """
    Read an OpenAPI document as an import would.

    Raises:
        ImportRefusedError: with every reason, when API Gateway would refuse it.
    """
    report = Report()
    root = mapping(document, "the document", report)
    _check_root(root, report)
    components = mapping(root.get("components"), "components", report)
    models = mapping(components.get("schemas"), "components/schemas", report)
    check_models(models, report)
    validators = _validators(root, report)
    schemes, kinds = _schemes(components, report)
    context = Context(root, kinds, frozenset(validators), report)
    paths = mapping(root.get("paths"), "paths", report)
    operations: list[Operation] = []
    for path, item in paths.items():
        members = mapping(item, f"path {path}", report)
        for key in members:
            if key in METHODS:
                operations.append(read_operation(path, key, members, context))
            elif key not in _PATH_ITEM and not key.startswith("x-"):
                report.error(f"{key!r} of path {path} is not supported")
    if not operations:
        report.error("the document has no operation")
    imported = ImportedApi(
        resources=resource_paths(paths, report),
        operations=tuple(operations),
        models=models,
        validators=validators,
        authorizers=schemes,
        gateway_responses=_gateway_responses(root, report),
        policy=root.get("x-amazon-apigateway-policy"),
        binary_media_types=tuple(root.get("x-amazon-apigateway-binary-media-types") or ()),
        version=str(mapping(root.get("info"), "info", report).get("version", "")),
    )
    report.close(fail_on_warnings=fail_on_warnings)
    return imported


def _check_root(root: Mapping[str, Any], report: Report) -> None:
    version = root.get("openapi")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        report.error(f"Invalid OpenAPI input: version {version!r} is not supported, 3.0.x is")
    info = mapping(root.get("info"), "info", report)
    if not isinstance(info.get("title"), str) or not isinstance(info.get("version"), str):
        report.error("info needs a title and a version")
    if len(json.dumps(root, separators=(",", ":"))) > LARGEST_BODY:
        report.error("the document is larger than 6 MB")
    if root.get("webhooks"):
        report.error("webhooks are not supported")
    for key in root:
        if key.startswith("x-amazon-apigateway-") and key not in _EXTENSIONS:
            report.warning(f"unknown extension {key}")


def _validators(root: Mapping[str, Any], report: Report) -> dict[str, tuple[bool, bool]]:
    key = "x-amazon-apigateway-request-validators"
    found = {}
    for name, item in mapping(root.get(key), key, report).items():
        members = mapping(item, f"request validator {name}", report)
        found[name] = (bool(members.get("validateRequestBody")), bool(members.get("validateRequestParameters")))
    return found


def _schemes(components: Mapping[str, Any], report: Report) -> tuple[dict[str, Mapping[str, Any]], dict[str, str]]:
    schemes: dict[str, Mapping[str, Any]] = {}
    kinds: dict[str, str] = {}
    for name, item in mapping(components.get("securitySchemes"), "components/securitySchemes", report).items():
        scheme = mapping(item, f"security scheme {name}", report)
        authorizer = mapping(scheme.get("x-amazon-apigateway-authorizer"), f"authorizer {name}", report)
        kind = str(authorizer.get("type", "")).upper()
        if scheme.get("type") != "apiKey":
            report.warning(f"Unsupported security definition type {scheme.get('type')!r} for {name!r}. Ignoring.")
        elif not scheme.get("name") or scheme.get("in") not in {"header", "query"}:
            report.error(f"security scheme {name} needs a name and a location")
        elif kind == "COGNITO_USER_POOLS":
            pools = authorizer.get("providerARNs")
            if not isinstance(pools, list) or not pools or not all(_POOL.fullmatch(str(pool)) for pool in pools):
                report.error(f"authorizer {name} needs user pool ARNs, not {pools!r}")
            schemes[name], kinds[name] = scheme, "COGNITO_USER_POOLS"
        elif kind in {"TOKEN", "REQUEST"}:
            schemes[name], kinds[name] = scheme, "CUSTOM"
        elif scheme.get("x-amazon-apigateway-authtype") == "awsSigv4":
            kinds[name] = "AWS_IAM"
        elif authorizer:
            report.error(f"authorizer {name} has the unknown type {authorizer.get('type')!r}")
        else:
            kinds[name] = "NONE"
    return schemes, kinds


def _gateway_responses(root: Mapping[str, Any], report: Report) -> dict[str, Mapping[str, Any]]:
    key = "x-amazon-apigateway-gateway-responses"
    found: dict[str, Mapping[str, Any]] = {}
    for kind, item in mapping(root.get(key), key, report).items():
        members = mapping(item, f"gateway response {kind}", report)
        if kind not in _RESPONSE_TYPES:
            report.error(f"Invalid gateway response type {kind!r}")
        status = members.get("statusCode")
        if status is not None and not re.fullmatch(r"[1-5]\d\d", str(status)):
            report.error(f"Invalid status code {status!r} of gateway response {kind}")
        for name, value in mapping(members.get("responseParameters"), f"parameters of {kind}", report).items():
            if not name.startswith("gatewayresponse.header.") or not _STATIC.fullmatch(str(value)):
                report.error(f"Invalid response parameter of gateway response {kind}: {name}: {value!r}")
        found[kind] = members
    return found
