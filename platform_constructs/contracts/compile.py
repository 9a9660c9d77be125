"""
From a Contract to the OpenAPI 3.0.1 body that API Gateway imports without a warning, or to findings that say why not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from platform_constructs.contracts.access import Access, Security
from platform_constructs.contracts.contract import Contract
from platform_constructs.contracts.descriptions import cut
from platform_constructs.contracts.fault import Fault
from platform_constructs.contracts.messages import lowered_request, lowered_responses
from platform_constructs.contracts.models import Models
from platform_constructs.contracts.node import Node
from platform_constructs.contracts.notes import Notes
from platform_constructs.contracts.parameters import lowered_parameters, merged_parameters
from platform_constructs.contracts.routing import ResourceTree
from platform_constructs.contracts.servers import server_faults
from platform_constructs.contracts.smuggling import smuggled
from platform_constructs.contracts.source import LARGEST
from platform_constructs.contracts.verdict import Verdicts
from platform_constructs.model.contract import COGNITO, CompiledApi, Operation
from platform_constructs.model.escape import escape, escape_tree
from platform_constructs.model.finding import Finding

__all__ = ["compile_contract"]

_MODELS: Final = 400 * 1024  # bytes of all models of an API; AWS does not raise it
_SCOPES: Final = 100  # custom scopes of one Cognito resource server
_SCOPE: Final = re.compile(r"[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]{1,256}")  # Cognito: no space, quote, slash, backslash
_VALIDATOR: Final = "full"


def compile_contract(
    contract: Contract,
    *,
    mount: str,
    scope_prefix: str,
    owner: str,
    validate_body: bool = True,
    validate_parameters: bool = True,
    security_policy: str | None = None,
    endpoint_access_mode: str | None = None,
    most_resources: int = 300,
) -> tuple[CompiledApi | None, tuple[Finding, ...]]:
    """
    Compile a contract for API Gateway.

    Nothing of the contract reaches the body unless it is known here, and what is known only in part is noted.

    Args:
        contract: As read.
        mount: The base path that the host's mapping strips, such as `/ordering`; `/` for none.
        scope_prefix: The domain's own resource server; its scopes are `<prefix>/<name>`.
        owner: The domain that has to act on findings.
        validate_body: Whether API Gateway checks request bodies against their models.
        validate_parameters: Whether it checks that required headers and query parameters are there.
        security_policy: The API's own TLS policy; None leaves it to AWS.
        endpoint_access_mode: `STRICT` or `BASIC`; None leaves it to AWS.
        most_resources: The account's quota of resources per API; AWS grants 300.

    Returns:
        The compiled API, or None when a finding blocks, and the findings in their order.

    Raises:
        ContractError: when a schema, parameter or message is not shaped as OpenAPI wants it.
    """
    verdicts, notes = Verdicts(owner, contract.file), Notes()
    for root in contract.references.roots.values():
        verdicts.add(smuggled(root))
    tree, security = ResourceTree(mount), Security(contract.root, contract.references)
    models = Models(contract.file, contract.is_31, contract.references, notes)
    paths: dict[str, dict[str, Any]] = {}
    resource_paths: dict[str, str] = {}
    seen: dict[int, Access] = {}
    size = 0
    verdicts.add(server_faults(contract.base_path, [contract.root]))
    for operation in contract.operations:
        item, node = contract.declared[operation.id]
        verdicts.add(server_faults(contract.base_path, [item, node]))
        verdicts.add(tree.add(operation.path, item))
        verdicts.add(_method_faults(operation, node))
        access = security.access(node)
        if seen.setdefault(id(access), access) is not access or id(access) not in seen:
            pass
        path = tree.relative(operation.path)
        if path is not None and size <= LARGEST:  # shared parts may stand in it many times
            lowered = _lowered(contract, operation, item, node, models, notes)
            size += len(json.dumps(lowered))
            resource_paths[operation.id] = path
            paths.setdefault(path, {})[operation.method.lower()] = lowered
    schemas, links = models.finish()
    _link(paths, links)
    if "webhooks" in contract.root.value:
        notes.add(contract.root.child("webhooks"), "webhooks are left out: they are calls the provider makes")
    body = _body(contract, paths, schemas, validate_body=validate_body, validate_parameters=validate_parameters)
    if security_policy is not None:
        body["x-amazon-apigateway-security-policy"] = security_policy
    if endpoint_access_mode is not None:
        body["x-amazon-apigateway-endpoint-access-mode"] = endpoint_access_mode
    body = _in_order(escape_tree(body))
    verdicts.add(_quota_faults(contract.root, body, len(tree), most_resources, len(own_scopes)))
    findings = verdicts.findings()
    if any(finding.blocks for finding in findings):
        return None, findings
    compiled = CompiledApi(
        body=body,
        operations=contract.operations,
        resource_paths=resource_paths,
        mount=mount,
        title=escape(contract.title),
        version=escape(contract.version),
        lowered=notes.lines(),
    )
    return compiled, findings


def _method_faults(operation: Operation, node: Node) -> Iterator[Fault]:
    if operation.method == "TRACE":
        what = "API Gateway has no TRACE, and it would echo credentials"
        yield Fault("CON-040", "uncarried-method", what, node, operation.id, "drop the operation")


def _scope_faults(access: Access, prefix: str) -> Iterator[Fault]:
    for scope, at in access.named:
        server, _, name = scope.rpartition("/")
        if server != prefix or not _SCOPE.fullmatch(name):
            what = f"scopes of this domain are written {prefix}/<name>, without spaces, quotes or further slashes"
            fix = f"name a scope under {prefix}/; another domain's scope needs a grant of that domain"
            yield Fault("CON-036", "foreign-scope", what, at, scope, fix)


def _lowered(
    contract: Contract, operation: Operation, item: Node, node: Node, models: Models, notes: Notes
) -> dict[str, Any]:
    references = contract.references
    lowered: dict[str, Any] = {"operationId": operation.id}
    for key in ("summary", "description"):
        if (text := node.get(key)) is not None:
            lowered[key] = cut(text, notes)
    if parameters := lowered_parameters(merged_parameters(item, node, references), references, notes):
        lowered["parameters"] = parameters
    if (body := lowered_request(node, operation.method, f"{operation.id}Body", references, models, notes)) is not None:
        lowered["requestBody"] = body
    lowered["responses"] = lowered_responses(node, references, notes)
    lowered["security"] = [] if operation.is_open else [{COGNITO: list(operation.scopes)}]
    if "callbacks" in node.value:
        notes.add(node.child("callbacks"), "callbacks are left out: they are calls the provider makes")
    return lowered


def _link(paths: dict[str, dict[str, Any]], links: Any) -> None:
    for operations in paths.values():
        for operation in operations.values():
            for media in operation.get("requestBody", {}).get("content", {}).values():
                media["schema"] = {"$ref": links[media["schema"]["$ref"]]}


def _body(
    contract: Contract,
    paths: dict[str, Any],
    schemas: dict[str, Any],
    *,
    validate_body: bool,
    validate_parameters: bool,
) -> dict[str, Any]:
    checks = {"validateRequestBody": validate_body, "validateRequestParameters": validate_parameters}
    return {
        "openapi": "3.0.1",
        "info": {"title": contract.title, "version": contract.version},
        "paths": paths,
        "components": {"schemas": schemas},
        "x-amazon-apigateway-request-validators": {_VALIDATOR: checks},
        "x-amazon-apigateway-request-validator": _VALIDATOR,
    }


def _in_order(value: Any) -> Any:
    """Sort every key, so that the author's order changes nothing."""
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    return [_in_order(item) for item in value] if isinstance(value, list) else value


def _quota_faults(
    root: Node, body: dict[str, Any], resources: int, most_resources: int, scopes: int
) -> Iterator[Fault]:
    paths = root.get("paths") or root
    if resources > most_resources:
        what = f"the paths need more than {most_resources} resources, the quota of one API (every path prefix counts)"
        yield Fault("CON-047", "too-many-resources", what, paths, f"{resources} resources", "split the contract")
    if (size := len(json.dumps(body))) > LARGEST:
        what = "the compiled body is larger than 6 MB, the most that API Gateway imports"
        yield Fault("CON-048", "body-too-large", what, root, f"{size} bytes", "split the contract")
    models = sum(len(json.dumps(schema)) for schema in body["components"]["schemas"].values())
    if models > _MODELS:
        what = "the models of request bodies are larger than 400 KB together, the most that API Gateway keeps"
        yield Fault("CON-049", "models-too-large", what, root, f"{models} bytes", "split the contract")
    if scopes > _SCOPES:
        what = f"the contract asks for more than {_SCOPES} scopes, the most that Cognito gives one resource server"
        yield Fault("CON-050", "too-many-scopes", what, root, f"{scopes} scopes", "let operations share scopes")
