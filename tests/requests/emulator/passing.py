"""
What of a request API Gateway passes on to an HTTP backend: pure, so that it is tested without the emulator.

As AWS documents it, and where it does not, as LocalStack's authors measured it on AWS; where neither says, the worst
case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["HEADER", "Asked", "IllegalMappingError", "passed_on", "value_of"]

HEADER: Final = "integration.request.header."
_DROPPED: Final = frozenset({"content-encoding", "content-length", "expect", "host", "proxy-authenticate", "te", "via"})
_ILLEGAL: Final = frozenset({"content-length", "transfer-encoding", "x-amzn-apigateway-api-id", "x-amzn-trace-id"})
_CLAIM: Final = "authorizer.claims."


class IllegalMappingError(Exception):
    """A mapping names a header that API Gateway lets nobody map: every request would be answered with 500."""


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A request, as the gateway knows it once the caller is authorised.

    Attributes:
        headers: What the client sent; names in lower case.
        path: Path parameters.
        query: Query parameters.
        context: `$context`, nested as its names are.
        claims: The claims of the access token, all of them text; empty for an open operation.
        trace: The id of its X-Ray trace.
    """

    headers: Mapping[str, str]
    path: Mapping[str, str]
    query: Mapping[str, str]
    context: Mapping[str, Any]
    claims: Mapping[str, str]
    trace: str


def value_of(expression: str, asked: Asked) -> str | None:
    """Return what a mapping expression means for a request; None where there is no such thing."""
    if expression.startswith("'") and expression.endswith("'"):
        return expression[1:-1]
    source, _, name = expression.partition(".")
    if source == "context":
        return _of_context(name, asked)
    if not expression.startswith("method.request."):
        return None
    place, _, key = name.removeprefix("request.").partition(".")
    places = {"header": asked.headers, "path": asked.path, "querystring": asked.query}
    return places.get(place, {}).get(key.lower() if place == "header" else key)


def _of_context(name: str, asked: Asked) -> str | None:
    if name.startswith(_CLAIM):
        return asked.claims.get(name.removeprefix(_CLAIM))
    found: Any = asked.context
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else None


def passed_on(parameters: Mapping[str, str], asked: Asked) -> dict[str, str]:
    """
    Return the headers that the backend receives.

    The client's own pass, less some, unless a mapping overwrites them. A mapping without a value changes nothing, so
    that what the client sent stands: the worst that AWS may do, which says neither this nor the other.

    Raises:
        IllegalMappingError: for a header that cannot be mapped.
    """
    headers = {name: value for name, value in asked.headers.items() if name not in _DROPPED}
    for target, expression in sorted(parameters.items()):
        if target.startswith(HEADER):
            name = target.removeprefix(HEADER).lower()
            if name in _ILLEGAL:
                raise IllegalMappingError(name)
            if value := value_of(expression, asked):
                headers[name] = value
    api = str(asked.context.get("apiId", ""))
    made = {"x-amzn-apigateway-api-id": api, "x-amzn-trace-id": asked.trace}
    return {"accept": "application/json", "user-agent": f"AmazonAPIGateway_{api}"} | headers | made
