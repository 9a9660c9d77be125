"""
How API Gateway calls each kind of backend.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from platform_constructs.model.api import Backend
from platform_constructs.model.backend import HttpBackend, MockBackend
from platform_constructs.model.contract import Answer, Operation
from platform_constructs.model.escape import escape
from platform_constructs.model.passed_headers import passed_headers
from platform_constructs.model.service import ContainerBackend, FunctionBackend

__all__ = ["Balancer", "Reach", "integration_for"]

_JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Balancer:
    """
    The way to the containers.

    Attributes:
        host: The name that the load balancer knows the API's host by; its certificate has it.
        link: The VPC link's id.
        target: The load balancer's ARN, where the link leads to several; empty where it leads to one only.
    """

    host: str
    link: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """
    What an API's stack knows of the backends in its environment.

    Attributes:
        environment: The environment's name, for backends that differ by it.
        timeout_ms: Milliseconds to wait, unless a backend says less.
        balancer: Returns the way to the containers.
        invoke_arn: Returns the ARN that API Gateway calls a function by.
    """

    environment: str
    timeout_ms: int
    balancer: Callable[[], Balancer]
    invoke_arn: Callable[[FunctionBackend], str]


def integration_for(
    backend: Backend, operation: Operation, reach: Reach, *, answer: Answer | None = None, types: tuple[str, ...] = ()
) -> dict[str, Any]:
    """
    Return the `x-amazon-apigateway-integration` extension of one operation.

    Args:
        backend: Where it goes.
        operation: What is asked for; its whole path is appended to where the backend is.
        reach: What is known of backends in this environment.
        answer: For a mock: what it answers.
        types: For a mock: the media types of requests that it answers.
    """
    timeout = {"timeoutInMillis": min(reach.timeout_ms, backend.timeout_ms or reach.timeout_ms)}
    match backend:
        case HttpBackend():
            return _passed_on(backend.url_in(reach.environment), operation) | {"connectionType": "INTERNET"} | timeout
        case ContainerBackend():
            balancer = reach.balancer()
            link = {"connectionType": "VPC_LINK", "connectionId": balancer.link}
            target = {"integrationTarget": balancer.target} if balancer.target else {}
            return _passed_on(f"https://{balancer.host}", operation) | link | target | timeout
        case FunctionBackend():
            # the event of a proxy integration has the whole request, and the caller's claims, in it
            called = {"type": "aws_proxy", "httpMethod": "POST", "uri": reach.invoke_arn(backend)}
            return called | {"passthroughBehavior": "when_no_match"} | timeout
        case MockBackend():
            if answer is None:
                raise TypeError(f"nothing is known of what a mock answers to {operation.id}")
            return _answered(answer, types)


def _passed_on(base: str, operation: Operation) -> dict[str, Any]:
    parameters = {
        f"integration.request.path.{name}": f"method.request.path.{name}" for name in operation.path_parameters
    }
    told = passed_headers(is_signed=operation.is_signed, is_open=operation.is_open)
    headers = {f"integration.request.header.{name}": source for name, source in told.items()}
    return {
        "type": "http_proxy",
        "httpMethod": operation.method,
        "uri": escape(base + operation.path),
        "passthroughBehavior": "when_no_match",
        "requestParameters": {**parameters, **headers},
    }


def _answered(answer: Answer, types: tuple[str, ...]) -> dict[str, Any]:
    said = json.dumps({"statusCode": answer.status})
    response: dict[str, Any] = {"statusCode": str(answer.status)}
    if answer.media_type:
        response["responseTemplates"] = {answer.media_type: _inert(answer.body)}
    return {
        "type": "mock",
        "passthroughBehavior": "never",
        "requestTemplates": dict.fromkeys(sorted({_JSON, *types}), said),
        "responses": {"default": response},
    }


def _inert(body: Any) -> str:
    """
    Return JSON in which nothing is left for the two languages that read it next.

    A response template is Velocity, which reads `$` and `#`; Terraform reads `${` and `%{`. JSON can write all three as
    escapes, and in valid JSON they stand nowhere but in strings.
    """
    text = json.dumps(body, separators=(",", ":"), sort_keys=True, ensure_ascii=True)
    return text.replace("$", "\\u0024").replace("#", "\\u0023").replace("%", "\\u0025")
