"""
How API Gateway calls a backend.
"""

from __future__ import annotations

from typing import Any

from platform_constructs.model.backend import Backend
from platform_constructs.model.contract import Operation
from platform_constructs.model.escape import escape

__all__ = ["integration_for"]


def integration_for(backend: Backend, operation: Operation, *, environment: str, timeout_ms: int) -> dict[str, Any]:
    """
    Return the `x-amazon-apigateway-integration` extension of one operation.

    Args:
        backend: Where it goes.
        operation: What is asked for; its whole path is appended to the backend's URL.
        environment: The environment's name, for backends that differ by it.
        timeout_ms: Milliseconds to wait, unless the backend says less.
    """
    parameters = {
        f"integration.request.path.{name}": f"method.request.path.{name}" for name in operation.path_parameters
    }
    return {
        "type": "http_proxy",
        "httpMethod": operation.method,
        "uri": escape(backend.url_in(environment) + operation.path),
        "connectionType": "INTERNET",
        "passthroughBehavior": "when_no_match",
        "timeoutInMillis": min(timeout_ms, backend.timeout_ms or timeout_ms),
        # the trustworthy id: a client can set x-amzn-requestid, it cannot set the extended one
        "requestParameters": {**parameters, "integration.request.header.X-Request-Id": "context.extendedRequestId"},
    }
