"""
What API Gateway would make of a contract: what it carries, what is lost on the way, and what is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from platform_constructs.contracts.gateway.compilation import Compilation
from platform_constructs.contracts.gateway.sizes import size_of
from platform_constructs.contracts.notes import Loss, Note
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place

__all__ = ["CarriedModel", "CarriedOperation", "Feasibility", "Outcome", "feasibility"]


class Outcome(StrEnum):
    """What becomes of a contract as a whole."""

    CARRIED = "carried"
    """API Gateway checks all that the contract says of requests."""
    IN_PART = "carried in part"
    """It deploys, and the backend has to check the rest."""
    REFUSED = "refused"
    """It does not deploy."""


@dataclass(frozen=True, slots=True)
class CarriedOperation:
    """
    An operation that API Gateway routes.

    Attributes:
        id: The operationId.
        method: Upper case.
        path: In the body, below the mount.
        at: Where the contract declares it.
        scopes: Any one of them lets a caller in; empty when it is open, or refused because nothing usable is said.
        is_open: Whether the contract lets everybody call it.
        required: Headers and query parameters that API Gateway insists on, sorted.
        models: The model of each media type that it checks bodies against.
    """

    id: str
    method: str
    path: str
    at: Place
    scopes: tuple[str, ...]
    is_open: bool
    required: tuple[str, ...]
    models: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CarriedModel:
    """
    A model that request bodies are checked against.

    Attributes:
        name: In API Gateway.
        at: Where the contract says it.
        size: Bytes.
        others: Where the contract says the same again; they share the model.
    """

    name: str
    at: Place
    size: int
    others: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Feasibility:
    """
    Attributes:
        file: The contract.
        title: From `info`.
        version: From `info`.
        is_31: Whether it is OpenAPI 3.1.
        mount: The base path it is compiled for.
        operations: What is carried, sorted by path and method.
        models: The models, sorted by name.
        losses: What is carried only in part, with all its places.
        refused: Why it does not deploy; empty when it does.
        size: Bytes of the body.
        resources: Resources that its paths need.
        most_resources: How many the account may have in one API.
        binary: Media types that are passed on as bytes.
    """

    file: str
    title: str
    version: str
    is_31: bool
    mount: str
    operations: tuple[CarriedOperation, ...]
    models: tuple[CarriedModel, ...]
    losses: tuple[Note, ...]
    refused: tuple[Finding, ...]
    size: int
    resources: int
    most_resources: int
    binary: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        """What becomes of the contract as a whole."""
        if any(finding.blocks for finding in self.refused):
            return Outcome.REFUSED
        return Outcome.IN_PART if any(note.loss is not Loss.LEFT_OUT for note in self.losses) else Outcome.CARRIED

    @property
    def models_size(self) -> int:
        """Bytes of all models."""
        return sum(model.size for model in self.models)


def feasibility(made: Compilation) -> Feasibility:
    """Return what came of compiling a contract."""
    contract, body = made.contract, made.body
    return Feasibility(
        file=contract.file,
        title=contract.title,
        version=contract.version,
        is_31=contract.is_31,
        mount=made.target.mount,
        operations=tuple(_operations(made)),
        models=tuple(
            CarriedModel(
                model.name, model.at.place, size_of(model.schema), tuple(other.place for other in model.others)
            )
            for model in made.models
        ),
        losses=made.notes,
        refused=made.findings,
        size=size_of(body),
        resources=made.resources,
        most_resources=made.target.most_resources,
        binary=tuple(body.get("x-amazon-apigateway-binary-media-types", ())),
    )


def _operations(made: Compilation) -> list[CarriedOperation]:
    found = []
    for operation in made.contract.operations:
        path = made.resource_paths.get(operation.id)
        lowered = made.body["paths"].get(path, {}).get(operation.method.lower()) if path is not None else None
        if path is not None and lowered is not None:
            found.append(
                CarriedOperation(
                    operation.id,
                    operation.method,
                    path,
                    operation.place,
                    operation.scopes,
                    operation.is_open,
                    tuple(sorted(_required(lowered))),
                    _models(lowered),
                )
            )
    return found


def _required(lowered: Mapping[str, Any]) -> list[str]:
    asked = [each for each in lowered.get("parameters", ()) if each["required"] and each["in"] != "path"]
    return [f"{each['in']} {each['name']}" for each in asked]


def _models(lowered: Mapping[str, Any]) -> dict[str, str]:
    content = lowered.get("requestBody", {}).get("content", {})
    return {media: entry["schema"]["$ref"].rpartition("/")[2] for media, entry in content.items()}
