"""
From a Contract to the OpenAPI 3.0.1 body that API Gateway imports without a warning, or to findings that say why not.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from platform_constructs.contracts.api.access import Access, Security
from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.api.parameters import merged_parameters
from platform_constructs.contracts.api.scopes import declared_scopes, foreign_scope, scope_faults
from platform_constructs.contracts.api.servers import server_faults
from platform_constructs.contracts.api.smuggling import smuggled
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.source import LARGEST
from platform_constructs.contracts.fault import Fault
from platform_constructs.contracts.gateway.descriptions import cut
from platform_constructs.contracts.gateway.messages import lowered_request, lowered_responses, request_types
from platform_constructs.contracts.gateway.models import Models
from platform_constructs.contracts.gateway.parameters import lowered_parameters
from platform_constructs.contracts.gateway.routing import ResourceTree
from platform_constructs.contracts.notes import Notes
from platform_constructs.contracts.verdict import Verdicts
from platform_constructs.model.contract import COGNITO, CompiledApi, Operation
from platform_constructs.model.escape import escape, escape_tree
from platform_constructs.model.finding import Finding

__all__ = ["compile_contract"]

_MODELS: Final = 400 * 1024  # bytes of all models of an API; AWS does not raise it
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
    judged: Collection[str] = (),
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
        judged: Scopes of other domains that operations may name here, because their grants are judged elsewhere.

    Returns:
        The compiled API, or None when a finding blocks, and the findings in their order.

    Raises:
        ContractError: when a schema, parameter or message is not shaped as OpenAPI wants it.
    """
    verdicts, notes, tree = Verdicts(owner, contract.file), Notes(), ResourceTree(mount)
    verdicts.add(_routing_faults(contract, tree, most_resources))
    verdicts.add(_access_faults(contract, scope_prefix, judged, notes))
    for root in contract.references.roots.values():
        verdicts.add(smuggled(root))
    models = Models(contract.file, contract.is_31, contract.references, notes)
    resource_paths = {
        operation.id: path for operation in contract.operations if (path := tree.relative(operation.path)) is not None
    }
    checks = {"validateRequestBody": validate_body, "validateRequestParameters": validate_parameters}
    extensions = {
        "x-amazon-apigateway-request-validators": {_VALIDATOR: checks},
        "x-amazon-apigateway-request-validator": _VALIDATOR,
        "x-amazon-apigateway-security-policy": security_policy,
        "x-amazon-apigateway-endpoint-access-mode": endpoint_access_mode,
    }
    body = {
        "openapi": "3.0.1",
        "info": {"title": contract.title, "version": contract.version},
        **_parts(contract, resource_paths, models, notes),
        **{key: value for key, value in extensions.items() if value is not None},
    }
    verdicts.add(notes.faults)
    verdicts.add(models.unknown.faults(notes))
    verdicts.add(_size_faults(contract.root, body))
    findings = verdicts.findings()
    if any(finding.blocks for finding in findings):
        return None, findings
    compiled = CompiledApi(
        body=_in_order(escape_tree(body)),
        operations=contract.operations,
        resource_paths=resource_paths,
        mount=mount,
        title=escape(contract.title),
        version=escape(contract.version),
        lowered=notes.lines(),
        request_types=_request_types(contract),
    )
    return compiled, findings


def _parts(contract: Contract, resource_paths: Mapping[str, str], models: Models, notes: Notes) -> dict[str, Any]:
    """Return `paths` and `components`."""
    paths: dict[str, dict[str, Any]] = {}
    size = 0
    for operation in contract.operations:
        if operation.id in resource_paths and size <= LARGEST:  # shared parts may stand in it many times
            lowered = _operation(contract, operation, models, notes)
            size += len(json.dumps(lowered))
            paths.setdefault(resource_paths[operation.id], {})[operation.method.lower()] = lowered
    schemas, links = models.finish()
    for operations in paths.values():
        for lowered in operations.values():
            for media in lowered.get("requestBody", {}).get("content", {}).values():
                media["schema"] = {"$ref": links[media["schema"]["$ref"]]}
    if (webhooks := contract.root.get("webhooks")) is not None:
        notes.add(webhooks, "webhooks are left out: they are calls the provider makes")
    return {"paths": paths, "components": {"schemas": schemas}}


def _request_types(contract: Contract) -> tuple[str, ...]:
    operations = (contract.declared[each.id][1] for each in contract.operations)
    return tuple(sorted({name for each in operations for name in request_types(each, contract.references)}))


def _operation(contract: Contract, operation: Operation, models: Models, notes: Notes) -> dict[str, Any]:
    references, (item, node) = contract.references, contract.declared[operation.id]
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
    if (callbacks := node.get("callbacks")) is not None:
        notes.add(callbacks, "callbacks are left out: they are calls the provider makes")
    return lowered


def _routing_faults(contract: Contract, tree: ResourceTree, most_resources: int) -> Iterator[Fault]:
    checked: set[int] = set()
    yield from server_faults(contract.base_path, [contract.root], checked)
    for operation in contract.operations:
        item, node = contract.declared[operation.id]
        yield from server_faults(contract.base_path, [item, node], checked)
        yield from tree.add(operation.path, item)
        if operation.method == "TRACE":
            what = "API Gateway has no TRACE, and it would echo credentials"
            yield Fault("CON-040", "uncarried-method", what, node, operation.id, "drop the operation")
    if len(tree) > most_resources:
        what = f"the paths need more than {most_resources} resources, the quota of one API (every path prefix counts)"
        paths, got = contract.root.child("paths"), f"{len(tree)} resources"
        yield Fault("CON-047", "too-many-resources", what, paths, got, "split the contract")


def _access_faults(contract: Contract, prefix: str, judged: Collection[str], notes: Notes) -> Iterator[Fault]:
    security = Security(contract.root, contract.references)
    known: dict[int, Access] = {}  # what the root says is one object for all operations
    for operation in contract.operations:
        access = security.access(contract.declared[operation.id][1])
        if id(access) in known:
            continue
        known[id(access)] = access
        yield from access.faults
        for scope, at in access.named:
            if scope not in judged:
                yield from foreign_scope(scope, at, prefix)
    declared = declared_scopes(contract.root, contract.references)
    yield from scope_faults(declared, contract.scopes, prefix, contract.root, notes)


def _in_order(value: Any) -> Any:
    """Sort every key, so that the author's order changes nothing."""
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    return [_in_order(item) for item in value] if isinstance(value, list) else value


def _size_faults(root: Node, body: dict[str, Any]) -> Iterator[Fault]:
    if (size := len(json.dumps(body))) > LARGEST:
        what = "the compiled body is larger than 6 MB, the most that API Gateway imports"
        yield Fault("CON-048", "body-too-large", what, root, f"{size} bytes", "split the contract")
    models = sum(len(json.dumps(schema)) for schema in body["components"]["schemas"].values())
    if models > _MODELS:
        what = "the models of request bodies are larger than 400 KB together, the most that API Gateway keeps"
        yield Fault("CON-049", "models-too-large", what, root, f"{models} bytes", "split the contract")
