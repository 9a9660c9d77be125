"""
A contract once it has been read: its operations, its scopes, and what was compiled from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from platform_constructs.model.place import Place

__all__ = ["COGNITO", "SIGNED", "Answer", "CompiledApi", "Operation"]

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

COGNITO = "cognito"
"""The security scheme in a compiled body that stands for the platform's user pool."""

SIGNED = "sigv4"
"""The security scheme in a compiled body that stands for a request signed with credentials of AWS."""


@dataclass(frozen=True, slots=True)
class Operation:
    """
    One thing a consumer can ask for.

    Attributes:
        id: The contract's operationId, unique in it.
        method: Upper case, such as `POST`.
        path: The effective path on the host: server base path and template, such as `/ordering/v1/orders/{id}`.
        scopes: Full scope names, any one of which lets a caller in; empty for an open operation.
        is_open: Whether the contract says `security: []`, so that anyone may call it.
        path_parameters: Names in the template, in order.
        place: Where the contract declares it.
        is_signed: Whether requests are signed with SigV4 instead of bearing a token.
    """

    id: str
    method: str
    path: str
    scopes: tuple[str, ...]
    is_open: bool
    path_parameters: tuple[str, ...]
    place: Place
    is_signed: bool = False

    @property
    def writes(self) -> bool:
        """Whether the method may change something, by RFC 9110."""
        return self.method not in _SAFE


@dataclass(frozen=True, slots=True)
class Answer:
    """
    An example of an answer, as the contract gives it.

    Attributes:
        status: 200 to 599.
        media_type: Such as `application/json`; empty for an answer without a body.
        body: The example; JSON values. Nothing in it is escaped.
    """

    status: int
    media_type: str
    body: Any


@dataclass(frozen=True, slots=True)
class CompiledApi:
    """
    What API Gateway can import, without integrations and authorizers: the glass room adds those.

    Attributes:
        body: An OpenAPI 3.0.1 document. Every foreign string in it is escaped for Terraform.
            Paths are relative to the mapping's base path. Secured operations carry
            `security: [{"cognito": [scopes]}]` or `[{"sigv4": []}]`, open ones `security: []`.
        operations: Every operation, sorted by path and method.
        resource_paths: For each operation id, its path in the body.
        request_types: Media types of request bodies that the contract declares, lower case, sorted.
        mount: The base path that the host's mapping strips, such as `/ordering`.
        title: The contract's title, escaped like the body.
        version: The contract's version, escaped like the body.
        lowered: What could be carried only in part, one line each, with its place.
        sources: For each JSON pointer of an operation, parameter, model or schema of the body, unescaped, the place of
            the contract that it came from. Never written to Terraform.
        answers: For each operation id that a mock answers, what it answers.
    """

    body: Mapping[str, Any]
    operations: tuple[Operation, ...]
    resource_paths: Mapping[str, str]
    mount: str
    title: str
    version: str
    lowered: tuple[tuple[Place, str], ...] = ()
    request_types: tuple[str, ...] = ()
    sources: Mapping[str, Place] = field(default_factory=dict, repr=False, compare=False)
    answers: Mapping[str, Answer] = field(default_factory=dict)
