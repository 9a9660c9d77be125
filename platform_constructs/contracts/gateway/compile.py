"""
From a Contract to the OpenAPI 3.0.1 body that API Gateway imports without a warning, or to findings that say why not.
"""

from __future__ import annotations

from typing import Any

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.gateway.compilation import Compilation, Target, compilation
from platform_constructs.contracts.gateway.media_types import request_types
from platform_constructs.model.contract import CompiledApi
from platform_constructs.model.escape import escape, escape_tree
from platform_constructs.model.finding import Finding

__all__ = ["compile_contract", "in_order"]


def compile_contract(contract: Contract, target: Target) -> tuple[CompiledApi | None, tuple[Finding, ...]]:
    """
    Compile a contract for API Gateway.

    Args:
        contract: As read.
        target: What it is compiled for.

    Returns:
        The compiled API, or None when a finding blocks, and the findings in their order.

    Raises:
        ContractError: when a schema, parameter or message is not shaped as OpenAPI wants it.
    """
    made = compilation(contract, target)
    return (_api(made) if made.is_carried else None), made.findings


def _api(made: Compilation) -> CompiledApi:
    contract = made.contract
    return CompiledApi(
        body=in_order(escape_tree(made.body)),
        operations=contract.operations,
        resource_paths=made.resource_paths,
        mount=made.target.mount,
        title=escape(contract.title),
        version=escape(contract.version),
        lowered=made.lines,
        request_types=_request_types(contract),
        sources=made.sources,
    )


def _request_types(contract: Contract) -> tuple[str, ...]:
    operations = (contract.declared[each.id][1] for each in contract.operations)
    return tuple(sorted({name for each in operations for name in request_types(each, contract.references)}))


def in_order(value: Any) -> Any:
    """Return a body with every key sorted, so that the author's order changes nothing."""
    if isinstance(value, dict):
        return {key: in_order(value[key]) for key in sorted(value)}
    return [in_order(item) for item in value] if isinstance(value, list) else value
