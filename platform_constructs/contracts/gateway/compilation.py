"""
A contract compiled as far as it goes, with all that was found on the way; compiling and reporting both start here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.api.access import Access, Security
from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.api.parameters import merged_parameters
from platform_constructs.contracts.api.scopes import declared_scopes, foreign_scope, scope_faults
from platform_constructs.contracts.api.servers import server_faults
from platform_constructs.contracts.api.smuggling import smuggled
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.fault import Fault
from platform_constructs.contracts.gateway.body import body_parts
from platform_constructs.contracts.gateway.dialects import dialect_faults
from platform_constructs.contracts.gateway.media_types import binary_types
from platform_constructs.contracts.gateway.models import Model, Models
from platform_constructs.contracts.gateway.origins import Origins
from platform_constructs.contracts.gateway.routing import ResourceTree
from platform_constructs.contracts.gateway.sizes import size_faults
from platform_constructs.contracts.gateway.source_map import SourceMap
from platform_constructs.contracts.notes import Note, Notes
from platform_constructs.contracts.verdict import Verdicts
from platform_constructs.model.finding import Finding
from platform_constructs.model.passed_headers import PASSED_HEADERS

__all__ = ["Compilation", "Target", "compilation"]

_VALIDATOR: Final = "full"


@dataclass(frozen=True, slots=True)
class Target:
    """
    What a contract is compiled for.

    Attributes:
        mount: The base path that the host's mapping strips, such as `/ordering`; `/` for none.
        scope_prefix: The domain's own resource server; its scopes are `<prefix>/<name>`.
        owner: The domain that has to act on findings.
        validate_body: Whether API Gateway checks request bodies against their models.
        validate_parameters: Whether it checks that required headers and query parameters are there.
        security_policy: The API's own TLS policy; None leaves it to AWS.
        endpoint_access_mode: `STRICT` or `BASIC`; None leaves it to AWS.
        most_resources: The account's quota of resources per API; AWS grants 300.
        judged: Scopes of other domains that operations may name here, because their grants are judged elsewhere.
        signed: Whether the road checks signatures (SigV4) instead of tokens.
    """

    mount: str
    scope_prefix: str
    owner: str
    validate_body: bool = True
    validate_parameters: bool = True
    security_policy: str | None = None
    endpoint_access_mode: str | None = None
    most_resources: int = 300
    judged: Collection[str] = ()
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Compilation:
    """
    Attributes:
        contract: As read.
        target: What it was compiled for.
        body: What API Gateway would import, not yet escaped for Terraform; only part of it when a finding blocks.
        resource_paths: For each operation that API Gateway can route, its path in the body.
        resources: Resources that the paths need, the root included.
        models: The models in the body, sorted by name.
        notes: What is carried only in part.
        lines: The same, one line each, at its first place.
        findings: What is refused, in its order.
        sources: From the body back to the contract.
    """

    contract: Contract
    target: Target
    body: Mapping[str, Any] = field(repr=False)
    resource_paths: Mapping[str, str]
    resources: int
    models: tuple[Model, ...] = field(repr=False)
    notes: tuple[Note, ...]
    lines: tuple[tuple[Any, str], ...]
    findings: tuple[Finding, ...]
    sources: SourceMap = field(repr=False, compare=False)

    @property
    def is_carried(self) -> bool:
        """Whether nothing blocks."""
        return not any(finding.blocks for finding in self.findings)


def compilation(contract: Contract, target: Target, known: Iterable[Fault] = ()) -> Compilation:
    """
    Compile a contract for API Gateway, and tell all that stands in the way.

    Nothing of the contract reaches the body unless it is known here, and what is known only in part is noted.

    Args:
        contract: As read.
        target: What it is compiled for.
        known: What is wrong with it already, such as its structure.

    Raises:
        ContractError: when a schema, parameter or message is not shaped as OpenAPI wants it.
    """
    verdicts, notes, tree = Verdicts(target.owner, contract.file), Notes(), ResourceTree(target.mount)
    verdicts.add(known)
    verdicts.add(_routing_faults(contract, tree, target.most_resources))
    verdicts.add(_access_faults(contract, target, notes))
    for root in contract.references.roots.values():
        verdicts.add(smuggled(root))
    if contract.is_31 and (dialect := contract.root.get("jsonSchemaDialect")) is not None:
        verdicts.add(dialect_faults(dialect))
    origins = Origins()
    models = Models(contract.file, contract.is_31, contract.references, notes, origins)
    resource_paths = {
        operation.id: path for operation in contract.operations if (path := tree.relative(operation.path)) is not None
    }
    parts, made = body_parts(contract, resource_paths, models, notes)
    body = {
        "openapi": "3.0.1",
        "info": {"title": contract.title, "version": contract.version},
        **parts,
        **_extensions(contract, target),
    }
    verdicts.add(notes.faults)
    verdicts.add(models.unknown.faults(notes))
    verdicts.add(size_faults(contract.root, body, made))
    return Compilation(
        contract=contract,
        target=target,
        body=body,
        resource_paths=resource_paths,
        resources=len(tree),
        models=made,
        notes=notes.all(),
        lines=notes.lines(),
        findings=verdicts.findings(),
        sources=SourceMap(body, origins),
    )


def _extensions(contract: Contract, target: Target) -> dict[str, Any]:
    checks = {
        "validateRequestBody": target.validate_body,
        "validateRequestParameters": target.validate_parameters,
    }
    declared = (contract.declared[operation.id][1] for operation in contract.operations)
    extensions = {
        "x-amazon-apigateway-request-validators": {_VALIDATOR: checks},
        "x-amazon-apigateway-request-validator": _VALIDATOR,
        "x-amazon-apigateway-binary-media-types": list(binary_types(declared, contract.references)) or None,
        "x-amazon-apigateway-security-policy": target.security_policy,
        "x-amazon-apigateway-endpoint-access-mode": target.endpoint_access_mode,
    }
    return {key: value for key, value in extensions.items() if value is not None}


def _routing_faults(contract: Contract, tree: ResourceTree, most_resources: int) -> Iterator[Fault]:
    checked: set[int] = set()
    yield from server_faults(contract.base_path, [contract.root], checked)
    for operation in contract.operations:
        item, node = contract.declared[operation.id]
        yield from server_faults(contract.base_path, [item, node], checked)
        yield from tree.add(operation.path, item)
        yield from _header_faults(contract, item, node)
        if operation.method == "TRACE":
            what = "API Gateway has no TRACE, and it would echo credentials"
            yield Fault("CON-040", "uncarried-method", what, node, operation.id, "drop the operation")
    if len(tree) > most_resources:
        what = f"the paths need more than {most_resources} resources, the quota of one API (every path prefix counts)"
        paths, got = contract.root.child("paths"), f"{len(tree)} resources"
        yield Fault("CON-047", "too-many-resources", what, paths, got, "split the contract")


def _header_faults(contract: Contract, item: Node, operation: Node) -> Iterator[Fault]:
    """Yield a fault for each header of a consumer's that the gateway writes itself."""
    ours = {name.lower(): name for name in PASSED_HEADERS}
    for parameter in merged_parameters(item, operation, contract.references):
        name = parameter.needs("name")
        if parameter.needs("in").value == "header" and name.text().lower() in ours:
            what = "the gateway writes this header itself, so that no consumer can say who it is"
            fix = "drop the parameter; what the backend finds there is documented"
            yield Fault("CON-066", "told-header", what, name, name.text(), fix)


def _access_faults(contract: Contract, target: Target, notes: Notes) -> Iterator[Fault]:
    security = Security(contract.root, contract.references)
    known: dict[int, Access] = {}  # what the root says is one object for all operations
    for operation in contract.operations:
        access = security.access(contract.declared[operation.id][1])
        if id(access) in known:
            continue
        known[id(access)] = access
        yield from access.faults
        yield from _proof_faults(access, contract.declared[operation.id][1], target)
        for scope, at in access.named:
            if scope not in target.judged:
                yield from foreign_scope(scope, at, target.scope_prefix)
    declared = declared_scopes(contract.root, contract.references)
    yield from scope_faults(declared, contract.scopes, target.scope_prefix, contract.root, notes)


def _proof_faults(access: Access, operation: Node, target: Target) -> Iterator[Fault]:
    """Yield a fault when an operation asks callers for another proof than its road checks."""
    if access.faults or access.is_signed == target.signed:
        return
    at = operation.get("security") or operation
    if access.is_signed:
        what, got = "requests are signed on the internal road; this road checks access tokens", "a signed operation"
        fix = "ask for a scope of an oauth2 or openIdConnect scheme, or declare an InternalApi"
    else:
        what = "every request on the internal road is signed with credentials of AWS"
        got = "an open operation" if access.is_open else "a token's scopes"
        fix = "name a scheme of type apiKey with x-amazon-apigateway-authtype: awsSigv4, or declare a PublicApi"
    yield Fault("CON-065", "other-proof", what, at, got, fix)
