"""
The parts of the body: each operation as API Gateway reads it, and the models that they need.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.api.parameters import merged_parameters
from platform_constructs.contracts.document.source import LARGEST
from platform_constructs.contracts.gateway.descriptions import cut
from platform_constructs.contracts.gateway.messages import lowered_request, lowered_responses
from platform_constructs.contracts.gateway.models import Model, Models
from platform_constructs.contracts.gateway.parameters import lowered_parameters
from platform_constructs.contracts.notes import Notes
from platform_constructs.model.contract import COGNITO, SIGNED, Operation

__all__ = ["body_parts"]


def body_parts(
    contract: Contract, resource_paths: Mapping[str, str], models: Models, notes: Notes
) -> tuple[dict[str, Any], tuple[Model, ...]]:
    """
    Return `paths` and `components`, and the models in the latter.

    Args:
        contract: As read.
        resource_paths: For each operation that API Gateway can route, its path in the body.
        models: Takes the schemas of request bodies.
        notes: Takes what could not be carried.

    Raises:
        ContractError: when a schema, parameter or message is not shaped as OpenAPI wants it.
    """
    paths: dict[str, dict[str, Any]] = {}
    size = 0
    for operation in contract.operations:
        if operation.id in resource_paths and size <= LARGEST:  # shared parts may stand in it many times
            lowered = _operation(contract, operation, models, notes)
            size += len(json.dumps(lowered))
            paths.setdefault(resource_paths[operation.id], {})[operation.method.lower()] = lowered
    made, links = models.finish()
    for operations in paths.values():
        for lowered in operations.values():
            for media in lowered.get("requestBody", {}).get("content", {}).values():
                media["schema"] = {"$ref": links[media["schema"]["$ref"]]}
    if (webhooks := contract.root.get("webhooks")) is not None:
        notes.add(webhooks, "webhooks are left out: they are calls the provider makes")
    return {"paths": paths, "components": {"schemas": {model.name: model.schema for model in made}}}, made


def _operation(contract: Contract, operation: Operation, models: Models, notes: Notes) -> dict[str, Any]:
    references, (item, node) = contract.references, contract.declared[operation.id]
    lowered: dict[str, Any] = models.origins.put({"operationId": operation.id}, node)
    for key in ("summary", "description"):
        if (text := node.get(key)) is not None:
            lowered[key] = cut(text, notes)
    parameters = merged_parameters(item, node, references)
    if listed := lowered_parameters(parameters, references, notes, models.origins):
        lowered["parameters"] = listed
    if (body := lowered_request(node, operation.method, f"{operation.id}Body", references, models, notes)) is not None:
        lowered["requestBody"] = body
    lowered["responses"] = lowered_responses(node, references, notes, models.origins)
    lowered["security"] = _security(operation)
    if (callbacks := node.get("callbacks")) is not None:
        notes.add(callbacks, "callbacks are left out: they are calls the provider makes")
    return lowered


def _security(operation: Operation) -> list[dict[str, list[str]]]:
    if operation.is_signed:
        return [{SIGNED: []}]
    return [] if operation.is_open else [{COGNITO: list(operation.scopes)}]
